"""What changes in learning: enrolling, proving time, completing activities."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.credit import Evidence, proven_seconds
from courses.models import Beat, Completion, Enrolment, Turn
from courses.queries import latest_completion, latest_turn, lock_enrolment
from registry.actions import grant_role, record
from registry.errors import Refusal
from registry.models import Cohort, Person, Role
from registry.queries import lock_people


class AlreadyEnrolled(Refusal):
    """The person is enrolled in this cohort already."""

    code = "already-enrolled"


def enrol(
    db: Session,
    person: Person,
    cohort: Cohort,
    rules: str,
    mode: str = "remote",
    *,
    actor_id: int | None,
    now: datetime,
) -> Enrolment:
    """Enrol a person as a trainee of a cohort under a version of the rules."""
    if db.scalar(select(Enrolment.id).where(Enrolment.person_id == person.id, Enrolment.cohort_id == cohort.id)):
        raise AlreadyEnrolled
    enrolment = Enrolment(person_id=person.id, cohort_id=cohort.id, rules=rules, mode=mode, enrolled_at=now)
    db.add(enrolment)
    db.flush()
    grant_role(db, person, Role.TRAINEE, cohort, actor_id=actor_id, now=now)
    record(db, "enrol", f"enrolment:{enrolment.id}", actor_id=actor_id, now=now, rules=rules)
    return enrolment


def record_beat(
    db: Session,
    enrolment_id: int,
    activity: str,
    evidence: Evidence,
    *,
    opened_at: datetime | None = None,
    now: datetime,
) -> int:
    """Note an event that proves work on an activity and return the seconds it proves.

    `opened_at` is when the answered page was handed out, for visitors whose browser sends no heartbeats.
    """
    person_id = lock_enrolment(db, enrolment_id).person_id
    lock_people(db, person_id)
    of_person = select(Enrolment.id).where(Enrolment.person_id == person_id)
    last = db.scalar(select(func.max(Beat.at)).where(Beat.enrolment_id.in_(of_person)))
    since = max((moment for moment in (last, opened_at) if moment is not None), default=None)
    seconds = proven_seconds(evidence, since, now)
    db.add(Beat(enrolment_id=enrolment_id, activity=activity, evidence=evidence, at=now, seconds=seconds))
    db.flush()
    return seconds


def complete_activity(
    db: Session,
    enrolment_id: int,
    activity: str,
    answer: dict[str, Any],
    marks: dict[str, Any],
    *,
    opened_at: datetime | None = None,
    now: datetime,
) -> Completion:
    """Note that an activity was done with this answer; doing it again is a further attempt."""
    enrolment = lock_enrolment(db, enrolment_id)
    record_beat(db, enrolment_id, activity, Evidence.ANSWER, opened_at=opened_at, now=now)
    attempt = _attempt(db, enrolment_id, activity)
    completion = Completion(
        enrolment_id=enrolment_id, activity=activity, attempt=attempt, answer=answer, marks=marks, at=now
    )
    db.add(completion)
    db.flush()
    record(db, "complete", f"enrolment:{enrolment_id}", actor_id=enrolment.person_id, now=now, activity=activity)
    return completion


def take_turn(
    db: Session,
    enrolment_id: int,
    activity: str,
    answer: dict[str, Any],
    *,
    opened_at: datetime | None = None,
    now: datetime,
) -> Turn:
    """Note what was answered so far in an activity that takes several answers; nothing is completed by it."""
    lock_enrolment(db, enrolment_id)
    record_beat(db, enrolment_id, activity, Evidence.ANSWER, opened_at=opened_at, now=now)
    before = latest_turn(db, enrolment_id, activity)
    attempt = _attempt(db, enrolment_id, activity)
    number = 1 if before is None else before.number + 1
    turn = Turn(enrolment_id=enrolment_id, activity=activity, attempt=attempt, number=number, answer=answer, at=now)
    db.add(turn)
    db.flush()
    return turn


def _attempt(db: Session, enrolment_id: int, activity: str) -> int:
    """Return the number of the attempt that is under way: one more than the last completed one."""
    last = latest_completion(db, enrolment_id, activity)
    return 1 if last is None else last.attempt + 1
