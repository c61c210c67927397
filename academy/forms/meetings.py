"""Forms of live sessions: opening one, signing with the code of the room, and correcting somebody's presence."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from flask_babel import to_user_timezone
from wtforms import DateTimeLocalField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from academy.forms.base import MOMENTS, Filled, Form, at_most, in_utc, of_our_time
from courses.attendance import Span
from courses.models import Attendance, Meeting
from courses.sessions import Session
from registry.models import Cohort

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
"""How far back a session can be entered that was signed on paper, and how far ahead one is planned."""


class MeetingForm(Form):
    """Which session, for which cohort, when, and how people meet."""

    session = SelectField(_("Session"))
    cohort = SelectField(_("Cohort"))
    planned_at = DateTimeLocalField(
        _("Begins"), [InputRequired(_("Enter date and time.")), of_our_time], format=MOMENTS
    )
    mode = RadioField(
        _("How do you meet?"),
        choices=[SelectChoice("in-person", _("In one room")), SelectChoice("remote", _("Remotely, in a call"))],
        default="in-person",
    )

    def moment(self) -> datetime:
        """Return when it begins."""
        return in_utc(self.planned_at.data)


def meeting_form(cohorts: Iterable[Cohort], sessions: Iterable[Session], now: datetime) -> MeetingForm:
    """Return the form with the sessions there are and the cohorts that the visitor teaches."""
    form = MeetingForm(data={"planned_at": to_user_timezone(now).replace(second=0, microsecond=0)})
    form.session.choices = [SelectChoice(one.id, f"{one.id} {one.title}") for one in sessions]
    form.cohort.choices = [SelectChoice(str(one.id), f"{one.name}, {one.organisation.name}") for one in cohorts]
    return form


def is_near(form: MeetingForm, now: datetime) -> bool:
    """Say whether the moment is one at which a session can be; note it beside the field otherwise."""
    if now - BACK <= form.moment() <= now + AHEAD:
        return True
    form.planned_at.errors = [_("Enter a moment from three months ago on, at most a year ahead.")]
    return False


class CodeForm(Form):
    """The code that is shown in the room."""

    code = StringField(_("The code"), [Filled(_("Type the code that is shown.")), at_most(20)])


def _when_there(form: Form, field: DateTimeLocalField) -> None:
    """Ask for a moment where somebody was there; where they were not, take none."""
    if form.there.data == "no":
        field.errors[:] = []
        raise StopValidation
    if field.data is None:
        raise StopValidation("" if field.errors else _("Enter day and time."))
    of_our_time(form, field)


class CorrectionForm(Form):
    """From when to when somebody was there, or that they were not, and why it is said now."""

    there = RadioField(
        _("Presence"),
        choices=[SelectChoice("yes", _("Was there, in the times below")), SelectChoice("no", _("Was not there"))],
        default="yes",
    )
    came_at = DateTimeLocalField(_("Came"), [_when_there], format=MOMENTS)
    left_at = DateTimeLocalField(_("Left"), [_when_there], format=MOMENTS)
    reason = TextAreaField(
        _("Reason"), [Filled(_("Say in a sentence why.")), Length(10, 1000, _("Write 10 to 1,000 characters."))]
    )

    def span(self) -> Span | None:
        """Return from when to when somebody was there, None for not at all."""
        return None if self.there.data == "no" else (in_utc(self.came_at.data), in_utc(self.left_at.data))


def correction_form(meeting: Meeting, counted: Attendance | None, came: datetime | None) -> CorrectionForm:
    """Return the form with what counts now; else with the signature on coming, and the end of the plan."""
    begins, ends = came or meeting.begins_at, meeting.ends_at
    if counted is not None and counted.came_at and counted.left_at:
        begins, ends = counted.came_at, counted.left_at
    return CorrectionForm(data={"came_at": to_user_timezone(begins), "left_at": to_user_timezone(ends)})
