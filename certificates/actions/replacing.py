"""Replacing: a new edition takes the place of a certificate; the old one says so, and both stay in the register.

The award stays what it was: a new edition keeps the day of it, its figures and its end, unless its cause is to change
just these.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from certificates.actions.ending import standing, unended
from certificates.actions.signing import free_place, issue, moment_of
from certificates.issuer import Issuer
from certificates.models import Certificate
from certificates.queries import times_issued
from certificates.snapshot import Cause, Snapshot
from courses.queries import lock_enrolment
from registry.actions import record, rename
from registry.errors import Refusal


class SameName(Refusal):
    """The certificate carries this name already."""

    code = "same-name"


class NotSuspended(Refusal):
    """The certificate is not suspended."""

    code = "not-suspended"


def replaced(
    db: Session, old: Certificate, cause: Cause, issuer: Issuer, *, actor_id: int | None, now: datetime, **changes: Any
) -> Certificate:
    """Issue the next edition of a certificate whose enrolment is locked, with these facts changed."""
    enrolment = lock_enrolment(db, old.enrolment_id)
    before = Snapshot.from_json(old.snapshot)
    status_list, status_index = free_place(db)
    snapshot = replace(
        before,
        id=str(uuid4()),
        edition=times_issued(db, enrolment.id, old.document) + 1,
        supersedes=old.id,
        issued_at=moment_of(now),
        awarded_at=before.awarded,
        status_list=status_list,
        status_index=status_index,
        cause=cause,
        **changes,
    )
    new = issue(db, enrolment, snapshot, issuer, actor_id=actor_id, now=now)
    record(db, "supersede", f"certificate:{old.id}", actor_id=actor_id, now=now, cause=cause, by=new.id)
    return new


def correct_name(
    db: Session, certificate_id: str, name: str, actor_id: int, issuer: Issuer, *, now: datetime
) -> Certificate:
    """Replace a certificate by an edition with the corrected name; the old one says that it was replaced."""
    old = standing(db, certificate_id).certificate
    name = " ".join(name.split())
    if old.snapshot["holder_name"] == name:
        raise SameName
    rename(db, old.enrolment.person, name, actor_id=actor_id, now=now)
    return replaced(db, old, Cause.CORRECTION, issuer, actor_id=actor_id, now=now, holder_name=name)


def lift(db: Session, certificate_id: str, actor_id: int, issuer: Issuer, *, now: datetime) -> Certificate:
    """End a suspension by a new edition; a place of a status list that was set once is never cleared."""
    found = unended(db, certificate_id)
    if found.standing.suspended_at is None:
        raise NotSuspended
    return replaced(db, found.certificate, Cause.LIFTING, issuer, actor_id=actor_id, now=now)


def reissue(db: Session, certificate_id: str, issuer: Issuer, *, now: datetime) -> Certificate:
    """Seal a certificate anew because a key that had sealed it was stolen."""
    return replaced(db, standing(db, certificate_id).certificate, Cause.REISSUE, issuer, actor_id=None, now=now)
