"""The search over everything that is taught."""

from flask import render_template, request, url_for

from academy.campus import campus
from academy.login import door
from academy.navigation import address_of
from courses.search import Hit
from registry.models import Role

bp = door("search", Role.TRAINEE, prefix="/learn/search")
LONGEST = 100
"""The longest question, in characters; what goes beyond is not looked at."""


@bp.get("")
def results() -> str:
    """Show the pages that answer a question, each with its best sentence."""
    question, here = request.args.get("q", "").strip()[:LONGEST], campus()
    hits = here.index.find(question) if question else []
    found = [(hit, _address(hit)) for hit in hits]
    return render_template("search/results.html", question=question, found=found, course=here.course)


def _address(hit: Hit) -> str:
    """Return the address of what was found, down to its paragraph where that has a place."""
    match hit.place.kind:
        case "step":
            return address_of(campus().course.by_id[hit.place.key]) + (f"#{hit.anchor}" if hit.anchor else "")
        case "module":
            return url_for("learn.module", module_id=hit.place.key)
        case "term":
            return url_for("glossary.terms", _anchor=hit.place.key)
        case _:
            return url_for("public.flaw", code=hit.place.key)
