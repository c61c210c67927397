"""The public door: what the programme is, and how its certificates are earned."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.database import db
from academy.login import present
from academy.marks import in_every_language
from academy.navigation import tabs
from registry.errors import NotFound
from registry.queries import is_answering

bp = Blueprint("public", __name__)


@bp.get("/")
@in_every_language
def home() -> str | Response:
    """Show the programme to a stranger; bring a member to their first page."""
    me = present()
    duties = tabs(me) if me else []
    if duties:
        return redirect(duties[0].address, 303)
    return render_template("public/home.html", course=campus().course, member=me is not None)


@bp.get("/about")
@in_every_language
def about() -> str:
    """Say what every document demands, from the rule sets themselves."""
    rules = sorted(campus().rules.values(), key=lambda one: (one.in_force, one.version), reverse=True)
    return render_template("public/about.html", rules=rules, course=campus().course, renewal=campus().renewal)


@bp.get("/privacy")
@in_every_language
def privacy() -> str:
    """Say who sees what, and for how long it is kept."""
    return render_template("public/privacy.html")


@bp.get("/flaws/<code>")
def flaw(code: str) -> str:
    """Show what a flaw is, why it hurts, and examples of both kinds."""
    page = campus().pages.get(request.args.get("lang", ""), campus().flaws).get(code)
    if page is None:
        raise NotFound
    return render_template("public/flaw.html", flaw=page)


@bp.get("/healthz")
def health() -> tuple[dict[str, str], int]:
    """Tell a supervisor whether the process and its database answer."""
    answering = is_answering(db)
    return {"status": "ok" if answering else "degraded"}, 200 if answering else 503


@bp.get("/favicon.ico")
def favicon() -> Response:
    """Send old browsers to the mark."""
    return redirect(url_for("static", filename="mark.svg"), 301)
