"""Checking what somebody hands in: a number, a file or a list, weighed by the keys and by the register."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.limits import miss
from certificates.code import is_mistyped
from certificates.exhibit import Exhibit, Kind, examine, is_word_for_word, number_in
from certificates.queries import Held, held_among, print_digest
from certificates.seal import SealFault, SealReport
from certificates.snapshot import Snapshot
from certificates.verification import Outcome, Verdict, compared, judge, sealed
from registry.errors import Refusal

MOST, MOST_LINES = 200, 1_000
"""How many certificates of a list are checked at once, each takes some milliseconds; and how many lines it may have."""
UNTRUE = {Outcome.ALTERED, Outcome.FORGED, Outcome.FOREIGN, Outcome.OTHER_PERSON}
"""The outcomes after which nothing of the register is shown: what was handed in is not what it holds."""


class NotTaken(Refusal):
    """What was handed in cannot be checked here; `kind` says what it is."""

    code = "not-taken"

    def __init__(self, kind: Kind, sentence: str) -> None:
        self.kind = kind
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on what was handed in, what the register holds under its number, and whom it names as issuer."""

    kind: str
    verdict: Verdict
    held: Held | None
    issuer: str

    @property
    def snapshot(self) -> Snapshot | None:
        """Return the facts of the certificate, if what was handed in is the one that the register holds.

        By its number alone, only what its holder lets everybody read.
        """
        if self.held is None or self.verdict.outcome in UNTRUE:
            return None
        facts = Snapshot.from_json(self.held.certificate.snapshot)
        return facts.public(self.held.shown) if self.kind == "number" else facts


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list as it was given, the number in it, and the answer; None where nobody has that number."""

    given: str
    number: str | None
    answer: Answer | None


def of_file(content: bytes, name: str = "") -> Answer | list[Line] | None:
    """Check a file of any kind; raise `NotTaken` for one that holds nothing that can be checked.

    The QR code of a photograph is checked as if its number had been typed, with the name if one was.
    """
    exhibit = examine(content, campus().issuer.keys)
    if exhibit.kind is Kind.PHOTO and len({number_in(words) for words in exhibit.lines}) == 1:
        return of_number(exhibit.lines[0], name)
    if exhibit.lines:
        return of_lines(exhibit.lines)
    if exhibit.document is None or exhibit.proof is None:
        raise NotTaken(exhibit.kind, _sentence(exhibit.kind))
    found = held_among(db, [exhibit.number]).get(exhibit.number) if exhibit.number else None
    same = found is not None and is_word_for_word(exhibit.document, found.certificate.credential)
    standing, page = found.standing if found else None, _page(exhibit, found, content)
    verdict = judge(exhibit.document, exhibit.proof, standing, page, same=same, now=utcnow())
    return Answer(exhibit.kind, verdict, found, _issuer(exhibit.document))


def of_number(typed: str, name: str = "") -> Answer | None:
    """Check the certificate whose number is in a text; None when nobody has it. Raise `NotTaken` without a number.

    A name is compared with the holder's, so that nobody's paper lives on somebody else's number.
    """
    wanted = number_in(typed)
    if wanted is None and is_mistyped(typed):
        raise NotTaken(Kind.MISTYPED, _sentence(Kind.MISTYPED))
    if wanted is None:
        raise NotTaken(Kind.OTHER, _("Type the number as it stands on the certificate, or choose a file."))
    found = held_among(db, [wanted]).get(wanted)
    if found is None:
        miss()
        return None
    answer = of_held(found)
    if not name.strip():
        return answer
    return replace(answer, verdict=compared(answer.verdict, found.certificate.snapshot["holder_name"], name))


def of_lines(lines: Sequence[str]) -> list[Line]:
    """Check every line of a list that holds a number; a first line without one is a heading."""
    numbers = [number_in(line) for line in lines]
    wanted = {one for one in numbers if one}
    if len(wanted) > MOST or len(lines) > MOST_LINES:
        sentence = _("This list is too long: at most %(most)s numbers are checked at once. Divide it.", most=MOST)
        raise NotTaken(Kind.LIST, sentence)
    found = held_among(db, wanted)
    if len(found) < len(wanted):
        miss()
    answers = {number: of_held(one) for number, one in found.items()}
    listed = [Line(line[:200], one, answers.get(one or "")) for line, one in zip(lines, numbers, strict=True)]
    heading = len(listed) > 1 and not listed[0].number and not is_mistyped(listed[0].given)
    return listed[1:] if heading else listed


def checked(lines: Sequence[Line]) -> list[str]:
    """Return the numbers of the certificates that a list names."""
    return [one.answer.held.certificate.id for one in lines if one.answer and one.answer.held]


def of_held(found: Held) -> Answer:
    """Check a certificate as the register holds it."""
    credential = found.certificate.credential
    document, proof = json.loads(credential), sealed(credential, campus().issuer.keys)
    return Answer("number", judge(document, proof, found.standing, now=utcnow()), found, _issuer(document))


def _page(exhibit: Exhibit, found: Held | None, content: bytes) -> SealReport | None:
    """Return the report on the PDF, which must be the very print that the register keeps, if it keeps one.

    For that one the register vouches, even if its seal was stolen since.
    """
    page = exhibit.page
    if page is None or found is None or page.fault not in (None, SealFault.STOLEN_SEAL):
        return page
    kept, own = print_digest(db, found.certificate.id), hashlib.sha256(content).hexdigest()
    if kept == own:
        return SealReport()
    return page if kept is None or not page.whole else SealReport(SealFault.OTHER_PRINT)


def _issuer(document: object) -> str:
    """Return the name or the address of the issuer that a document names."""
    issuer = document.get("issuer") if isinstance(document, dict) else None
    name = (issuer.get("name") or issuer.get("id")) if isinstance(issuer, dict) else issuer
    return str(name or "")[:200]


def _sentence(kind: Kind) -> str:
    """Say why a file of a kind cannot be checked, and what to do instead."""
    sentences: dict[Kind, str] = {
        Kind.PDF: _(
            "This PDF holds no certificate that can be read; it may be a scan or a copy. Give the PDF that the holder"
            " downloaded, or type the number beside the QR code."
        ),
        Kind.BADGE: _("The credential inside this picture cannot be read. Give the PDF, or type the number."),
        Kind.PHOTO: _(
            "No QR code of a certificate can be read in this picture. Take it nearer and in better light, as JPEG or"
            " PNG, or type the number beside the code."
        ),
        Kind.ARCHIVE: _(
            "No number can be read in this workbook or archive; it must be XLSX, and not too large. Save the list as"
            " CSV, or give the certificates one by one."
        ),
        Kind.MISTYPED: _(
            "A letter is mistyped: it is wrong, missing, or in another's place. Compare every letter with the"
            " certificate."
        ),
    }
    other: str = _(
        "This file holds no certificate and no number that can be read. Give the PDF, the JSON file, the token, the"
        " badge, or a list of numbers as CSV or XLSX."
    )
    return sentences.get(kind, other)
