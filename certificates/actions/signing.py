"""Signing: a place in the status list is drawn, and the frozen facts are signed and kept, word for word."""

import json
import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from certificates.credential import as_credential
from certificates.issuer import Issuer
from certificates.models import Certificate
from certificates.proofs import sign
from certificates.queries import is_taken, places_used
from certificates.snapshot import Snapshot
from certificates.status import LENGTH
from courses.models import Enrolment
from registry.actions import record

FILL = 0.75
"""How full a status list becomes before the next one is begun."""


def moment_of(moment: datetime) -> str:
    """Return a moment as credentials write it: whole seconds, in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def years_later(moment: datetime, years: int) -> datetime:
    """Return the same day some years later; the last of February stands for a leap day."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def free_place(db: Session) -> tuple[int, int]:
    """Return a random free place, so that neighbours in the status list tell nothing about each other."""
    status_list = 1 + int(places_used(db) // (LENGTH * FILL))
    while True:
        index = secrets.randbelow(LENGTH)
        if not is_taken(db, status_list, index):
            return status_list, index


def issue(
    db: Session, enrolment: Enrolment, snapshot: Snapshot, issuer: Issuer, *, actor_id: int | None, now: datetime
) -> Certificate:
    """Sign the facts and keep the credential byte for byte."""
    credential = sign(as_credential(snapshot), issuer.keys, now=now)
    certificate = Certificate(
        id=snapshot.id,
        enrolment_id=enrolment.id,
        document=snapshot.document,
        edition=snapshot.edition,
        supersedes_id=snapshot.supersedes or None,
        snapshot=snapshot.as_json(),
        credential=json.dumps(credential, ensure_ascii=False, separators=(",", ":")),
        status_list=snapshot.status_list,
        status_index=snapshot.status_index,
        issued_at=now,
        valid_until=datetime.fromisoformat(snapshot.valid_until) if snapshot.valid_until else None,
    )
    db.add(certificate)
    db.flush()
    record(db, "issue", f"certificate:{certificate.id}", actor_id=actor_id, now=now, document=snapshot.document)
    return certificate
