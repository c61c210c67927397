"""The form of the office door: inviting people."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, SelectChoice, SelectField, StringField
from wtforms.validators import Email

from academy.forms.base import LINE, Filled, Form, at_most
from registry.models import Role

_ROLES = [
    SelectChoice(Role.TRAINEE.value, _("Trainee")),
    SelectChoice(Role.INSTRUCTOR.value, _("Instructor")),
    SelectChoice(Role.MENTOR.value, _("Mentor")),
    SelectChoice(Role.ASSESSOR.value, _("Assessor of capstones")),
    SelectChoice(Role.MANAGER.value, _("Cohort manager")),
]


_MODES = [
    SelectChoice("remote", _("On their own, online")),
    SelectChoice("live", _("Live, in calls")),
    SelectChoice("in person", _("Live, in one room")),
]
"""How a trainee takes the course; in a live course little of what is missed may be made up online (T6)."""


class InviteForm(Form):
    """Somebody to be invited into a cohort."""

    name = StringField(_("Name, as it shall stand on a certificate"), [Filled(_("Enter the name.")), at_most(LINE)])
    email = EmailField(
        _("E-mail address"),
        [Filled(_("Enter the e-mail address.")), at_most(LINE), Email(_("This is not an e-mail address."))],
    )
    role = SelectField(_("Role"), choices=_ROLES)
    mode = SelectField(_("How a trainee takes the course"), choices=_MODES, default="remote")
