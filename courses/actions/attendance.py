"""Live sessions: meetings opened, begun and called off, comings and goings signed, presence corrected."""

from dataclasses import asdict
from datetime import datetime
from secrets import token_hex

from sqlalchemy.orm import Session as Transaction

from courses.attendance import EARLY, Planned, Span, Way, done, pieces, plan_of, presence, takes
from courses.models import Attendance, Meeting, Notice, Signature
from courses.queries import attendances, lock_enrolment, meetings_in, signatures, taken, worked_on_pages
from courses.refusals import (
    AlreadyCorrected,
    AlreadyOpened,
    AlreadySigned,
    AlreadyTold,
    MeetingClosed,
    OutOfOrder,
    OwnAttendance,
    SomebodySigned,
    SuperiorMayNotRule,
    UnknownNotice,
    WrongCode,
)
from courses.sessions import Session
from registry.actions import record
from registry.queries import is_superior, lock_people


def open_meeting(
    db: Transaction, cohort_id: int, session: Session, mode: str, actor_id: int, planned_at: datetime, *, now: datetime
) -> Meeting:
    """Open a session for a cohort, which meets at a moment; its plan is kept as it stands."""
    if any(one.planned_at == planned_at for one in meetings_in(db, [cohort_id], session=session.id)):
        raise AlreadyOpened
    made = Meeting(
        cohort_id=cohort_id,
        session=session.id,
        mode=mode,
        plan=[asdict(one) for one in plan_of(session)],
        lasts=session.lasts,
        secret=token_hex(16),
        planned_at=planned_at,
        opened_by_id=actor_id,
        opened_at=now,
    )
    db.add(made)
    db.flush()
    record(db, "open-meeting", f"meeting:{made.id}", actor_id=actor_id, now=now, session=session.id, mode=mode)
    return made


def tell(db: Transaction, meeting: Meeting, what: str, actor_id: int, *, now: datetime) -> Notice:
    """Tell that a meeting begins now, or that it is called off; each is told once, and before anybody's time counts."""
    if what not in {"begun", "called-off"}:
        raise UnknownNotice
    if meeting.notice is not None:
        raise AlreadyTold
    if what == "begun" and not meeting.planned_at - EARLY <= now <= meeting.ends_at:
        raise MeetingClosed
    if attendances(db, meeting.id) or (what == "called-off" and signatures(db, meeting.id)):
        raise SomebodySigned
    made = Notice(meeting_id=meeting.id, what=what, actor_id=actor_id, at=now)
    db.add(made)
    db.flush()
    db.expire(meeting, ["notice"])
    record(db, what, f"meeting:{meeting.id}", actor_id=actor_id, now=now)
    return made


def sign(
    db: Transaction,
    meeting: Meeting,
    enrolment_id: int,
    way: str,
    *,
    code: str | None = None,
    actor_id: int | None = None,
    now: datetime,
) -> Signature:
    """Sign that somebody comes or leaves: by the code of the room for oneself, by an instructor for somebody else.

    Leaving counts what was signed so far.
    """
    person_id = lock_enrolment(db, enrolment_id).person_id
    if actor_id is not None:
        _may_vouch(db, actor_id, person_id)
    signed, counted = (
        signatures(db, meeting.id).get(enrolment_id, []),
        attendances(db, meeting.id).get(enrolment_id, []),
    )
    if counted and counted[-1].reason:
        raise AlreadyCorrected
    if not meeting.is_open(now):
        raise MeetingClosed
    if way != (Way.OUT if signed and signed[-1].way == Way.IN else Way.IN):
        raise AlreadySigned
    if actor_id is None and not takes(meeting.secret, code or "", now):
        raise WrongCode
    made = Signature(meeting_id=meeting.id, enrolment_id=enrolment_id, number=len(signed) + 1, way=way, at=now)
    made.actor_id = actor_id or person_id
    db.add(made)
    db.flush()
    record(db, "sign", f"meeting:{meeting.id}", actor_id=made.actor_id, now=now, enrolment=enrolment_id, way=way)
    if way == Way.OUT:
        there = presence((one.way, one.at) for one in [*signed, made])
        _count(db, meeting, enrolment_id, person_id, there, "", made.actor_id, now=now)
    return made


def correct_attendance(
    db: Transaction,
    meeting: Meeting,
    enrolment_id: int,
    there: Span | None,
    reason: str,
    actor_id: int,
    *,
    now: datetime,
) -> Attendance:
    """Say from when to when somebody was there, None for not at all, and why; from now on that is what counts."""
    person_id = lock_enrolment(db, enrolment_id).person_id
    _may_vouch(db, actor_id, person_id)
    if meeting.called_off:
        raise MeetingClosed
    if there is not None and not there[0] < there[1] <= now:
        raise OutOfOrder
    return _count(db, meeting, enrolment_id, person_id, [there] if there else [], reason, actor_id, now=now)


def _may_vouch(db: Transaction, actor_id: int, person_id: int) -> None:
    """Refuse to let people sign for themselves or for those below them."""
    if actor_id == person_id:
        raise OwnAttendance
    if is_superior(db, actor_id, person_id):
        raise SuperiorMayNotRule


def _count(
    db: Transaction,
    meeting: Meeting,
    enrolment_id: int,
    person_id: int,
    there: list[Span],
    reason: str,
    actor_id: int,
    *,
    now: datetime,
) -> Attendance:
    """Count presence in a meeting anew; no second counts that counts for the same person already."""
    lock_people(db, person_id)
    plan, began = [Planned(**one) for one in meeting.plan], meeting.begins_at
    elsewhere = taken(db, person_id, (there[0][0], there[-1][1]), meeting.id) if there else []
    found = pieces(plan, began, there, elsewhere)
    made = Attendance(
        enrolment_id=enrolment_id,
        meeting_id=meeting.id,
        number=len(attendances(db, meeting.id).get(enrolment_id, [])) + 1,
        came_at=there[0][0] if there else None,
        left_at=there[-1][1] if there else None,
        counted={
            "pieces": [[one.activity, one.begins.isoformat(), one.seconds] for one in found],
            "done": done(plan, began, there),
            "on_pages": worked_on_pages(db, enrolment_id, there),
        },
        reason=reason,
        actor_id=actor_id,
        at=now,
    )
    db.add(made)
    db.flush()
    about = {"meeting": meeting.id, "seconds": sum(one.seconds for one in found)}
    record(db, "attend", f"enrolment:{enrolment_id}", actor_id=actor_id, now=now, **about)
    return made
