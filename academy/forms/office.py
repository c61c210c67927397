"""Forms of the office door: inviting people, revoking and correcting certificates."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Email, Length

from academy.forms.base import LINE, Filled, Form, at_most
from registry.models import Role

_ROLES = [
    SelectChoice(Role.TRAINEE.value, _("Trainee")),
    SelectChoice(Role.INSTRUCTOR.value, _("Instructor")),
    SelectChoice(Role.MENTOR.value, _("Mentor")),
    SelectChoice(Role.ASSESSOR.value, _("Assessor of capstones")),
    SelectChoice(Role.MANAGER.value, _("Cohort manager")),
]


class InviteForm(Form):
    """Somebody to be invited into a cohort."""

    name = StringField(_("Name, as it shall stand on a certificate"), [Filled(_("Enter the name.")), at_most(LINE)])
    email = EmailField(
        _("E-mail address"),
        [Filled(_("Enter the e-mail address.")), at_most(LINE), Email(_("This is not an e-mail address."))],
    )
    role = SelectField(_("Role"), choices=_ROLES)


class RevokeForm(Form):
    """The reason for ending a certificate, and the will to do so."""

    reason = TextAreaField(
        _("Reason"),
        [Filled(_("Say why, for whoever asks later.")), Length(10, 1000, _("Write 10 to 1,000 characters."))],
    )
    sure = BooleanField(
        _("I know that this cannot be undone and that everybody who checks the certificate will see it."),
        [Filled(_("Confirm that you know what this does."))],
    )


class CorrectForm(Form):
    """A corrected name: the certificate is replaced by a new edition."""

    name = StringField(_("Corrected name"), [Filled(_("Enter the name.")), at_most(LINE)])
