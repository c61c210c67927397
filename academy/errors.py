"""Refusals, absences, races and faults, each as a plain page that says what to do."""

import logging

from flask import Flask, Response, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from academy.problems import problem
from academy.words import language
from registry.errors import NotFound, Refusal

log = logging.getLogger("academy")
UNSEEN = {"csrf_token", "password", "current", "again", "opened", "opening", "version", "save", "send", "more"}
"""The fields that nobody typed text into, and those that no page shows."""
MOST_FIELDS = 200
LOSING = {409, 500, 503}
"""The statuses after which a form that was read has not been taken."""


def _words(status: int) -> tuple[str, str]:
    """Return the title and the advice of the page for a status."""
    pages = {
        400: (
            _("This address or text cannot be read"),
            _("It holds a character that has no meaning here. Go back and try without it."),
        ),
        403: (
            _("This page is not for your account"),
            _("If you need it for your work, ask the person who runs your cohort."),
        ),
        404: (
            _("There is no such page"),
            _("It may have moved, or it is not yours to see. Check the address, or go to the start page."),
        ),
        405: (_("This page cannot be used that way"), _("Go back and use the buttons of the page.")),
        409: (
            _("Somebody was faster"),
            _("The same thing was saved a moment ago. Go back and load the page again to see it."),
        ),
        410: (_("This page is gone"), _("What was here has been removed.")),
        411: (
            _("The size of the form is not stated"),
            _("Your browser or a proxy sent the form in pieces. Try again, or use another network."),
        ),
        413: (
            _("This is too much at once"),
            _("The form or file is larger than this page accepts. Shorten it and send it again."),
        ),
        415: (_("This kind of content is not accepted here"), _("Send the form of the page itself.")),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
        503: (
            _("The academy is busy"),
            _("The database did not answer in time. What you sent was not saved. Try again in a moment."),
        ),
    }
    return pages.get(
        status,
        (
            _("Something went wrong on our side"),
            _("It has been noted. What you sent was not saved. Try again in a moment."),
        ),
    )


def page(status: int) -> tuple[str | Response, int]:
    """Return the page for a status, with what was typed where it was not taken; programs are told in their words."""
    title, advice = _words(status)
    if request.path.startswith("/api/"):
        return problem(status, f"{title}. {advice}"), status
    return _drawn(title, advice, _typed() if status in LOSING else []), status


def _drawn(title: str, advice: str, typed: list[tuple[str, str]]) -> str:
    """Return a plain page; a bare one where the frame cannot be drawn (a foreign host, a silent database)."""
    words = {"title": title, "advice": advice, "typed": typed}
    try:
        return render_template("errors/plain.html", **words)
    except Exception:
        log.debug("the frame of a page could not be drawn", exc_info=True)
        return current_app.jinja_env.get_template("errors/bare.html").render(words, locale=language())


def _typed() -> list[tuple[str, str]]:
    """Return what was typed into the form of this request, field by field."""
    typed = [(name, text) for name, text in request.form.items(multi=True) if name not in UNSEEN and text.strip()]
    return typed[:MOST_FIELDS]


def typed_again() -> str:
    """Return the page for a form that nobody takes any more, with everything that was typed into it."""
    return render_template("errors/expired.html", typed=_typed())


def init(app: Flask) -> None:
    """Give the application a page for everything that can go wrong."""

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> tuple[str | Response, int, dict[str, str]]:
        methods = isinstance(error, MethodNotAllowed) and error.valid_methods
        return *page(error.code or 500), {"Allow": ", ".join(sorted(methods))} if methods else {}

    @app.errorhandler(NotFound)
    def absent(_error: NotFound) -> tuple[str | Response, int]:
        return page(404)

    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> tuple[str, int]:
        return _drawn(_("This cannot be done"), _(str(error)), _typed()), 409

    @app.errorhandler(CSRFError)
    def expired(_error: CSRFError) -> tuple[str, int]:
        return typed_again(), 400

    @app.errorhandler(IntegrityError)
    def raced(_error: IntegrityError) -> tuple[str | Response, int]:
        return page(409)

    @app.errorhandler(OperationalError)
    def unreachable(_error: OperationalError) -> tuple[str | Response, int]:
        log.exception("the database did not answer")
        return page(503)

    @app.errorhandler(Exception)
    def fault(_error: Exception) -> tuple[str | Response, int]:
        log.exception("a request failed")
        return page(500)
