"""Questions about the status lists: which places are used, and which are set since when."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from certificates.models import Certificate, Revocation, Suspension

_successor = aliased(Certificate)


def revoked_indexes(db: Session, status_list: int) -> list[int]:
    """Return the places of a status list whose certificates were revoked, suspended or superseded, in order."""
    ended = (
        select(Certificate.status_index)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .outerjoin(Suspension, Suspension.certificate_id == Certificate.id)
        .outerjoin(_successor, _successor.supersedes_id == Certificate.id)
        .where(
            Certificate.status_list == status_list,
            Revocation.id.is_not(None) | Suspension.id.is_not(None) | _successor.id.is_not(None),
        )
    )
    return list(db.scalars(ended.order_by(Certificate.status_index)))


def newest_list(db: Session) -> int:
    """Return the number of the newest status list; the first always exists."""
    return db.scalar(select(func.max(Certificate.status_list))) or 1


def status_list_exists(db: Session, status_list: int) -> bool:
    """Say whether any certificate has its place in a status list."""
    return 1 <= status_list <= newest_list(db)


def is_taken(db: Session, status_list: int, status_index: int) -> bool:
    """Say whether a place of a status list belongs to a certificate already."""
    query = select(Certificate.id).where(Certificate.status_list == status_list)
    return db.scalar(query.where(Certificate.status_index == status_index)) is not None


def places_used(db: Session) -> int:
    """Return how many places of the status lists are used in all."""
    return db.scalar(select(func.count()).select_from(Certificate)) or 0


def status_changed(db: Session, status_list: int) -> datetime | None:
    """Return when the newest entry of a status list was set; None while none is."""
    moments = [
        select(func.max(deed.at))
        .join(Certificate, Certificate.id == deed.certificate_id)
        .where(Certificate.status_list == status_list)
        for deed in (Revocation, Suspension)
    ]
    replaced = select(func.max(_successor.issued_at)).join(Certificate, Certificate.id == _successor.supersedes_id)
    moments.append(replaced.where(Certificate.status_list == status_list))
    return max((moment for one in moments if (moment := db.scalar(one)) is not None), default=None)
