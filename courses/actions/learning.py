"""Enrolling and its promises, proving time, completing activities, notes, contested time."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.conduct import WAYS
from courses.credit import Evidence, ceiling, proven_seconds
from courses.models import (
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
from courses.outline import STILL_SECONDS, Activity
from courses.queries import (
    conduct_signatures,
    contests_of,
    identity_checks,
    last_sign,
    latest_completion,
    latest_turn,
    lock_enrolment,
    note,
    tallies,
)
from courses.refusals import (
    AlreadyContested,
    AlreadyEnrolled,
    AlreadyRuled,
    IdentityChecked,
    NothingMissing,
    OverCeiling,
    OwnIdentity,
    OwnTime,
    StaleNote,
    StepNotDone,
    SuperiorMayNotRule,
    UnknownWay,
)
from registry.actions import grant_role, record
from registry.models import Cohort, Person, Role
from registry.queries import is_superior, lock_people


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
    paragraph: int | None = None,
    still: int = STILL_SECONDS,
    now: datetime,
) -> int:
    """Note an event that proves work on an activity and return the seconds it proves.

    `opened_at` is when the answered page was handed out, for visitors whose browser sends no heartbeats; `paragraph`
    is the one that was in view; `still` is how long a silence of this activity is work.
    """
    person_id = lock_enrolment(db, enrolment_id).person_id
    lock_people(db, person_id)
    since = max((moment for moment in (last_sign(db, person_id), opened_at) if moment is not None), default=None)
    seconds = proven_seconds(evidence, since, now, still)
    beat = Beat(enrolment_id=enrolment_id, activity=activity, evidence=evidence, at=now, seconds=seconds)
    beat.paragraph = paragraph
    db.add(beat)
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
    still: int = STILL_SECONDS,
    now: datetime,
) -> Completion:
    """Note that an activity was done with this answer; doing it again is a further attempt."""
    enrolment = lock_enrolment(db, enrolment_id)
    record_beat(db, enrolment_id, activity, Evidence.ANSWER, opened_at=opened_at, still=still, now=now)
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
    still: int = STILL_SECONDS,
    now: datetime,
) -> Turn:
    """Note what was answered so far in an activity that takes several answers; nothing is completed by it."""
    lock_enrolment(db, enrolment_id)
    record_beat(db, enrolment_id, activity, Evidence.ANSWER, opened_at=opened_at, still=still, now=now)
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


def save_note(db: Session, enrolment_id: int, activity: str, text: str, version: int, *, now: datetime) -> Note:
    """Keep a note; `version` is that of the text it was made from, 0 for none. Raise `StaleNote`."""
    lock_enrolment(db, enrolment_id)
    kept = note(db, enrolment_id, activity)
    if kept is None:
        kept = Note(enrolment_id=enrolment_id, activity=activity, version=0)
        db.add(kept)
    elif kept.version != version:
        raise StaleNote(kept)
    kept.text, kept.version, kept.saved_at = text, kept.version + 1, now
    db.flush()
    return kept


def contest_time(db: Session, enrolment_id: int, activity: Activity, text: str, *, now: datetime) -> Contest:
    """Note that a trainee contests the credited time of a completed step."""
    person_id = lock_enrolment(db, enrolment_id).person_id
    (credit,) = tallies(db, [enrolment_id])[enrolment_id].ledger([activity]).credits
    if not credit.completed:
        raise StepNotDone
    if not credit.is_short:
        raise NothingMissing
    earlier = contests_of(db, enrolment_id, activity.id)
    if earlier and earlier[-1].ruling is None:
        raise AlreadyContested
    made = Contest(enrolment_id=enrolment_id, activity=activity.id, number=len(earlier) + 1, text=text, at=now)
    db.add(made)
    db.flush()
    record(db, "contest", f"enrolment:{enrolment_id}", actor_id=person_id, now=now, activity=activity.id)
    return made


def rule_on_contest(
    db: Session, contest: Contest, activity: Activity, actor_id: int, minutes: int, reason: str, *, now: datetime
) -> Ruling:
    """Answer a contest: from now on the step is credited with these minutes at least, 0 leaving it as it is."""
    person_id = lock_enrolment(db, contest.enrolment_id).person_id
    if actor_id == person_id:
        raise OwnTime
    if is_superior(db, actor_id, person_id):
        raise SuperiorMayNotRule
    if db.scalar(select(Ruling.id).where(Ruling.contest_id == contest.id)) is not None:
        raise AlreadyRuled
    if minutes * 60 > ceiling(activity):
        raise OverCeiling
    ruling = Ruling(contest_id=contest.id, actor_id=actor_id, minutes=minutes, reason=reason, at=now)
    db.add(ruling)
    db.flush()
    where = f"enrolment:{contest.enrolment_id}"
    record(db, "rule", where, actor_id=actor_id, now=now, activity=activity.id, minutes=minutes)
    return ruling


def check_identity(db: Session, enrolment_id: int, checker_id: int, how: str, *, now: datetime) -> IdentityCheck:
    """Note who made sure of a trainee's identity, and how; it is noted once, and by nobody for themselves (R8)."""
    person_id = lock_enrolment(db, enrolment_id).person_id
    if checker_id == person_id:
        raise OwnIdentity
    if how not in WAYS:
        raise UnknownWay
    if enrolment_id in identity_checks(db, [enrolment_id]):
        raise IdentityChecked
    check = IdentityCheck(enrolment_id=enrolment_id, how=how, checker_id=checker_id, at=now)
    db.add(check)
    db.flush()
    record(db, "check-identity", f"enrolment:{enrolment_id}", actor_id=checker_id, now=now, how=how)
    return check


def sign_conduct(db: Session, enrolment_id: int, text: str, *, now: datetime) -> ConductSignature:
    """Note a trainee's signature under a text, by its hash; signing the same text again changes nothing (R8)."""
    person_id = lock_enrolment(db, enrolment_id).person_id
    for one in conduct_signatures(db, [enrolment_id])[enrolment_id]:
        if one.text == text:
            return one
    signature = ConductSignature(enrolment_id=enrolment_id, text=text, at=now)
    db.add(signature)
    db.flush()
    record(db, "sign-conduct", f"enrolment:{enrolment_id}", actor_id=person_id, now=now, text=text)
    return signature
