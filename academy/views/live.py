"""The trainee in live sessions: coming and leaving are signed with the code of the room."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.forms.meetings import CodeForm
from academy.login import door
from academy.pupil import enrolment, journey, limit
from courses.actions import sign
from courses.models import Meeting
from courses.queries import attendances, attended, meeting_of, meetings_in, signatures
from courses.refusals import MeetingClosed, WrongCode
from registry.models import Role

bp = door("live", Role.TRAINEE, prefix="/learn/live")


@bp.get("")
def meetings() -> str:
    """Show the live sessions of the cohort: what is ahead, and what somebody's presence counted."""
    place, now = enrolment(), utcnow()
    found = meetings_in(db, [place.cohort_id])
    return render_template(
        "live/meetings.html",
        ahead=[one for one in reversed(found) if not one.called_off and one.ends_at > now],
        past=[one for one in found if one.called_off or one.ends_at <= now],
        counted={one.meeting_id: one for one in attended(db, place.id)},
        sessions=campus().programme.by_id,
        limit=limit(),
        ledger=journey().ledger if limit() is not None else None,
        now=now,
    )


@bp.route("/<id:meeting_id>", methods=["GET", "POST"])
def meeting(meeting_id: int) -> str | tuple[str, int] | Response:
    """Show a live session to somebody who comes or leaves, and take their signature."""
    place, form, now = enrolment(), CodeForm(), utcnow()
    found = meeting_of(db, meeting_id, place)
    if form.submitted():
        try:
            sign(db, found, place.id, request.form.get("way", ""), code=form.code.data, now=now)
        except (WrongCode, MeetingClosed) as refusal:
            form.code.errors = [_(str(refusal))]
            return _page(found, form), 422
        settle(place.id, now)
        return redirect(url_for(".meeting", meeting_id=found.id), 303)
    return _page(found, form), 422 if form.errors else 200


def _page(found: Meeting, form: CodeForm) -> str:
    """Return the page of a live session."""
    place, now = enrolment(), utcnow()
    return render_template(
        "live/meeting.html",
        meeting=found,
        sessions=campus().programme.by_id,
        signed=signatures(db, found.id).get(place.id, []),
        counted=attendances(db, found.id).get(place.id, []),
        open=found.is_open(now),
        over=found.ends_at <= now,
        form=form,
    )
