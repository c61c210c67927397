"""Which live sessions there are, who signed in them, and what their presence counts."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from courses.attendance import Piece, Span
from courses.models import Attendance, Beat, Enrolment, Meeting, Signature
from courses.outline import TRANSCRIPT_SECONDS
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence

DAY = timedelta(days=1)


def meeting(db: Session, meeting_id: int, viewer: Presence) -> Meeting:
    """Return a meeting to an instructor of its cohort; NotFound to others."""
    found = db.get(Meeting, meeting_id, options=[joinedload(Meeting.cohort)])
    if found is None or not viewer.has(Role.INSTRUCTOR, found.cohort_id):
        raise NotFound
    return found


def meeting_of(db: Session, meeting_id: int, place: Enrolment) -> Meeting:
    """Return a meeting to a trainee of its cohort; NotFound to others."""
    found = db.get(Meeting, meeting_id)
    if found is None or found.cohort_id != place.cohort_id:
        raise NotFound
    return found


def meetings_in(
    db: Session, cohort_ids: Collection[int] | None, *, since: datetime | None = None, session: str | None = None
) -> list[Meeting]:
    """Return the meetings of these cohorts (all, for None), newest first: from a moment on, of one session."""
    query = select(Meeting).options(joinedload(Meeting.cohort)).order_by(Meeting.planned_at.desc(), Meeting.id.desc())
    if cohort_ids is not None:
        query = query.where(Meeting.cohort_id.in_(cohort_ids))
    if since is not None:
        query = query.where(Meeting.planned_at >= since)
    if session is not None:
        query = query.where(Meeting.session == session)
    return list(db.scalars(query))


def next_meeting(db: Session, cohort_id: int, now: datetime) -> Meeting | None:
    """Return the meeting of a cohort that can be signed now, else the next one ahead."""
    found = [one for one in meetings_in(db, [cohort_id], since=now - DAY) if not one.called_off]
    ahead = [one for one in reversed(found) if one.is_open(now) or one.begins_at > now]
    return ahead[0] if ahead else None


def signatures(db: Session, meeting_id: int) -> dict[int, list[Signature]]:
    """Return every coming and going in a meeting in order, by enrolment."""
    signed: dict[int, list[Signature]] = {}
    for one in db.scalars(select(Signature).where(Signature.meeting_id == meeting_id).order_by(Signature.number)):
        signed.setdefault(one.enrolment_id, []).append(one)
    return signed


def attendances(db: Session, meeting_id: int) -> dict[int, list[Attendance]]:
    """Return what was counted of a meeting in order, by enrolment; the last one stands."""
    query = select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.number)
    counted: dict[int, list[Attendance]] = {}
    for one in db.scalars(query.options(joinedload(Attendance.actor))):
        counted.setdefault(one.enrolment_id, []).append(one)
    return counted


def attended(db: Session, enrolment_id: int) -> list[Attendance]:
    """Return what stands of somebody's presence, with its meetings, oldest first."""
    newest = select(func.max(Attendance.id)).where(Attendance.enrolment_id == enrolment_id)
    query = select(Attendance).where(Attendance.id.in_(newest.group_by(Attendance.meeting_id)))
    found = db.scalars(query.options(joinedload(Attendance.meeting), joinedload(Attendance.actor)))
    return sorted(found, key=lambda one: one.meeting.planned_at)


def attended_at(db: Session, enrolment_id: int, activity: str) -> list[tuple[Attendance, Piece]]:
    """Return what was attended of one activity, with what proves it."""
    return [(one, piece) for one in attended(db, enrolment_id) for piece in one.pieces if piece.activity == activity]


def taken(db: Session, person_id: int, between: Span, meeting_id: int) -> list[Span]:
    """Return what of a stretch counts for somebody already: work on pages, and meetings other than this one."""
    begins, ends = between
    places = select(Enrolment.id).where(Enrolment.person_id == person_id)
    beats = select(Beat.at, Beat.seconds).where(
        Beat.enrolment_id.in_(places), Beat.at > begins, Beat.at < ends + timedelta(seconds=TRANSCRIPT_SECONDS)
    )
    worked = [(at - timedelta(seconds=seconds), at) for at, seconds in db.execute(beats) if seconds]
    newest = select(func.max(Attendance.id)).where(
        Attendance.enrolment_id.in_(places), Attendance.meeting_id != meeting_id
    )
    newest = newest.group_by(Attendance.enrolment_id, Attendance.meeting_id)
    elsewhere = db.scalars(select(Attendance).where(Attendance.id.in_(newest), Attendance.left_at > begins))
    return worked + [(piece.begins, piece.ends) for one in elsewhere for piece in one.pieces]


def worked_on_pages(db: Session, enrolment_id: int, there: Collection[Span]) -> dict[str, int]:
    """Return the seconds that pages have proven within stretches of time, by activity."""
    if not there:
        return {}
    begins, ends = min(came for came, _left in there), max(left for _came, left in there)
    beats = select(Beat.activity, Beat.at, Beat.seconds).where(
        Beat.enrolment_id == enrolment_id, Beat.at > begins, Beat.at < ends + timedelta(seconds=TRANSCRIPT_SECONDS)
    )
    found: dict[str, int] = {}
    for activity, at, seconds in db.execute(beats.where(Beat.seconds > 0)):
        since = at - timedelta(seconds=seconds)
        within = sum(max(0.0, (min(at, left) - max(since, came)).total_seconds()) for came, left in there)
        if within:
            found[activity] = found.get(activity, 0) + int(within)
    return found


_PLACES = select(Enrolment.id).where(Enrolment.person_id == bindparam("person_id"))
_LAST_SIGN = select(
    select(func.max(Beat.at)).where(Beat.enrolment_id.in_(_PLACES)).scalar_subquery(),
    select(func.max(Attendance.left_at)).where(Attendance.enrolment_id.in_(_PLACES)).scalar_subquery(),
)
"""Asked every thirty seconds by every open page, and so built once."""


def last_sign(db: Session, person_id: int) -> datetime | None:
    """Return when somebody last gave a sign of work on any page, or left a meeting, in any cohort."""
    row = db.execute(_LAST_SIGN, {"person_id": person_id}).one()
    return max((moment for moment in row if moment is not None), default=None)
