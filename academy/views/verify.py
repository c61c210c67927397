"""The verification door: drop a number, an address, a file or a list, and read whether it is true."""

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answered
from wtforms import Field

from academy import listing
from academy.checking import Answer, Line, NotTaken, checked, of_file, of_lines, of_number
from academy.forms.verify import LONGEST_LIST, ListForm, VerifyForm
from academy.limits import CHECKS, few_misses, limiter
from academy.marks import in_every_language, reading, takes_files
from academy.tally import count
from academy.verdicts import headline, told

bp = Blueprint("verify", __name__, url_prefix="/verify")


@bp.route("", methods=["GET", "POST"])
@few_misses
@limiter.limit(CHECKS, methods=["POST"])
@reading
@takes_files
@in_every_language
def form() -> str | tuple[str, int] | Answered:
    """Take a number, an address or a file and answer whether it is true; nothing is stored."""
    asked = VerifyForm()
    if not asked.submitted():
        return _page(asked, 422 if asked.errors else 200)
    content = asked.file.data.read() if asked.file.data else b""
    return _by_file(asked, content) if content else _by_number(asked)


def _page(asked: VerifyForm, status: int) -> tuple[str, int]:
    """Return the form."""
    return render_template("verify/form.html", form=asked, base_url=current_app.config["BASE_URL"]), status


def _by_file(asked: VerifyForm, content: bytes) -> str | tuple[str, int] | Answered:
    """Answer whether a file is true, or every certificate of a list."""
    try:
        found = of_file(content, asked.name.data or "")
    except NotTaken as refusal:
        asked.file.errors = [str(refusal)]
        return _page(asked, 422)
    if isinstance(found, list):
        return _table(found)
    return _about(asked.file, asked, found) if found is None or found.kind == "number" else _result(found)


def _by_number(asked: VerifyForm) -> str | tuple[str, int] | Answered:
    """Go to the page of the certificate whose number was typed, if there is one; with a name, compare that too."""
    try:
        found = of_number(asked.code.data or "", asked.name.data or "")
    except NotTaken as refusal:
        asked.code.errors = [str(refusal)]
        return _page(asked, 422)
    return _about(asked.code, asked, found)


def _about(field: Field, asked: VerifyForm, found: Answer | None) -> str | tuple[str, int] | Answered:
    """Answer about a number that was typed or photographed: on its own page, or beside the name that was typed."""
    if found is None or found.held is None:
        field.errors = [_("This academy has issued no certificate with this number. Compare every character.")]
        return _page(asked, 404)
    if asked.name.data and asked.name.data.strip():
        return _result(found)
    return redirect(url_for("credentials.credential", certificate_id=found.held.certificate.id), 303)


def _result(answer: Answer) -> str:
    """Return the page with the verdict on a file, or on a number with a name."""
    count(*[one.certificate.id for one in [answer.held] if one])
    title, sentence = headline(answer.verdict.outcome)
    return render_template(
        "verify/result.html", answer=answer, title=title, sentence=sentence, checks=told(answer.verdict)
    )


def _table(lines: list[Line]) -> str:
    """Return the page with the answers to a list."""
    count(*checked(lines))
    rows = [listing.row(line) for line in lines]
    numbers = "\n".join(line.number or line.given for line in lines)[:LONGEST_LIST]
    return render_template("verify/list.html", rows=rows, form=ListForm(read=False), numbers=numbers)


@bp.post("/list.csv")
@limiter.limit(CHECKS)
@reading
@in_every_language
def table() -> Response:
    """Answer a list of numbers as CSV; they are checked anew."""
    asked = ListForm()
    lines = [line for line in (asked.numbers.data or "").splitlines() if line.strip()] if asked.submitted() else []
    rows = [listing.row(line) for line in of_lines(lines)]
    answer = Response(listing.as_csv(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="certificates.csv"'
    return answer
