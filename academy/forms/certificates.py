"""Forms of the holder of a certificate: asking for a corrected name."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from academy.forms.base import LINE, Filled, Form, at_most


class ShownForm(Form):
    """What everybody may read on the public page."""

    shows_name = BooleanField(_("My name"))
    shows_results = BooleanField(_("My results: figures, minutes by module, and when I began"))


class NameForm(Form):
    """Another name for a certificate, and what proves it."""

    name = StringField(_("Name, as it shall stand on the certificate"), [Filled(_("Enter the name.")), at_most(LINE)])
    reason = TextAreaField(
        _("Why, and how an administrator can make sure of it"),
        [Filled(_("Say in a sentence why.")), Length(10, 1000, _("Write 10 to 1,000 characters."))],
    )
