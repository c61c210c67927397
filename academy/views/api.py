"""The door for programs: checking certificates as JSON, with errors as problems (RFC 9457), open to every site."""

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import MultiDict

from academy import listing
from academy.checking import Answer, Line, NotTaken, checked, of_file, of_lines, of_number
from academy.clock import utcnow
from academy.files import OPEN, published
from academy.forms.base import LINE
from academy.limits import CHECKS, few_misses, limiter
from academy.marks import reading, takes_anything, takes_files
from academy.problems import problem
from academy.tally import count
from academy.verdicts import headline, told
from certificates.exhibit import Kind
from certificates.verification import Outcome

bp = Blueprint("api", __name__, url_prefix="/api")
DESCRIPTION = Path(__file__).parent.parent / "openapi.json"
NOT_TAKEN = {Kind.ARCHIVE: 415, Kind.PHOTO: 415}
"""The status for what is not taken; anything else that cannot be read is 422."""


@bp.record_once
def open_to_programs(state: BlueprintSetupState) -> None:
    """Let programs send without the token of a page: nothing here reads a cookie, and nothing is stored."""
    state.app.extensions["csrf"].exempt(bp)


@bp.after_request
def shared(answer: Response) -> Response:
    """Let the pages of every site ask and read."""
    answer.headers.update(OPEN)
    if request.method == "GET":
        answer.headers["Cache-Control"] = "no-cache"
    if request.method == "OPTIONS":
        answer.headers["Access-Control-Allow-Methods"] = "GET, POST"
        answer.headers["Access-Control-Allow-Headers"] = "Content-Type"
        answer.headers["Access-Control-Max-Age"] = "86400"
    return answer


@bp.get("/openapi.json")
def description() -> Response:
    """Give the description of this interface (OpenAPI 3.1)."""
    return published(DESCRIPTION.read_bytes(), "application/json")


@bp.route("/verify", methods=["GET", "POST"])
@few_misses
@limiter.limit(CHECKS, methods=["POST"])
@reading
@takes_files
@takes_anything
def verify() -> Response:
    """Check a number (`?code=`, perhaps with `&name=`), a file, or a list of numbers."""
    found = _named(request.args) if request.method == "GET" else _sent()
    if isinstance(found, list):
        count(*checked(found))
        return _listed(found)
    if found is not None and found.held is not None:
        count(found.held.certificate.id)
    body = {"outcome": Outcome.UNKNOWN, **_words(Outcome.UNKNOWN)} if found is None else _described(found)
    return _json({**body, "checked_at": _now()})


def _named(asked: MultiDict[str, str]) -> Answer | None:
    """Check a number, and the name beside it if one was given."""
    return of_number(asked.get("code", ""), asked.get("name", "")[:LINE])


def _sent() -> Answer | list[Line] | None:
    """Check what was sent: a form with a file or a code, JSON with codes, or a file as it is."""
    if request.mimetype in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        file = request.files.get("file")
        if file:
            return of_file(file.read())
        return _named(request.form)
    content = request.get_data()
    asked = _asked(content)
    if isinstance(asked.get("codes"), list):
        return of_lines([str(code)[:200] for code in asked["codes"][:1001]])
    return of_number(str(asked["code"])) if "code" in asked else of_file(content)


def _asked(content: bytes) -> dict[str, Any]:
    """Return JSON that asks for codes; nothing for a credential and for anything else."""
    if request.mimetype != "application/json":
        return {}
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and "@context" not in value else {}


def _listed(lines: list[Line]) -> Response:
    """Return the answers to a list, as CSV for those who ask for it."""
    rows = [listing.row(line) for line in lines]
    if request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv":
        return Response(listing.as_csv(rows), mimetype="text/csv")
    told_rows = [{name: value for name in listing.COLUMNS if (value := getattr(row, name))} for row in rows]
    return _json({"certificates": told_rows, "checked_at": _now()})


def _described(answer: Answer) -> dict[str, Any]:
    """Return the answer to one certificate."""
    outcome, snapshot = answer.verdict.outcome, answer.snapshot
    body: dict[str, Any] = {"outcome": outcome, **_words(outcome), "kind": answer.kind, "issuer": answer.issuer}
    body["checks"] = [
        {"name": one.name, "result": one.result, "title": one.title, "explanation": one.sentence}
        for one in told(answer.verdict)
    ]
    if snapshot is not None and answer.held is not None:
        row = listing.described(snapshot.id, answer)
        facts = ("number", "holder", "document", "issued", "valid_until", "address")
        body["certificate"] = {name: value for name in facts if (value := getattr(row, name))}
        newer = answer.held.standing.superseded_by
        if newer:
            path = url_for("credentials.credential", certificate_id=newer)
            body["certificate"]["superseded_by"] = current_app.config["BASE_URL"] + path
    return body


def _words(outcome: Outcome) -> dict[str, str]:
    """Return the words for an outcome."""
    title, explanation = headline(outcome)
    return {"title": title, "explanation": explanation}


def _now() -> str:
    """Return the moment of the answer."""
    return utcnow().strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(body: dict[str, Any]) -> Response:
    """Return a JSON answer."""
    return Response(json.dumps(body, ensure_ascii=False), mimetype="application/json")


@bp.errorhandler(NotTaken)
def not_taken(refusal: NotTaken) -> Response:
    """Say what was sent, why it cannot be checked, and what to send instead."""
    return problem(NOT_TAKEN.get(refusal.kind, 422), str(refusal), f"not-taken-{refusal.kind}")
