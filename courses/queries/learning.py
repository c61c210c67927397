"""Who is enrolled, how much time is proven, what is completed, noted and contested."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, Text, bindparam, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session, joinedload

from courses.credit import Tally
from courses.models import (
    Attendance,
    Beat,
    Completion,
    ConductSignature,
    Contest,
    Enrolment,
    IdentityCheck,
    Note,
    Ruling,
    Turn,
)
from registry.db import by_then
from registry.errors import NotFound
from registry.models import Cohort, Role
from registry.queries import Presence

_ENROLMENTS = (
    select(Enrolment)
    .where(Enrolment.person_id == bindparam("person_id"))
    .order_by(Enrolment.id.desc())
    .options(joinedload(Enrolment.cohort))
)


def enrolments_of(db: Session, person_id: int) -> list[Enrolment]:
    """Return a person's enrolments with cohort and organisation, newest first."""
    return list(db.scalars(_ENROLMENTS, {"person_id": person_id}))


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


def enrolments_by_id(db: Session, ids: Collection[int]) -> list[Enrolment]:
    """Return enrolments with their people, cohorts and organisations, oldest first."""
    query = select(Enrolment).where(Enrolment.id.in_(ids)).order_by(Enrolment.id)
    options = joinedload(Enrolment.person), joinedload(Enrolment.cohort).joinedload(Cohort.organisation)
    return list(db.scalars(query.options(*options)))


def enrolment_ids(db: Session, cohort_ids: Collection[int] | None = None) -> list[int]:
    """Return the keys of the enrolments of these cohorts (of all, for None), oldest first."""
    query = select(Enrolment.id).order_by(Enrolment.id)
    return list(db.scalars(query if cohort_ids is None else query.where(Enrolment.cohort_id.in_(cohort_ids))))


_LOCKED = (
    select(Enrolment)
    .where(Enrolment.id == bindparam("enrolment_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def lock_enrolment(db: Session, enrolment_id: int) -> Enrolment:
    """Return an enrolment, held against everyone else until the transaction ends; raise NotFound for an unknown id.

    Every action that adds a fact to an enrolment takes this lock before anything else, so that two last facts that
    arrive at once are weighed one after the other.
    """
    found = db.scalar(_LOCKED, {"enrolment_id": enrolment_id})
    if found is None:
        raise NotFound
    return found


def tallies(
    db: Session, enrolment_ids: Collection[int], *, noted: str = "", until: Mapping[int, datetime] | None = None
) -> dict[int, Tally]:
    """Return what is stored of the learning of these enrolments, with their note beside one activity, in one query.

    Given moments by enrolment, only work until then counts; minutes that were granted belong to the work contested.
    """
    found = {one: Tally() for one in enrolment_ids}
    query = _ALL_STORED if until is None else union_all(*_stored(until))
    for one, what, activity, number, text in db.execute(query, {"ids": list(enrolment_ids), "noted": noted}):
        found[one].take(what, activity, int(number), text)
    return found


def active_seconds(db: Session, enrolment_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return the proven seconds by enrolment and activity."""
    return {one: tally.active for one, tally in tallies(db, enrolment_ids).items()}


def completed(db: Session, enrolment_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the ids of the completed activities by enrolment."""
    return {one: frozenset(tally.done) for one, tally in tallies(db, enrolment_ids).items()}


def _stored(until: Mapping[int, datetime] | None) -> tuple[Select[*tuple[Any, ...]], ...]:
    """Return what a tally is made of: rows of enrolment, what is told, activity, a number, and a text."""
    ids: BindParameter[Any] = bindparam("ids", expanding=True)
    noted: BindParameter[str] = bindparam("noted")
    beats = Beat.enrolment_id.in_(ids) & by_then(Beat.at, Beat.enrolment_id, until)
    last = select(func.max(Beat.id)).where(beats)
    last_seen = last.where(Beat.paragraph.is_not(None)).group_by(Beat.enrolment_id, Beat.activity)
    active = select(Beat.enrolment_id, literal("active"), Beat.activity, func.sum(Beat.seconds), null())
    seen = select(Beat.enrolment_id, literal("seen"), Beat.activity, Beat.paragraph, null())
    touched = select(Beat.enrolment_id, literal("touched"), Beat.activity, literal(0), null())
    done = select(Completion.enrolment_id, literal("done"), Completion.activity, literal(0), null())
    granted = select(Contest.enrolment_id, literal("granted"), Contest.activity, func.max(Ruling.minutes), null())
    met = select(Attendance.enrolment_id, literal("attended"), literal(""), literal(0), cast(Attendance.counted, Text))
    newest = select(func.max(Attendance.id)).where(
        Attendance.enrolment_id.in_(ids), by_then(Attendance.at, Attendance.enrolment_id, until)
    )
    enrolled = select(Enrolment.id, literal("enrolled"), Enrolment.rules, literal(0), Enrolment.mode)
    notes = select(Note.enrolment_id, literal("noted"), Note.activity, Note.version, Note.text)
    return (
        active.where(beats).group_by(Beat.enrolment_id, Beat.activity),
        seen.where(Beat.id.in_(last_seen)),
        touched.where(Beat.id.in_(last.group_by(Beat.enrolment_id))),
        done.where(Completion.enrolment_id.in_(ids), by_then(Completion.at, Completion.enrolment_id, until)),
        granted.join(Contest.ruling)
        .where(Contest.enrolment_id.in_(ids))
        .group_by(Contest.enrolment_id, Contest.activity),
        met.where(Attendance.id.in_(newest.group_by(Attendance.enrolment_id, Attendance.meeting_id))),
        enrolled.where(Enrolment.id.in_(ids)),
        notes.where(Note.enrolment_id.in_(ids), Note.activity == noted),
    )


_ALL_STORED = union_all(*_stored(None))
"""Asked by almost every page of a trainee, so that it is built once."""


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


def events_of(db: Session, enrolment_id: int, activity: str) -> list[tuple[datetime, int]]:
    """Return when there was a sign of work on an activity, and how many seconds each proves."""
    query = select(Beat.at, Beat.seconds).where(Beat.enrolment_id == enrolment_id, Beat.activity == activity)
    return [(at, seconds) for at, seconds in db.execute(query.order_by(Beat.id))]


def note(db: Session, enrolment_id: int, activity: str) -> Note | None:
    """Return what somebody noted beside a step."""
    return db.scalar(select(Note).where(Note.enrolment_id == enrolment_id, Note.activity == activity))


def notes_of(db: Session, enrolment_id: int) -> dict[str, Note]:
    """Return everything that somebody noted, by activity."""
    query = select(Note).where(Note.enrolment_id == enrolment_id, Note.text != "")
    return {one.activity: one for one in db.scalars(query)}


_PLACE = joinedload(Contest.enrolment)
_CONTESTS = select(Contest).options(joinedload(Contest.ruling).joinedload(Ruling.actor))
_PLACES = _PLACE.joinedload(Enrolment.person), _PLACE.joinedload(Enrolment.cohort)


def contests_of(db: Session, enrolment_id: int, activity: str) -> list[Contest]:
    """Return what a trainee contested about a step, oldest first, with what was answered."""
    query = _CONTESTS.where(Contest.enrolment_id == enrolment_id, Contest.activity == activity)
    return list(db.scalars(query.order_by(Contest.number)))


def contest(db: Session, contest_id: int, viewer: Presence) -> Contest:
    """Return a contest to an instructor of its cohort; NotFound to others."""
    found = db.scalar(_CONTESTS.where(Contest.id == contest_id).options(*_PLACES))
    if found is None or not viewer.has(Role.INSTRUCTOR, found.enrolment.cohort_id):
        raise NotFound
    return found


def open_contests(db: Session, cohort_ids: Collection[int] | None, viewer_id: int) -> list[Contest]:
    """Return the contests of these cohorts (all, for None) that nobody answered, oldest first, without one's own."""
    query = _CONTESTS.join(Contest.enrolment).outerjoin(Contest.ruling).where(Ruling.id.is_(None))
    query = query.where(Enrolment.person_id != viewer_id).options(*_PLACES).order_by(Contest.id)
    return list(db.scalars(query if cohort_ids is None else query.where(Enrolment.cohort_id.in_(cohort_ids))))


def identity_checks(db: Session, enrolment_ids: Collection[int]) -> dict[int, IdentityCheck]:
    """Return who made sure of whose identity, by enrolment; nothing for those whose was not checked (R8)."""
    query = select(IdentityCheck).where(IdentityCheck.enrolment_id.in_(enrolment_ids))
    return {one.enrolment_id: one for one in db.scalars(query.options(joinedload(IdentityCheck.checker)))}


def conduct_signatures(db: Session, enrolment_ids: Collection[int]) -> dict[int, list[ConductSignature]]:
    """Return the signatures under the code of conduct, oldest first, by enrolment (R8)."""
    found: dict[int, list[ConductSignature]] = {one: [] for one in enrolment_ids}
    query = select(ConductSignature).where(ConductSignature.enrolment_id.in_(enrolment_ids))
    for one in db.scalars(query.order_by(ConductSignature.id)):
        found[one.enrolment_id].append(one)
    return found
