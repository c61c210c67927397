"""Questions about wishes for a corrected name: those for one certificate, and those that wait for an answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from certificates.models import Certificate, NameRequest, NameRuling
from registry.errors import NotFound


def name_requests(db: Session, certificate_id: str) -> list[NameRequest]:
    """Return the wishes for another name on a certificate with their answers, oldest first."""
    query = select(NameRequest).options(joinedload(NameRequest.ruling))
    query = query.where(NameRequest.certificate_id == certificate_id).order_by(NameRequest.number)
    return list(db.scalars(query.execution_options(populate_existing=True)))


def name_request(db: Session, request_id: int) -> NameRequest:
    """Return a wish for another name with its answer; NotFound for an unknown one."""
    query = select(NameRequest).options(joinedload(NameRequest.ruling)).where(NameRequest.id == request_id)
    found = db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def open_name_requests(db: Session, *, limit: int = 50) -> list[NameRequest]:
    """Return the wishes for another name that wait for an answer, with their certificates, oldest first."""
    query = select(NameRequest).options(joinedload(NameRequest.certificate).joinedload(Certificate.enrolment))
    query = query.outerjoin(NameRuling, NameRuling.request_id == NameRequest.id).where(NameRuling.id.is_(None))
    return list(db.scalars(query.order_by(NameRequest.id).limit(limit)))
