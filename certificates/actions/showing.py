"""Showing: what a holder lets the public page say, and how often it was asked."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from certificates.models import CheckCount, Disclosure
from certificates.queries import held, times_disclosed
from certificates.standing import Shown
from courses.queries import lock_enrolment
from registry.actions import record
from registry.errors import NotFound


def disclose(db: Session, certificate_id: str, person_id: int, shown: Shown, *, now: datetime) -> None:
    """Note what a holder lets the public page of a certificate, and of every later edition, show."""
    certificate = held(db, certificate_id).certificate
    enrolment = lock_enrolment(db, certificate.enrolment_id)
    if enrolment.person_id != person_id:
        raise NotFound
    if held(db, certificate_id).shown == shown:
        return
    number = times_disclosed(db, enrolment.id, certificate.document) + 1
    made = Disclosure(enrolment_id=enrolment.id, document=certificate.document, number=number, at=now)
    made.name, made.results = shown.name, shown.results
    db.add(made)
    db.flush()
    detail = {"name": int(shown.name), "results": int(shown.results)}
    record(db, "disclose", f"certificate:{certificate_id}", actor_id=person_id, now=now, **detail)


def count_checks(db: Session, counts: Mapping[tuple[str, str], int]) -> None:
    """Add to how often certificates were checked, by certificate and day; nobody is noted who did."""
    rows = [{"certificate_id": one, "day": day, "count": count} for (one, day), count in sorted(counts.items())]
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    added = insert(CheckCount).values(rows)
    more = {"count": CheckCount.count + added.excluded.count}
    db.execute(added.on_conflict_do_update(index_elements=["certificate_id", "day"], set_=more))
