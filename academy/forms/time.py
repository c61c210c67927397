"""Forms about learning time: contesting what a step is credited with, and answering that."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length

from academy.forms.base import Between, Filled, Form

_SENTENCES = Length(10, 1000, _("Write 10 to 1,000 characters."))


class ContestForm(Form):
    """Why a step took more time than it is credited with."""

    text = TextAreaField(
        _("What is missing, and how you worked on it"), [Filled(_("Say in a sentence what is missing.")), _SENTENCES]
    )


class RulingForm(Form):
    """How many minutes a step is credited with from now on, and why."""

    minutes = IntegerField(
        _("Minutes to credit in all"),
        [InputRequired(_("Enter minutes, 0 to leave it as it is.")), Between(0, 999, _("Enter minutes from 0 on."))],
    )
    reason = TextAreaField(_("Reason"), [Filled(_("Say in a sentence why.")), _SENTENCES])
