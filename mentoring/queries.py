"""Questions about mentored practice: who accompanies whom, what is logged, what is attested."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from courses.models import Enrolment
from courses.queries import enrolment
from mentoring.models import Accompaniment, Attestation, CheckIn, Observation
from mentoring.practice import ObservationForm, Observed, missing
from registry.db import by_then
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence

_WHOLE = (
    joinedload(Accompaniment.enrolment).joinedload(Enrolment.person),
    joinedload(Accompaniment.group),
    joinedload(Accompaniment.mentor),
)


def accompaniments_of(db: Session, mentor_id: int) -> list[Accompaniment]:
    """Return whom a mentor accompanies, with candidate and group, newest first."""
    query = select(Accompaniment).where(Accompaniment.mentor_id == mentor_id)
    return list(db.scalars(query.options(*_WHOLE).order_by(Accompaniment.begun_at.desc(), Accompaniment.id)))


def mentored_by(db: Session, mentor_id: int) -> frozenset[int]:
    """Return the people whom a mentor accompanies or has accompanied; somebody else scores their plans."""
    query = select(Enrolment.person_id).join(Accompaniment, Accompaniment.enrolment_id == Enrolment.id)
    return frozenset(db.scalars(query.where(Accompaniment.mentor_id == mentor_id)))


def accompaniment_of(db: Session, enrolment_id: int) -> Accompaniment | None:
    """Return the newest accompaniment of a candidate."""
    query = select(Accompaniment).where(Accompaniment.enrolment_id == enrolment_id)
    return db.scalar(query.options(*_WHOLE).order_by(Accompaniment.id.desc()).limit(1))


def accompaniment(db: Session, accompaniment_id: int, viewer: Presence) -> Accompaniment:
    """Return an accompaniment to its candidate, its mentor or the cohort's manager; NotFound to others."""
    found = db.get(Accompaniment, accompaniment_id, options=_WHOLE)
    if found is None:
        raise NotFound
    if found.mentor_id != viewer.person_id:
        enrolment(db, found.enrolment_id, viewer, Role.MANAGER)
    return found


def check_in(db: Session, check_in_id: int, viewer: Presence) -> CheckIn:
    """Return a log to the candidate, the mentor or the cohort's manager; NotFound to others."""
    options = joinedload(CheckIn.attestation), joinedload(CheckIn.observation)
    found = db.get(CheckIn, check_in_id, options=options)
    if found is None:
        raise NotFound
    accompaniment(db, found.accompaniment_id, viewer)
    return found


def check_ins(db: Session, accompaniment_ids: Collection[int]) -> dict[int, list[CheckIn]]:
    """Return what counts of each accompaniment: for each week the attested log, else the newest one, by week."""
    query = select(CheckIn).where(CheckIn.accompaniment_id.in_(accompaniment_ids)).order_by(CheckIn.revision)
    query = query.options(joinedload(CheckIn.attestation), joinedload(CheckIn.observation))
    found: dict[int, dict[int, CheckIn]] = {one: {} for one in accompaniment_ids}
    for log in db.scalars(query):
        weeks = found[log.accompaniment_id]
        if log.week not in weeks or weeks[log.week].attestation is None:
            weeks[log.week] = log
    return {one: [weeks[week] for week in sorted(weeks)] for one, weeks in found.items()}


def to_attest(db: Session, mentor_id: int) -> list[tuple[Accompaniment, CheckIn]]:
    """Return the newest logs that wait for a mentor's attestation, oldest meeting first."""
    places = accompaniments_of(db, mentor_id)
    logs = check_ins(db, [place.id for place in places])
    waiting = [(place, log) for place in places for log in logs[place.id] if log.attestation is None]
    return sorted(waiting, key=lambda pair: pair[1].started_at)


def attested_minutes(
    db: Session, enrolment_ids: Collection[int], *, until: Mapping[int, datetime] | None = None
) -> dict[int, int]:
    """Return the attested minutes of the group accompanied last, by enrolment (R7 asks for one group).

    Given moments by enrolment, only check-ins that ended until then count.
    """
    query = select(Accompaniment.enrolment_id, func.sum(Attestation.minutes)).group_by(Accompaniment.enrolment_id)
    query = query.join(Attestation, Attestation.accompaniment_id == Accompaniment.id)
    query = query.join(CheckIn, CheckIn.id == Attestation.check_in_id)
    query = query.where(by_then(CheckIn.ended_at, Accompaniment.enrolment_id, until))
    minutes = dict.fromkeys(enrolment_ids, 0)
    for one, total in db.execute(query.where(Accompaniment.id.in_(_last(enrolment_ids)))):
        minutes[one] = int(total)
    return minutes


def practice_missing(
    db: Session, enrolment_ids: Collection[int], form: ObservationForm, *, until: Mapping[int, datetime] | None = None
) -> dict[int, tuple[str, ...]]:
    """Return what the pass over the check-ins of the group accompanied last still asks for, by enrolment (R7).

    Given moments by enrolment, only check-ins that ended until then count.
    """
    query = (
        select(Accompaniment.enrolment_id, CheckIn.week, CheckIn.started_at, CheckIn.mode, Observation.levels)
        .join(CheckIn, CheckIn.accompaniment_id == Accompaniment.id)
        .join(Attestation, Attestation.check_in_id == CheckIn.id)
        .join(Observation, Observation.check_in_id == CheckIn.id)
        .where(Accompaniment.id.in_(_last(enrolment_ids)))
        .where(by_then(CheckIn.ended_at, Accompaniment.enrolment_id, until))
    )
    observed: dict[int, list[Observed]] = {one: [] for one in enrolment_ids}
    for one, *seen in db.execute(query):
        observed[one].append(Observed(*seen))
    return {one: missing(form, weeks) for one, weeks in observed.items()}


def _last(enrolment_ids: Collection[int]) -> Select[int]:
    """Return the query of each candidate's last accompaniment, so that minutes and pass speak of the same group."""
    query = select(func.max(Accompaniment.id)).where(Accompaniment.enrolment_id.in_(enrolment_ids))
    return query.group_by(Accompaniment.enrolment_id)
