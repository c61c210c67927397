"""Forms of renewal: a step as its holder enters it, and the answer to it."""

from datetime import UTC, date, datetime, time

from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from academy.forms.base import Between, Filled, Form
from certificates.renewal import Kind, Step

WORDS = {
    Kind.DEVELOPMENT: _("Development: a course, a talk, a book, teaching others"),
    Kind.COACHING: _("Development on coaching"),
    Kind.CYCLE: _("A whole cycle of an OKR group, accompanied"),
    Kind.OBSERVATION: _("A check-in that was observed with the form"),
}
"""What each kind of step is called."""


class StepForm(Form):
    """A step towards renewal."""

    kind = RadioField(
        _("What was it?"),
        [InputRequired(_("Choose one."))],
        choices=[SelectChoice(kind.value, words) for kind, words in WORDS.items()],
    )
    day = DateField(_("Day on which it ended"), [InputRequired(_("Enter a day."))])
    amount = IntegerField(
        _("Minutes; for an observed check-in its points of 36; for a cycle 1"),
        [InputRequired(_("Enter a number.")), Between(1, 6000, _("Enter a number from 1 to 6,000."))],
    )
    text = TextAreaField(
        _("What exactly, and who can confirm it"),
        [Filled(_("Say in a sentence what it was.")), Length(10, 1000, _("Write 10 to 1,000 characters."))],
    )

    def step(self) -> Step:
        """Return the step."""
        kind = Kind(self.kind.data)
        return Step(kind, 1 if kind is Kind.CYCLE else int(self.amount.data))

    def moment(self) -> datetime:
        """Return the day as a moment."""
        day: date = self.day.data
        return datetime.combine(day, time(), UTC)


class WeighForm(Form):
    """Whether a step counts."""

    answer = RadioField(
        _("Does it count?"),
        [InputRequired(_("Choose an answer."))],
        choices=[SelectChoice("accept", _("Yes, it counts")), SelectChoice("decline", _("No, it does not"))],
    )
    reason = TextAreaField(
        _("Reason"),
        [Filled(_("Say in a sentence why.")), Length(10, 1000, _("Write 10 to 1,000 characters."))],
    )
