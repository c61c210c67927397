"""The critic's teachers: how often its findings are accepted, and the reviewed rewrites as cases for its bank."""

import json

from flask import Response, render_template

from academy.campus import campus
from academy.cases import cases
from academy.database import db
from academy.login import door
from assessments import queries
from registry.models import Role

bp = door("critic", Role.ADMINISTRATOR, prefix="/office/critic")


@bp.get("")
def acceptance() -> str:
    """Show how often the findings of each code were accepted."""
    return render_template("critic/acceptance.html", rows=queries.acceptance(db), flaws=campus().flaws)


@bp.get("/cases.jsonl")
def download() -> Response:
    """Give the reviewed rewrites as labelled cases, one a line."""
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in cases(queries.reviewed(db), campus()))
    named = {"Content-Disposition": 'attachment; filename="critic-cases.jsonl"'}
    return Response("".join(lines), mimetype="application/x-ndjson", headers=named)
