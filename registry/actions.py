"""What changes on the ground: people, roles, ways in, letters, and lines of the audit trail."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from registry.errors import Refusal
from registry.models import (
    Cohort,
    Event,
    Knock,
    Letter,
    LineAuthority,
    Link,
    Membership,
    Organisation,
    Person,
    Role,
    SignIn,
    TrailHead,
)
from registry.passwords import hash_password
from registry.queries import open_link, person_by_email
from registry.trail import ORIGIN, Line

INVITATION = "invitation"
RESET = "reset"
LIFETIMES = {INVITATION: timedelta(days=14), RESET: timedelta(minutes=10)}
"""How long a mailed link opens; a reset no longer than ten minutes (OWASP ASVS 6.4.1)."""


class AlreadyRegistered(Refusal):
    """Somebody with this e-mail address is registered already."""

    code = "already-registered"


class LinkSpent(Refusal):
    """The link has been used, is too old, or was replaced by a newer one. Ask for a new one."""

    code = "link-spent"


def token_hash(token: str) -> str:
    """Return what is stored instead of a secret token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def record(
    db: Session, action: str, subject: str, *, actor_id: int | None, now: datetime, **detail: str | int | None
) -> None:
    """Note a line for the audit trail; it is chained and written when, and only when, the transaction commits."""
    db.info.setdefault("trail", []).append(Line(now, actor_id, action, subject, detail))


@event.listens_for(Session, "before_commit")
def _write_trail(db: Session) -> None:
    """Append the noted lines to the chain as the last thing a transaction does, so that its lock is held briefly."""
    lines: list[Line] = db.info.pop("trail", [])
    if not lines:
        return
    head = db.scalar(select(TrailHead).with_for_update().execution_options(populate_existing=True))
    if head is None:
        head = TrailHead(id=1, hash=ORIGIN)
        db.add(head)
    for line in lines:
        digest = line.digest(head.hash)
        db.add(_event(line, head.hash, digest))
        head.hash = digest
        db.flush()


@event.listens_for(Session, "after_rollback")
def _forget_trail(db: Session) -> None:
    """Drop the noted lines of a transaction that did not happen."""
    db.info.pop("trail", None)


def _event(line: Line, previous: str, digest: str) -> Event:
    """Return a chained line as a row."""
    return Event(
        at=line.at,
        actor_id=line.actor_id,
        action=line.action,
        subject=line.subject,
        detail=line.detail,
        previous=previous,
        hash=digest,
    )


def found_organisation(db: Session, slug: str, name: str, *, now: datetime) -> Organisation:
    """Register an institution."""
    organisation = Organisation(slug=slug, name=name, created_at=now)
    db.add(organisation)
    db.flush()
    record(db, "found-organisation", f"organisation:{organisation.id}", actor_id=None, now=now)
    return organisation


def open_cohort(
    db: Session, organisation: Organisation, name: str, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> Cohort:
    """Open a cohort in an organisation."""
    cohort = Cohort(organisation_id=organisation.id, name=name, starts_at=starts_at, ends_at=ends_at)
    db.add(cohort)
    db.flush()
    record(db, "open-cohort", f"cohort:{cohort.id}", actor_id=None, now=now)
    return cohort


def register_person(db: Session, email: str, name: str, *, actor_id: int | None = None, now: datetime) -> Person:
    """Register a person who has no password yet; refuse an address that is taken."""
    if person_by_email(db, email) is not None:
        raise AlreadyRegistered
    person = Person(email=email.strip().lower(), name=name.strip(), password_hash=None, created_at=now)
    db.add(person)
    db.flush()
    record(db, "register-person", f"person:{person.id}", actor_id=actor_id, now=now)
    return person


def rename(db: Session, person: Person, name: str, *, actor_id: int, now: datetime) -> None:
    """Correct the name of a person; the trail keeps both."""
    before, person.name = person.name, name
    db.flush()
    record(db, "rename", f"person:{person.id}", actor_id=actor_id, now=now, before=before, after=name)


def grant_role(
    db: Session, person: Person, role: Role, cohort: Cohort | None, *, actor_id: int | None = None, now: datetime
) -> Membership:
    """Give a person a role in a cohort (an administrator's has none); granting what is held already changes nothing."""
    cohort_id = cohort.id if cohort else None
    held = db.scalar(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.role == role,
            Membership.cohort_id.is_(None) if cohort_id is None else Membership.cohort_id == cohort_id,
            Membership.ended_at.is_(None),
        )
    )
    if held is not None:
        return held
    membership = Membership(person_id=person.id, cohort_id=cohort_id, role=role, granted_at=now)
    db.add(membership)
    db.flush()
    record(db, "grant-role", f"person:{person.id}", actor_id=actor_id, now=now, role=role, cohort=cohort_id)
    return membership


def name_superior(db: Session, superior: Person, subordinate: Person, *, now: datetime) -> None:
    """Note that the first person is the second's superior."""
    db.add(LineAuthority(superior_id=superior.id, subordinate_id=subordinate.id))
    db.flush()
    record(db, "name-superior", f"person:{subordinate.id}", actor_id=None, now=now, superior=superior.id)


def set_password(db: Session, person: Person, password: str, *, now: datetime) -> None:
    """Give a person a new password and end all their sign-ins."""
    person.password_hash = hash_password(password)
    end_sign_ins(db, person.id, now=now)
    record(db, "set-password", f"person:{person.id}", actor_id=person.id, now=now)
    db.flush()


def make_link(db: Session, person: Person, purpose: str, *, now: datetime) -> str:
    """Make a link that opens once and return its secret token (256 bits); older links of that purpose stop opening."""
    token = secrets.token_urlsafe(32)
    link = Link(token_hash=token_hash(token), person_id=person.id, purpose=purpose, made_at=now)
    link.expires_at = now + LIFETIMES[purpose]
    db.add(link)
    db.flush()
    return token


def spend_link(db: Session, token: str, purpose: str, password: str, *, now: datetime) -> Person:
    """Use a link to set the password; refuse one that is used, expired, replaced or unknown."""
    link = open_link(db, token_hash(token), purpose, now=now)
    if link is None:
        raise LinkSpent
    spent = update(Link).where(Link.id == link.id, Link.used_at.is_(None)).values(used_at=now)
    if db.execute(spent).rowcount != 1:  # type: ignore[attr-defined]
        raise LinkSpent
    set_password(db, link.person, password, now=now)
    return link.person


def sign_in(db: Session, person: Person, *, now: datetime) -> str:
    """Open a sign-in and return its secret token (256 bits)."""
    token = secrets.token_urlsafe(32)
    db.add(SignIn(token_hash=token_hash(token), person_id=person.id, started_at=now, seen_at=now))
    record(db, "sign-in", f"person:{person.id}", actor_id=person.id, now=now)
    db.flush()
    return token


def see_sign_in(db: Session, sign_in_id: int, *, now: datetime) -> None:
    """Note that a sign-in is in use."""
    db.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def end_sign_ins(db: Session, person_id: int, *, sign_in_id: int | None = None, now: datetime) -> None:
    """End one sign-in of a person, or all of them."""
    ended = update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None)).values(ended_at=now)
    db.execute(ended if sign_in_id is None else ended.where(SignIn.id == sign_in_id))


def knock(db: Session, door: str, whom: str, *, now: datetime) -> None:
    """Count a try at a limited door."""
    db.add(Knock(door=door, whom=whom, at=now))
    db.flush()


def write_letter(db: Session, address: str, subject: str, body: str, *, now: datetime) -> None:
    """Put an e-mail into the outbox; it leaves after the transaction has been committed."""
    db.add(Letter(address=address, subject=subject, body=body, written_at=now))
    db.flush()
    db.info["letters"] = True


def mark_sent(db: Session, letter_id: int, *, now: datetime) -> None:
    """Note that a letter has left."""
    db.execute(update(Letter).where(Letter.id == letter_id).values(sent_at=now))
