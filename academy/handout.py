"""The hand-out: the PDFs of certificates and a table of them, as one ZIP file for an institution's records."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from flask import current_app, url_for

from academy.clock import utcnow
from academy.database import db
from academy.listing import written
from academy.prints import sealed_page
from certificates.queries import Held, held_by, stands
from certificates.standing import state_of
from courses.models import Enrolment
from courses.queries import enrolments_by_id

COLUMNS = (
    "name",
    "email",
    "organisation",
    "cohort",
    "document",
    "number",
    "edition",
    "issued",
    "valid_until",
    "status",
    "address",
    "file",
)
CHUNK = 200
"""How many enrolments are read at once."""


def hand_out(path: Path, enrolment_ids: Sequence[int]) -> int:
    """Write the certificates of these enrolments to a ZIP file: a PDF of each that counts, all in a table.

    Return how many the table lists. The file is written beside and moved into place when it is whole.
    """
    beside, rows = path.with_name(f".{path.name}.part"), []
    with ZipFile(beside, "w", ZIP_STORED) as archive:
        for place, one in _held(enrolment_ids):
            name = _file_name(one) if stands(one, utcnow()) else ""
            if name:
                archive.writestr(name, sealed_page(one.certificate))
            rows.append(_row(place, one, name))
        archive.writestr("certificates.csv", written(COLUMNS, rows))
    beside.replace(path)
    return len(rows)


def _held(enrolment_ids: Sequence[int]) -> Iterator[tuple[Enrolment, Held]]:
    """Yield every certificate of these enrolments with its place."""
    for start in range(0, len(enrolment_ids), CHUNK):
        places = enrolments_by_id(db, enrolment_ids[start : start + CHUNK])
        certificates = held_by(db, [place.id for place in places])
        yield from [(place, one) for place in places for one in certificates[place.id]]


def _row(place: Enrolment, one: Held, file: str) -> list[str]:
    """Return the line of a certificate in the table."""
    snapshot, certificate = one.certificate.snapshot, one.certificate
    address = current_app.config["BASE_URL"] + url_for("credentials.credential", certificate_id=certificate.id)
    return [
        snapshot["holder_name"],
        place.person.email,
        place.cohort.organisation.name,
        place.cohort.name,
        snapshot["document_name"],
        certificate.id,
        str(certificate.edition),
        snapshot["issued_at"][:10],
        snapshot["valid_until"][:10],
        state_of(one.standing, certificate.valid_until, utcnow()),
        address,
        file,
    ]


def _file_name(one: Held) -> str:
    """Return the name of a PDF: the holder in plain letters, the document, and enough of the number to be unique."""
    name = unicodedata.normalize("NFKD", one.certificate.snapshot["holder_name"]).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60] or "certificate"
    return f"pdf/{plain}-{one.certificate.document}-{one.certificate.id[:13]}.pdf"
