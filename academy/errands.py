"""Errands: work that the command line does inside the application, with its words, its letters and its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache

from flask import Flask, current_app, render_template, url_for
from flask_babel import gettext as _

from academy.database import db
from academy.serving import application
from academy.settings import Settings, read_settings
from certificates.issuer import Issuer
from certificates.models import Certificate
from registry.actions import write_letter
from registry.db import writing


@lru_cache(maxsize=1)
def _of(settings: Settings) -> Flask:
    """Return the application of these settings, loaded once in a process."""
    return application(settings)


def application_here() -> Flask:
    """Return the application as the environment describes it."""
    return _of(read_settings())


@contextmanager
def errand() -> Iterator[tuple[Flask, Issuer]]:
    """Open the application as the environment describes it, as if within a request, with the issuer and its keys.

    What was done is committed at the end, and the letters that it caused leave.
    """
    app = application_here()
    with within(app):
        yield app, app.extensions["campus"].issuer


@contextmanager
def within(app: Flask) -> Iterator[None]:
    """Stand within an application as a request that writes does; commit at the end, and let the letters leave."""
    before = writing.set(True)
    try:
        with app.test_request_context():
            yield
            db.commit()
            app.extensions["postman"].deliver()
    finally:
        writing.reset(before)


def tell_reissued(certificate: Certificate, *, now: datetime) -> None:
    """Write to the holder that a certificate was sealed anew, and where the new edition is."""
    holder = certificate.enrolment.person
    body = render_template(
        "credentials/reissued_letter.txt",
        name=holder.name,
        document=certificate.snapshot["document_name"],
        address=current_app.config["BASE_URL"] + url_for("credentials.credential", certificate_id=certificate.id),
    )
    write_letter(db, holder.email, _("Your certificate has a new edition"), body, now=now)
