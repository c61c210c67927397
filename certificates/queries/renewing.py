"""Questions about renewals: the steps towards one, those that wait for an answer, and whose period ends."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from certificates.models import Development, DevelopmentRuling, Reminder
from certificates.queries.holding import Held, all_held, is_open
from certificates.snapshot import Cause
from registry.errors import NotFound


def current_round(chain: Sequence[Held]) -> list[Held]:
    """Return the editions since the last renewal, oldest first: what was done since then counts for the next."""
    renewed = [place for place, one in enumerate(chain) if one.certificate.snapshot.get("cause") == Cause.RENEWAL]
    return list(chain[renewed[-1] :] if renewed else chain)


def developments(db: Session, chain: Sequence[Held]) -> list[Development]:
    """Return the steps towards the next renewal of a document with their answers, oldest first."""
    numbers = [one.certificate.id for one in current_round(chain)]
    query = select(Development).options(joinedload(Development.ruling)).where(Development.certificate_id.in_(numbers))
    return list(db.scalars(query.order_by(Development.id).execution_options(populate_existing=True)))


def development(db: Session, development_id: int) -> Development:
    """Return a step towards renewal with its answer; NotFound for an unknown one."""
    query = select(Development).options(joinedload(Development.ruling)).where(Development.id == development_id)
    found = db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def open_developments(db: Session, *, limit: int = 50) -> list[Development]:
    """Return the steps towards renewal that wait for an answer, with their certificates, oldest first."""
    query = select(Development).options(joinedload(Development.certificate))
    query = query.outerjoin(DevelopmentRuling, DevelopmentRuling.development_id == Development.id)
    return list(db.scalars(query.where(DevelopmentRuling.id.is_(None)).order_by(Development.id).limit(limit)))


def ending(db: Session, *, before: datetime) -> list[Held]:
    """Return the certificates that nothing has ended and whose period ends before a moment, with their holders."""
    return [
        one
        for one in all_held(db)
        if is_open(one) and one.certificate.valid_until is not None and one.certificate.valid_until < before
    ]


def reminders_of(db: Session) -> set[tuple[str, str]]:
    """Return which reminders were sent, by certificate and kind."""
    return {(number, kind) for number, kind in db.execute(select(Reminder.certificate_id, Reminder.kind))}
