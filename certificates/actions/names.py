"""Correcting a name: the holder asks, an administrator answers, and what is granted is a new edition."""

from datetime import datetime

from sqlalchemy.orm import Session

from certificates.actions.ending import standing
from certificates.actions.replacing import SameName, correct_name
from certificates.issuer import Issuer
from certificates.models import Certificate, NameRequest, NameRuling
from certificates.queries import held, name_request, name_requests
from courses.queries import lock_enrolment
from registry.actions import record
from registry.errors import NotFound, Refusal


class AlreadyAsked(Refusal):
    """You have asked for a corrected name already; an administrator will answer."""

    code = "already-asked"


class AlreadyAnswered(Refusal):
    """The wish for another name has been answered already."""

    code = "already-answered"


class OwnName(Refusal):
    """Nobody answers their own wish for another name; another administrator does."""

    code = "own-name"


def request_name(
    db: Session, certificate_id: str, person_id: int, name: str, reason: str, *, now: datetime
) -> NameRequest:
    """Note a holder's wish that their certificate carry another name, and why."""
    certificate = standing(db, certificate_id).certificate
    if certificate.enrolment.person_id != person_id:
        raise NotFound
    name = " ".join(name.split())
    if certificate.snapshot["holder_name"] == name:
        raise SameName
    earlier = name_requests(db, certificate_id)
    if earlier and earlier[-1].ruling is None:
        raise AlreadyAsked
    made = NameRequest(certificate_id=certificate_id, number=len(earlier) + 1, name=name, reason=reason, at=now)
    db.add(made)
    db.flush()
    record(db, "ask-name", f"certificate:{certificate_id}", actor_id=person_id, now=now, number=made.number)
    return made


def rule_on_name(
    db: Session, request_id: int, actor_id: int, reason: str, issuer: Issuer, *, granted: bool, now: datetime
) -> Certificate | None:
    """Answer a wish for another name; return the new edition where it is granted."""
    asked = name_request(db, request_id)
    certificate = held(db, asked.certificate_id).certificate
    enrolment = lock_enrolment(db, certificate.enrolment_id)
    if enrolment.person_id == actor_id:
        raise OwnName
    if name_request(db, request_id).ruling is not None:
        raise AlreadyAnswered
    db.add(NameRuling(request_id=request_id, granted=granted, reason=reason, actor_id=actor_id, at=now))
    db.flush()
    deed = "grant-name" if granted else "decline-name"
    record(db, deed, f"certificate:{certificate.id}", actor_id=actor_id, now=now, number=asked.number)
    return correct_name(db, certificate.id, asked.name, actor_id, issuer, now=now) if granted else None
