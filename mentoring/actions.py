"""What changes in mentored practice: groups, accompaniments, logs and attestations."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.models import Enrolment
from courses.queries import lock_enrolment
from mentoring.models import Accompaniment, Attestation, CheckIn, Observation, OkrGroup
from mentoring.practice import LEADERS, MODES, WEEKS, ObservationForm, counted, leader
from mentoring.refusals import (
    AlreadyAccompanied,
    AlreadyAttested,
    LevelsMissing,
    LineAuthorityHeld,
    LoggedTooLate,
    NamesWritten,
    NotTheMentor,
    OutOfOrder,
    Overlapping,
    OwnMentor,
    Superseded,
    ThreePsMissing,
    TooFewPresent,
    WrongLeader,
    WrongTimes,
)
from registry.actions import record
from registry.errors import NotFound
from registry.models import Cohort, Person, Role
from registry.queries import is_superior, people_with

LOGGED_WITHIN = timedelta(days=14)
"""How long after a meeting it may still be logged: later, nobody remembers the minutes."""
LONGEST = timedelta(hours=4)
"""A meeting that took longer was not a check-in; the times are then a slip."""
_ADDRESS = re.compile(r"@|\w\.\w+\.\w")
PSEUDONYM = 40
"""The longest pseudonym, in characters."""


def open_group(
    db: Session, cohort: Cohort, name: str, unit: str, objective: str, owner: str, *, actor_id: int, now: datetime
) -> OkrGroup:
    """Register a real OKR group under a pseudonym."""
    group = OkrGroup(cohort_id=cohort.id, name=name, unit=unit, objective=objective, owner=owner, created_at=now)
    db.add(group)
    db.flush()
    record(db, "open-group", f"okr-group:{group.id}", actor_id=actor_id, now=now)
    return group


def begin_accompaniment(
    db: Session, enrolment: Enrolment, group: OkrGroup, mentor: Person, *, actor_id: int, now: datetime
) -> Accompaniment:
    """Let a candidate accompany a group under a mentor from outside their line of command."""
    lock_enrolment(db, enrolment.id)
    if mentor.id == enrolment.person_id:
        raise OwnMentor
    if mentor.id not in {person.id for person in people_with(db, Role.MENTOR, enrolment.cohort_id)}:
        raise NotTheMentor
    _check_authority(db, mentor.id, enrolment.person_id)
    taken = select(Accompaniment.id).where(Accompaniment.enrolment_id == enrolment.id)
    if db.scalar(taken.where(Accompaniment.ended_at.is_(None))) is not None:
        raise AlreadyAccompanied
    place = Accompaniment(enrolment_id=enrolment.id, group_id=group.id, mentor_id=mentor.id, begun_at=now)
    db.add(place)
    db.flush()
    record(db, "accompany", f"accompaniment:{place.id}", actor_id=actor_id, now=now, mentor=mentor.id)
    return place


def _check_authority(db: Session, mentor_id: int, candidate_id: int) -> None:
    """Refuse a mentor who is the candidate's superior or subordinate (section 6)."""
    if is_superior(db, mentor_id, candidate_id) or is_superior(db, candidate_id, mentor_id):
        raise LineAuthorityHeld


def log_check_in(
    db: Session,
    place: Accompaniment,
    week: int,
    started_at: datetime,
    ended_at: datetime,
    *,
    prepared: int,
    talk: int,
    debrief: int,
    mode: str,
    led_by: str,
    attendance: Sequence[str],
    three_ps: Sequence[Mapping[str, str]],
    note: str = "",
    logged_by_id: int,
    now: datetime,
) -> CheckIn:
    """Log the check-in of a week, or correct the log of one that is not attested yet; every version is kept."""
    lock_enrolment(db, place.enrolment_id)
    _check_log(week, mode, led_by, attendance, three_ps)
    _check_times(started_at, ended_at, now)
    if _attested(db, place.id, week):
        raise AlreadyAttested
    _check_neighbours(db, place, week, started_at, ended_at)
    log = CheckIn(
        accompaniment_id=place.id,
        week=week,
        revision=_newest_revision(db, place.id, week) + 1,
        started_at=started_at,
        ended_at=ended_at,
        prepared=prepared,
        talk=talk,
        debrief=debrief,
        mode=mode,
        led_by=led_by,
        attendance=list(attendance),
        three_ps=[dict(row) for row in three_ps],
        note=note,
        logged_by_id=logged_by_id,
        logged_at=now,
    )
    db.add(log)
    db.flush()
    record(db, "log-check-in", f"check-in:{log.id}", actor_id=logged_by_id, now=now, week=week)
    return log


def _check_log(
    week: int, mode: str, led_by: str, attendance: Sequence[str], three_ps: Sequence[Mapping[str, str]]
) -> None:
    """Refuse what no check-in of that week can have been."""
    if week not in WEEKS or mode not in MODES or led_by not in LEADERS:
        raise NotFound
    if led_by != leader(week):
        raise WrongLeader
    if len(attendance) < 2:
        raise TooFewPresent
    if any(_ADDRESS.search(one) or len(one) > PSEUDONYM for one in attendance):
        raise NamesWritten
    if not any(row.get("key_result") and row.get("progress") for row in three_ps):
        raise ThreePsMissing


def _check_times(started_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Refuse a meeting that ends before it begins, lies ahead, or is logged when nobody remembers it."""
    if not started_at < ended_at <= now or ended_at - started_at > LONGEST:
        raise WrongTimes
    if now - ended_at > LOGGED_WITHIN:
        raise LoggedTooLate


def _check_neighbours(db: Session, place: Accompaniment, week: int, started_at: datetime, ended_at: datetime) -> None:
    """Refuse a check-in at the time of another one of the candidate or the mentor, or out of the weeks' order."""
    both = (Accompaniment.enrolment_id == place.enrolment_id) | (Accompaniment.mentor_id == place.mentor_id)
    logs = db.scalars(select(CheckIn).join(CheckIn.accompaniment).where(both).order_by(CheckIn.revision))
    newest = {(log.accompaniment_id, log.week): log for log in logs}
    for (accompaniment_id, other), log in newest.items():
        if (accompaniment_id, other) == (place.id, week):
            continue
        if log.started_at < ended_at and started_at < log.ended_at:
            raise Overlapping
        if accompaniment_id == place.id and (other < week) != (log.started_at < started_at):
            raise OutOfOrder


def _attested(db: Session, accompaniment_id: int, week: int) -> bool:
    """Say whether a week was attested."""
    query = select(Attestation.id).where(Attestation.accompaniment_id == accompaniment_id, Attestation.week == week)
    return db.scalar(query) is not None


def _newest_revision(db: Session, accompaniment_id: int, week: int) -> int:
    """Return the number of the newest version of a week's log, 0 for none."""
    query = select(func.max(CheckIn.revision)).where(CheckIn.accompaniment_id == accompaniment_id)
    return db.scalar(query.where(CheckIn.week == week)) or 0


def attest_check_in(
    db: Session,
    log: CheckIn,
    attester_id: int,
    form: ObservationForm,
    levels: Mapping[str, int],
    comment: str = "",
    *,
    now: datetime,
) -> Attestation:
    """Attest a check-in with its observation: only its mentor, once, and only the newest version of the log."""
    place = db.get_one(Accompaniment, log.accompaniment_id)
    enrolment = lock_enrolment(db, place.enrolment_id)
    if attester_id == enrolment.person_id:
        raise OwnMentor
    if attester_id != place.mentor_id:
        raise NotTheMentor
    _check_authority(db, attester_id, enrolment.person_id)
    if _attested(db, place.id, log.week):
        raise AlreadyAttested
    if _newest_revision(db, place.id, log.week) != log.revision:
        raise Superseded
    if set(levels) != set(form.keys) or not all(0 <= level <= 3 for level in levels.values()):
        raise LevelsMissing
    return _attest(db, place, log, levels, comment, now)


def _attest(
    db: Session, place: Accompaniment, log: CheckIn, levels: Mapping[str, int], comment: str, now: datetime
) -> Attestation:
    """Append the observation and the attestation."""
    minutes = counted(log.started_at, log.ended_at, prepared=log.prepared, talk=log.talk, debrief=log.debrief).total
    seen: dict[str, Any] = dict(levels)
    db.add(Observation(check_in_id=log.id, mentor_id=place.mentor_id, levels=seen, comment=comment, at=now))
    attestation = Attestation(
        check_in_id=log.id,
        accompaniment_id=place.id,
        week=log.week,
        mentor_id=place.mentor_id,
        minutes=minutes,
        at=now,
    )
    db.add(attestation)
    db.flush()
    record(db, "attest", f"check-in:{log.id}", actor_id=place.mentor_id, now=now, minutes=minutes)
    return attestation
