"""Questions about learning: who is enrolled, how much time is proven, what is completed."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from courses.models import Beat, Completion, Enrolment, Turn
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence


def enrolments_of(db: Session, person_id: int) -> list[Enrolment]:
    """Return a person's enrolments with cohort and organisation, newest first."""
    query = select(Enrolment).where(Enrolment.person_id == person_id).order_by(Enrolment.id.desc())
    return list(db.scalars(query.options(joinedload(Enrolment.cohort))))


def enrolment(db: Session, enrolment_id: int, viewer: Presence, *roles: Role) -> Enrolment:
    """Return an enrolment to its trainee or to whoever holds one of the roles in its cohort; NotFound to others."""
    found = db.get(Enrolment, enrolment_id, options=[joinedload(Enrolment.person), joinedload(Enrolment.cohort)])
    if found is None:
        raise NotFound
    if found.person_id == viewer.person_id or any(viewer.has(role, found.cohort_id) for role in roles):
        return found
    raise NotFound


def enrolments_in(db: Session, cohort_ids: Collection[int]) -> list[Enrolment]:
    """Return the enrolments of these cohorts with their people, by name."""
    query = select(Enrolment).where(Enrolment.cohort_id.in_(cohort_ids)).join(Enrolment.person)
    options = joinedload(Enrolment.person), joinedload(Enrolment.cohort)
    return sorted(db.scalars(query.options(*options)), key=lambda one: one.person.name.casefold())


def lock_enrolment(db: Session, enrolment_id: int) -> Enrolment:
    """Return an enrolment, held against everyone else until the transaction ends; raise NotFound for an unknown id.

    Every action that adds a fact to an enrolment takes this lock before anything else, so that two last facts that
    arrive at once are weighed one after the other.
    """
    query = select(Enrolment).where(Enrolment.id == enrolment_id).with_for_update()
    found = db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def active_seconds(db: Session, enrolment_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return the proven seconds by enrolment and activity."""
    query = select(Beat.enrolment_id, Beat.activity, func.sum(Beat.seconds))
    query = query.where(Beat.enrolment_id.in_(enrolment_ids)).group_by(Beat.enrolment_id, Beat.activity)
    seconds: dict[int, dict[str, int]] = {enrolment_id: {} for enrolment_id in enrolment_ids}
    for enrolment_id, activity, total in db.execute(query):
        seconds[enrolment_id][activity] = int(total)
    return seconds


def completed(db: Session, enrolment_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the ids of the completed activities by enrolment."""
    query = select(Completion.enrolment_id, Completion.activity).where(Completion.enrolment_id.in_(enrolment_ids))
    done: dict[int, set[str]] = {enrolment_id: set() for enrolment_id in enrolment_ids}
    for enrolment_id, activity in db.execute(query):
        done[enrolment_id].add(activity)
    return {enrolment_id: frozenset(ids) for enrolment_id, ids in done.items()}


def latest_completion(db: Session, enrolment_id: int, activity: str) -> Completion | None:
    """Return the newest completion of an activity."""
    query = select(Completion).where(Completion.enrolment_id == enrolment_id, Completion.activity == activity)
    return db.scalar(query.order_by(Completion.attempt.desc()).limit(1))


def latest_turn(db: Session, enrolment_id: int, activity: str) -> Turn | None:
    """Return the newest turn of the attempt that is under way: the one behind the last completion."""
    last = select(func.coalesce(func.max(Completion.attempt), 0))
    last = last.where(Completion.enrolment_id == enrolment_id, Completion.activity == activity)
    query = select(Turn).where(Turn.enrolment_id == enrolment_id, Turn.activity == activity)
    return db.scalar(query.where(Turn.attempt > last.scalar_subquery()).order_by(Turn.number.desc()).limit(1))


def answered_so_far(db: Session, enrolment_id: int, activity: str) -> dict[str, Any]:
    """Return what the turns of the attempt under way have answered; nothing before the first turn."""
    turn = latest_turn(db, enrolment_id, activity)
    return {} if turn is None else turn.answer


def last_touched(db: Session, enrolment_id: int) -> str | None:
    """Return the id of the activity that was worked on last."""
    query = select(Beat.activity).where(Beat.enrolment_id == enrolment_id)
    return db.scalar(query.order_by(Beat.at.desc(), Beat.id.desc()).limit(1))
