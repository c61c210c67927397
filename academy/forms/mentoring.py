"""Forms of mentored practice: the log of a check-in, a new group, and the observation with its attestation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from flask import request
from flask_babel import lazy_gettext as _
from flask_babel import to_user_timezone
from wtforms import (
    DateTimeLocalField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.validators import InputRequired

from academy.edge import cleaned, sent
from academy.forms.base import LINE, MOMENTS, Between, Filled, Form, at_most, in_utc, of_our_time
from mentoring.models import CheckIn
from mentoring.practice import leader

TEXT = 2000
KEY_RESULTS = 5
"""How many key results the log of a check-in offers rows for."""
_MINUTES = [InputRequired(_("Enter minutes, 0 if there were none.")), Between(0, 240, _("Enter 0 to 240 minutes."))]


_MOMENT = [InputRequired(_("Enter day and time.")), of_our_time]


class ThreePs(Part):  # type: ignore[misc]
    """One key result as the check-in spoke about it: value, confidence, and the 3 Ps."""

    key_result = StringField(_("Key result"), [at_most(LINE)])
    value = StringField(_("Value now"), [at_most(LINE)])
    confidence = SelectField(
        _("Confidence"),
        choices=[SelectChoice("", "–"), *(SelectChoice(str(n)) for n in range(11))],
        validate_choice=False,
    )
    progress = TextAreaField(_("Progress"), [at_most(TEXT)])
    problems = TextAreaField(_("Problems"), [at_most(TEXT)])
    plans = TextAreaField(_("Plans"), [at_most(TEXT)])


class LogForm(Form):
    """The log of one weekly check-in."""

    started_at = DateTimeLocalField(_("Meeting began"), _MOMENT, format=MOMENTS)
    ended_at = DateTimeLocalField(_("Meeting ended"), _MOMENT, format=MOMENTS)
    prepared = IntegerField(_("Minutes of preparation"), _MINUTES)
    talk = IntegerField(_("Minutes of talk with the owner"), _MINUTES)
    debrief = IntegerField(_("Minutes of debrief with the mentor"), _MINUTES)
    mode = RadioField(
        _("How was the mentor there?"),
        choices=[
            SelectChoice("in person", _("In the room")),
            SelectChoice("remote", _("Live, remotely")),
            SelectChoice("recording", _("By recording")),
        ],
    )
    led_by = RadioField(
        _("Who led the meeting?"),
        choices=[
            SelectChoice("candidate", _("The candidate, in the owner's seat")),
            SelectChoice("owner", _("The Objective owner")),
        ],
    )
    attendance = TextAreaField(_("Who was there"), [Filled(_("Enter at least two pseudonyms.")), at_most(TEXT)])
    three_ps = FieldList(FormField(ThreePs), _("The 3 Ps"), min_entries=2, max_entries=KEY_RESULTS)
    note = TextAreaField(_("Anything else"), [at_most(TEXT)])

    def moments(self) -> tuple[datetime, datetime]:
        """Return when the meeting began and ended, in UTC; what is typed is in the academy's time zone."""
        return in_utc(self.started_at.data), in_utc(self.ended_at.data)

    def people(self) -> list[str]:
        """Return the pseudonyms, each once, in order."""
        typed = str(self.attendance.data or "").replace(",", "\n").splitlines()
        return list(dict.fromkeys(" ".join(one.split()) for one in typed if one.strip()))

    def spoken(self) -> list[dict[str, str]]:
        """Return the rows of the 3 Ps that hold anything."""
        rows = [{name: cleaned(str(text or "")).strip() for name, text in row.data.items()} for row in self.three_ps]
        return [row for row in rows if any(row.values())]


def log_form(kept: CheckIn | None, week: int, more: str) -> LogForm:
    """Return the form of a log: as typed, else as kept, else with who leads that week; with one more row if asked."""
    if request.method == "POST":
        form = LogForm()
        if more and len(form.three_ps) < KEY_RESULTS:
            form.three_ps.append_entry()
        return form
    if kept is None:
        return LogForm(data={"led_by": leader(week)})
    names = ("prepared", "talk", "debrief", "mode", "led_by", "three_ps", "note")
    values = {name: getattr(kept, name) for name in names}
    values |= {"started_at": to_user_timezone(kept.started_at), "ended_at": to_user_timezone(kept.ended_at)}
    return LogForm(data={**values, "attendance": "\n".join(kept.attendance)})


class GroupForm(Form):
    """A real OKR group and the candidate who will accompany it."""

    candidate = SelectField(_("Candidate"), coerce=int)
    name = StringField(_("Name of the group, a pseudonym"), [Filled(_("Enter a name.")), at_most(LINE)])
    unit = StringField(_("What kind of unit it is"), [Filled(_("Say what the unit does.")), at_most(LINE)])
    objective = TextAreaField(_("Its Objective in this cycle"), [Filled(_("Enter the Objective.")), at_most(TEXT)])
    owner = StringField(_("The Objective owner, a pseudonym"), [Filled(_("Enter a pseudonym.")), at_most(LINE)])


@dataclass
class ObservationForm:
    """An observation as it is typed: a level for each item, a comment, the declaration, and what is missing."""

    levels: dict[str, int] = field(default_factory=dict)
    comment: str = ""
    declared: bool = False
    too_long: bool = False
    missing: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Say whether nothing is missing and nothing too long."""
        return self.declared and not self.too_long and not self.missing


def read_observation(items: Iterable[str]) -> ObservationForm:
    """Return the observation that was sent; levels other than 0 to 3 count as missing, and so does the declaration."""
    typed = sent()
    form = ObservationForm(comment=cleaned(typed.get("comment", "")).strip())
    form.too_long = len(form.comment) > TEXT
    form.declared = typed.get("declared") == "1"
    for item in items:
        level = typed.get(f"level-{item}", "")
        if level in {"0", "1", "2", "3"}:
            form.levels[item] = int(level)
        else:
            form.missing.append(item)
    return form
