"""Ending: a certificate is revoked for good, or suspended until it is settled whether it stands."""

from datetime import datetime

from sqlalchemy.orm import Session

from certificates.models import Revocation, Suspension
from certificates.queries import Held, held
from courses.queries import lock_enrolment
from registry.actions import record
from registry.errors import Refusal


class AlreadyEnded(Refusal):
    """The certificate is revoked or replaced already; what is written on it cannot change any more."""

    code = "already-ended"


class IsSuspended(Refusal):
    """The certificate is suspended. Lift the suspension first, or revoke it."""

    code = "is-suspended"


def revoke(db: Session, certificate_id: str, actor_id: int, reason: str, *, now: datetime) -> Revocation:
    """End a certificate before its time, for everybody who checks it from now on. It cannot be undone."""
    unended(db, certificate_id)
    revocation = Revocation(certificate_id=certificate_id, reason=reason, actor_id=actor_id, at=now)
    db.add(revocation)
    db.flush()
    record(db, "revoke", f"certificate:{certificate_id}", actor_id=actor_id, now=now)
    return revocation


def suspend(db: Session, certificate_id: str, actor_id: int, reason: str, *, now: datetime) -> Suspension:
    """Let a certificate not count for the time being; it ends by a new edition (`lift`) or by a revocation."""
    standing(db, certificate_id)
    suspension = Suspension(certificate_id=certificate_id, reason=reason, actor_id=actor_id, at=now)
    db.add(suspension)
    db.flush()
    record(db, "suspend", f"certificate:{certificate_id}", actor_id=actor_id, now=now)
    return suspension


def unended(db: Session, certificate_id: str) -> Held:
    """Lock the enrolment of a certificate and return it with its standing; refuse one that has ended."""
    lock_enrolment(db, held(db, certificate_id).certificate.enrolment_id)
    found = held(db, certificate_id)
    if found.standing.revoked_at is not None or found.standing.superseded_by is not None:
        raise AlreadyEnded
    return found


def standing(db: Session, certificate_id: str) -> Held:
    """Lock the enrolment of a certificate and return it; refuse one that has ended or is suspended."""
    found = unended(db, certificate_id)
    if found.standing.suspended_at is not None:
        raise IsSuspended
    return found
