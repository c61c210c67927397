"""The form of the page on which anybody may put an OKR to the critic."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField

from academy.forms.base import LINE, Filled, Form, at_most

MOST = 20_000
"""The longest text that is read at once, in characters."""


class CheckForm(Form):
    """An OKR as somebody pastes it, with its cycle and what its unit knows."""

    okr = TextAreaField(_("Your OKR"), [Filled(_("Paste or type an Objective and its key results.")), at_most(MOST)])
    cycle = StringField(_("Cycle"), [at_most(LINE)])
    context = TextAreaField(_("What is known"), [at_most(MOST)])
