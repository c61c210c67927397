"""The facilitator's live sessions: opening one for a cohort, showing its code, seeing who is there, correcting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.forms.meetings import BACK, CorrectionForm, correction_form, is_near, meeting_form
from academy.login import door, visitor
from courses.actions import correct_attendance, open_meeting, sign, tell
from courses.attendance import Way, code_at
from courses.models import Attendance, Enrolment, Meeting, Signature
from courses.queries import attendances, enrolments_in, meeting, meetings_in, signatures
from courses.refusals import AlreadyOpened, OutOfOrder
from registry.errors import NotFound
from registry.models import Cohort, Role
from registry.queries import cohorts_by_id

bp = door("meetings", Role.INSTRUCTOR, prefix="/facilitate/live")
State = Literal["corrected", "here", "forgot", "left", "absent", "awaited"]


@dataclass(frozen=True, slots=True)
class Row:
    """A trainee of the cohort, what they signed, and what of it counts."""

    place: Enrolment
    signed: list[Signature]
    counted: list[Attendance]
    over: bool

    @property
    def way(self) -> Way:
        """Return what is signed next."""
        return Way.OUT if self.signed and self.signed[-1].way == Way.IN else Way.IN

    @property
    def standing(self) -> Attendance | None:
        """Return what counts now."""
        return self.counted[-1] if self.counted else None

    @property
    def state(self) -> State:
        """Return how things are with them."""
        if self.standing is not None and self.standing.reason:
            return "corrected"
        if self.way is Way.OUT:
            return "forgot" if self.over else "here"
        if self.signed:
            return "left"
        return "absent" if self.over else "awaited"


def _cohorts() -> list[Cohort]:
    """Return the cohorts that the visitor teaches; all of them for an administrator."""
    everywhere = any(right.role is Role.ADMINISTRATOR for right in visitor().rights)
    return cohorts_by_id(db, None if everywhere else visitor().cohorts(Role.INSTRUCTOR))


@bp.route("", methods=["GET", "POST"])
def meetings() -> str | tuple[str, int] | Response:
    """Show the live sessions of the last months, and open one."""
    cohorts, programme, now = _cohorts(), campus().programme, utcnow()
    form = meeting_form(cohorts, programme.sessions, now)
    if form.submitted() and is_near(form, now):
        session, cohort_id, me = programme.by_id[form.session.data], int(form.cohort.data), visitor().person_id
        try:
            made = open_meeting(db, cohort_id, session, form.mode.data, me, form.moment(), now=now)
        except AlreadyOpened as refusal:
            form.planned_at.errors = [_(str(refusal))]
        else:
            return redirect(url_for(".one", meeting_id=made.id), 303)
    found = meetings_in(db, [one.id for one in cohorts], since=now - BACK)
    page = render_template("meetings/meetings.html", form=form, meetings=found, sessions=programme.by_id)
    return page, 422 if form.errors else 200


@bp.get("/<id:meeting_id>")
def one(meeting_id: int) -> str:
    """Show the code of a live session and who is there."""
    found, now = meeting(db, meeting_id, visitor()), utcnow()
    return render_template(
        "meetings/meeting.html",
        meeting=found,
        sessions=campus().programme.by_id,
        rows=_rows(found, now),
        code=code_at(found.secret, now),
        open=found.is_open(now),
        over=found.ends_at <= now,
    )


def _rows(found: Meeting, now: datetime) -> list[Row]:
    """Return the trainees of the cohort with what they signed."""
    signed, counted, over = signatures(db, found.id), attendances(db, found.id), found.ends_at <= now
    places = enrolments_in(db, [found.cohort_id])
    return [Row(place, signed.get(place.id, []), counted.get(place.id, []), over) for place in places]


@bp.post("/<id:meeting_id>/notice")
def notice(meeting_id: int) -> Response:
    """Tell that a live session begins now, or that it is called off."""
    found = meeting(db, meeting_id, visitor())
    tell(db, found, request.form.get("what", ""), visitor().person_id, now=utcnow())
    return redirect(url_for(".one", meeting_id=found.id), 303)


@bp.post("/<id:meeting_id>/<id:enrolment_id>/sign")
def sign_for(meeting_id: int, enrolment_id: int) -> Response:
    """Sign for a trainee who comes or leaves and has no telephone at hand."""
    found, now = meeting(db, meeting_id, visitor()), utcnow()
    place = _row(found, enrolment_id, now).place
    sign(db, found, place.id, request.form.get("way", ""), actor_id=visitor().person_id, now=now)
    settle(place.id, now)
    return redirect(url_for(".one", meeting_id=found.id), 303)


def _row(found: Meeting, enrolment_id: int, now: datetime) -> Row:
    """Return a trainee of the meeting's cohort with what they signed; NotFound for anybody else."""
    for row in _rows(found, now):
        if row.place.id == enrolment_id:
            return row
    raise NotFound


@bp.route("/<id:meeting_id>/<id:enrolment_id>", methods=["GET", "POST"])
def correct(meeting_id: int, enrolment_id: int) -> str | tuple[str, int] | Response:
    """Show when somebody was there, and take a correction with its reason."""
    found, now = meeting(db, meeting_id, visitor()), utcnow()
    row = _row(found, enrolment_id, now)
    form = correction_form(found, row.standing, row.signed[0].at if row.signed else None)
    if form.submitted():
        me, reason = visitor().person_id, form.reason.data.strip()
        try:
            correct_attendance(db, found, enrolment_id, form.span(), reason, me, now=now)
        except OutOfOrder as refusal:
            form.left_at.errors = [_(str(refusal))]
            return _correction(found, row, form), 422
        settle(enrolment_id, now)
        flash(_("The correction is saved; the trainee sees it with your reason."))
        return redirect(url_for(".one", meeting_id=found.id), 303)
    return _correction(found, row, form), 422 if form.errors else 200


def _correction(found: Meeting, row: Row, form: CorrectionForm) -> str:
    """Return the page of somebody's presence."""
    return render_template(
        "meetings/correct.html", meeting=found, sessions=campus().programme.by_id, row=row, form=form
    )
