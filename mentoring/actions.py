"""What changes in mentored practice: groups, accompaniments, logs and attestations."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.models import Enrolment
from courses.queries import lock_enrolment
from mentoring.logbook import check_leading, check_minutes, check_people, check_three_ps, check_times, is_pseudonym
from mentoring.models import Accompaniment, Attestation, CheckIn, Observation, OkrGroup
from mentoring.practice import FURTHER, LEVELS, LIVE, ObservationForm, counted
from mentoring.refusals import (
    AlreadyAccompanied,
    AlreadyAttested,
    GroupElsewhere,
    LevelsMissing,
    LineAuthorityHeld,
    NamesWritten,
    NotInvolved,
    NotTheMentor,
    NotYetFurther,
    OutOfOrder,
    Overlapping,
    OwnMentor,
    SameWeek,
    Superseded,
)
from registry.actions import record
from registry.models import Cohort, Person, Role
from registry.queries import is_superior, lock_people, people_with


def open_group(
    db: Session, cohort: Cohort, name: str, unit: str, objective: str, owner: str, *, actor_id: int, now: datetime
) -> OkrGroup:
    """Register a real OKR group; it and its Objective owner go by pseudonyms."""
    if not is_pseudonym(owner):
        raise NamesWritten
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
    _check_mentor(db, mentor.id, enrolment)
    if group.cohort_id != enrolment.cohort_id:
        raise GroupElsewhere
    taken = select(Accompaniment.id).where(Accompaniment.enrolment_id == enrolment.id)
    if db.scalar(taken.where(Accompaniment.ended_at.is_(None))) is not None:
        raise AlreadyAccompanied
    place = Accompaniment(enrolment_id=enrolment.id, group_id=group.id, mentor_id=mentor.id, begun_at=now)
    db.add(place)
    db.flush()
    record(db, "accompany", f"accompaniment:{place.id}", actor_id=actor_id, now=now, mentor=mentor.id)
    return place


def _check_mentor(db: Session, mentor_id: int, enrolment: Enrolment) -> None:
    """Refuse as mentor the candidate, a stranger to the cohort, and a superior or subordinate (section 6)."""
    if mentor_id == enrolment.person_id:
        raise OwnMentor
    if mentor_id not in {person.id for person in people_with(db, Role.MENTOR, enrolment.cohort_id)}:
        raise NotTheMentor
    if is_superior(db, mentor_id, enrolment.person_id) or is_superior(db, enrolment.person_id, mentor_id):
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
    candidate_id = lock_enrolment(db, place.enrolment_id).person_id
    if logged_by_id not in (candidate_id, place.mentor_id):
        raise NotInvolved
    check_leading(week, mode, led_by)
    check_people(attendance)
    check_three_ps(three_ps)
    check_minutes(prepared, talk, debrief)
    check_times(started_at, ended_at, now)
    _check_week(db, place.id, week)
    lock_people(db, candidate_id, place.mentor_id)
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
    _check_neighbours(db, place, candidate_id, log)
    db.add(log)
    db.flush()
    record(db, "log-check-in", f"check-in:{log.id}", actor_id=logged_by_id, now=now, week=week)
    return log


def _check_week(db: Session, accompaniment_id: int, week: int) -> None:
    """Refuse a week that is attested, and a further one while a week before it is not."""
    if _attested(db, accompaniment_id, week):
        raise AlreadyAttested
    if week in FURTHER and not all(_attested(db, accompaniment_id, earlier) for earlier in range(1, week)):
        raise NotYetFurther


def _check_neighbours(db: Session, place: Accompaniment, candidate_id: int, log: CheckIn) -> None:
    """Refuse a check-in at the time of another one of candidate or mentor, out of order, or the second in a week."""
    both = (Enrolment.person_id == candidate_id) | (Accompaniment.mentor_id == place.mentor_id)
    query = select(CheckIn, Enrolment.person_id).join(CheckIn.accompaniment).join(Accompaniment.enrolment).where(both)
    rows = db.execute(query.order_by(CheckIn.revision)).all()
    newest = {(row[0].accompaniment_id, row[0].week): (row[0], row[1]) for row in rows}
    newest.pop((place.id, log.week), None)
    for other, person_id in newest.values():
        # A recording can be watched later, so the mentor of two people need not have been in two places.
        together = person_id == candidate_id or {log.mode, other.mode} <= LIVE
        if together and other.started_at < log.ended_at and log.started_at < other.ended_at:
            raise Overlapping
        if other.accompaniment_id == place.id:
            _check_order(log, other)


def _check_order(log: CheckIn, other: CheckIn) -> None:
    """Refuse two check-ins of a group that lie the wrong way round or in the same calendar week."""
    if (other.week < log.week) != (other.started_at < log.started_at):
        raise OutOfOrder
    if other.started_at.astimezone(UTC).isocalendar()[:2] == log.started_at.astimezone(UTC).isocalendar()[:2]:
        raise SameWeek


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
    _check_mentor(db, attester_id, enrolment)
    if attester_id != place.mentor_id:
        raise NotTheMentor
    if _attested(db, place.id, log.week):
        raise AlreadyAttested
    if _newest_revision(db, place.id, log.week) != log.revision:
        raise Superseded
    if set(levels) != set(form.keys) or not all(level in LEVELS for level in levels.values()):
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
