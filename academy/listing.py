"""The answers to a list of certificates as a table and as CSV, which any workbook opens."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _

from academy.checking import Answer, Line
from academy.verdicts import headline
from certificates.code import is_mistyped
from certificates.verification import Outcome

COLUMNS = ("number", "outcome", "explanation", "holder", "document", "issued", "valid_until", "address")
NO_NUMBER, MISTYPED = "no_number", "mistyped"
"""The outcomes of a line in which no number stands, and of one with a number that nobody can have."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a workbook would run."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer, in plain texts; `number` is the line as it was given where it holds none."""

    number: str
    outcome: str
    explanation: str
    holder: str = ""
    document: str = ""
    issued: str = ""
    valid_until: str = ""
    address: str = ""


def row(line: Line) -> Row:
    """Return the answer to a line of a list."""
    if line.number is None and is_mistyped(line.given):
        return Row(line.given, MISTYPED, str(_("A letter of this number is mistyped.")))
    if line.number is None:
        return Row(line.given, NO_NUMBER, "")
    if line.answer is None:
        return Row(line.number, Outcome.UNKNOWN, headline(Outcome.UNKNOWN)[0])
    return described(line.number, line.answer)


def described(number: str, answer: Answer) -> Row:
    """Return the answer to a certificate; facts of it only when what was handed in is what the register holds."""
    outcome, snapshot = answer.verdict.outcome, answer.snapshot
    explanation = headline(outcome)[0]
    if snapshot is None:
        return Row(number, outcome, explanation)
    address = current_app.config["BASE_URL"] + url_for("credentials.credential", certificate_id=snapshot.id)
    held = (snapshot.holder_name, snapshot.document_name, snapshot.issued_at[:10], snapshot.valid_until[:10])
    return Row(number, outcome, explanation, *held, address)


def as_csv(rows: Sequence[Row]) -> str:
    """Return the answers as CSV."""
    return written(COLUMNS, ([str(getattr(one, column)) for column in COLUMNS] for one in rows))


def written(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV that a workbook opens with every letter right and runs nothing of."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _harmless(text: str) -> str:
    """Return a cell that no workbook runs as a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
