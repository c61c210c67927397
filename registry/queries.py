"""Questions to the ground: who is this, what may they do, and is the audit trail whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from registry.models import (
    Cohort,
    Event,
    Knock,
    Letter,
    LineAuthority,
    Link,
    Membership,
    Person,
    Role,
    SignIn,
    TrailHead,
)
from registry.trail import ORIGIN, Line, first_broken


@dataclass(frozen=True, slots=True)
class Right:
    """A role held now: in one cohort, or everywhere when `cohort_id` is None."""

    role: Role
    cohort_id: int | None


@dataclass(frozen=True, slots=True)
class Presence:
    """A signed-in person as one request sees them: who, since when, and with which rights."""

    sign_in_id: int
    person_id: int
    name: str
    email: str
    started_at: datetime
    seen_at: datetime
    rights: frozenset[Right]

    def has(self, role: Role, cohort_id: int | None = None) -> bool:
        """Say whether the person holds the role (in that cohort, when one is named); administrators hold every role."""
        return any(
            right.role is Role.ADMINISTRATOR
            or (right.role is role and (cohort_id is None or right.cohort_id == cohort_id))
            for right in self.rights
        )

    def cohorts(self, role: Role) -> frozenset[int]:
        """Return the ids of the cohorts in which the person holds the role."""
        return frozenset(r.cohort_id for r in self.rights if r.role is role and r.cohort_id is not None)


_PRESENCE = (
    select(
        SignIn.id,
        Person.id,
        Person.name,
        Person.email,
        SignIn.started_at,
        SignIn.seen_at,
        Membership.role,
        Membership.cohort_id,
    )
    .join(Person, Person.id == SignIn.person_id)
    .outerjoin(Membership, (Membership.person_id == Person.id) & Membership.ended_at.is_(None))
    .where(SignIn.token_hash == bindparam("token_hash"), SignIn.ended_at.is_(None))
)
"""Asked by every request of everybody who is signed in; to build it each time would cost more than to ask it."""


def presence(db: Session, token_hash: str) -> Presence | None:
    """Return who is behind a sign-in that has not ended, with their rights, in one query; None for a stranger."""
    rows = db.execute(_PRESENCE, {"token_hash": token_hash}).all()
    if not rows:
        return None
    sign_in_id, person_id, name, email, started_at, seen_at, _role, _cohort = rows[0]
    rights = frozenset(Right(Role(role), cohort_id) for *_, role, cohort_id in rows if role is not None)
    return Presence(sign_in_id, person_id, name, email, started_at, seen_at, rights)


def person_by_email(db: Session, email: str) -> Person | None:
    """Return the person with that address, however it was capitalised."""
    return db.scalar(select(Person).where(Person.email == email.strip().lower()))


def person_by_id(db: Session, person_id: int) -> Person | None:
    """Return a person by key."""
    return db.get(Person, person_id)


_LOCKED = (
    select(Person.id)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
    .order_by(Person.id)
    .with_for_update(key_share=True)
)


def lock_people(db: Session, *ids: int) -> None:
    """Hold people against everyone else who asks for them until the transaction ends, always in the same order.

    What belongs to a person across all cohorts (their clock, their hours) is weighed under this lock; an enrolment is
    locked before it, never after.
    """
    db.execute(_LOCKED, {"ids": ids})


def people_with(db: Session, role: Role, cohort_id: int) -> list[Person]:
    """Return the people who hold a role in a cohort now, by name."""
    held = select(Membership.person_id).where(
        Membership.role == role, Membership.cohort_id == cohort_id, Membership.ended_at.is_(None)
    )
    return list(db.scalars(select(Person).where(Person.id.in_(held)).order_by(Person.name)))


def members_of(db: Session, cohort_id: int) -> list[tuple[Person, Role]]:
    """Return everybody who holds a role in a cohort now, with the role, by role and name."""
    query = select(Person, Membership.role).join(Membership, Membership.person_id == Person.id)
    query = query.where(Membership.cohort_id == cohort_id, Membership.ended_at.is_(None))
    return [(person, Role(role)) for person, role in db.execute(query.order_by(Membership.role, Person.name))]


def everybody(db: Session) -> list[tuple[Person, Role | None]]:
    """Return every person with each role they hold now (None for who holds none), by key."""
    query = select(Person, Membership.role).outerjoin(
        Membership, (Membership.person_id == Person.id) & Membership.ended_at.is_(None)
    )
    rows = db.execute(query.order_by(Person.id, Membership.id))
    return [(person, Role(role) if role else None) for person, role in rows]


def cohorts_by_id(db: Session, ids: frozenset[int] | None = None) -> list[Cohort]:
    """Return the cohorts with these ids (all, for None), newest first."""
    query = select(Cohort).options(joinedload(Cohort.organisation)).order_by(Cohort.starts_at.desc(), Cohort.id)
    return list(db.scalars(query if ids is None else query.where(Cohort.id.in_(ids))))


def line_of(db: Session, person_id: int) -> frozenset[int]:
    """Return everybody above and below a person in the line of command, directly or through others."""
    pairs = db.execute(select(LineAuthority.superior_id, LineAuthority.subordinate_id)).all()
    below = _reached(person_id, [(high, low) for high, low in pairs])
    return below | _reached(person_id, [(low, high) for high, low in pairs])


def _reached(person_id: int, steps: Collection[tuple[int, int]]) -> frozenset[int]:
    """Return everybody who is reached from a person by steps, one after the other."""
    found: set[int] = set()
    frontier = {person_id}
    while frontier:
        frontier = {to for start, to in steps if start in frontier} - found
        found |= frontier
    return frozenset(found)


def is_superior(db: Session, superior_id: int, subordinate_id: int) -> bool:
    """Say whether the first person holds line authority over the second, directly or through others."""
    pairs = db.execute(select(LineAuthority.superior_id, LineAuthority.subordinate_id)).all()
    return subordinate_id in _reached(superior_id, [(high, low) for high, low in pairs])


def superiors_of(db: Session, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return who holds line authority over each of these people, directly or through others."""
    pairs = db.execute(select(LineAuthority.superior_id, LineAuthority.subordinate_id)).all()
    return {one: _reached(one, [(low, high) for high, low in pairs]) for one in ids}


def open_link(db: Session, token_hash: str, purpose: str, *, now: datetime) -> Link | None:
    """Return the link if it may still be used: unused, unexpired, and the newest of its purpose for that person."""
    link = db.scalar(select(Link).where(Link.token_hash == token_hash, Link.purpose == purpose))
    if link is None or link.used_at is not None or link.expires_at <= now:
        return None
    newest = db.scalar(select(func.max(Link.id)).where(Link.person_id == link.person_id, Link.purpose == purpose))
    return link if newest == link.id else None


def knocks(db: Session, door: str, whom: str, *, since: datetime) -> int:
    """Return how often someone tried a limited door since a moment."""
    count = select(func.count()).select_from(Knock).where(Knock.door == door, Knock.whom == whom, Knock.at > since)
    return db.scalar(count) or 0


def letters_to_send(db: Session) -> list[Letter]:
    """Return the letters that have not left yet, oldest first."""
    return list(db.scalars(select(Letter).where(Letter.sent_at.is_(None)).order_by(Letter.id)))


def broken_line(db: Session) -> int | None:
    """Return the number of the first broken line of the audit trail, or None when it is whole."""
    head = db.scalar(select(TrailHead.hash)) or ORIGIN
    events = db.scalars(select(Event).order_by(Event.id))
    lines = ((Line(e.at, e.actor_id, e.action, e.subject, e.detail), e.previous, e.hash) for e in events)
    return first_broken(lines, head)


def events_about(db: Session, subject: str) -> list[tuple[Event, str | None]]:
    """Return the lines of the audit trail about something, each with the name of who did it, oldest first."""
    query = select(Event, Person.name).outerjoin(Person, Person.id == Event.actor_id)
    return [(line, name) for line, name in db.execute(query.where(Event.subject == subject).order_by(Event.id))]


def is_answering(db: Session) -> bool:
    """Say whether the database answers."""
    return db.scalar(select(1)) == 1
