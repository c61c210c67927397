"""The form by which a manager notes that an identity was checked."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from academy.forms.base import Form

WORDS = {
    "document-in-person": _("An official document, seen in the room"),
    "document-by-video": _("An official document, seen in a video call"),
    "staff-register": _("The institution's own staff register"),
}
"""What each way of checking is called."""


class IdentityForm(Form):
    """How the manager made sure of who somebody is."""

    how = RadioField(
        _("How did you make sure?"),
        [InputRequired(_("Say how you made sure of the identity."))],
        choices=[SelectChoice(way, words) for way, words in WORDS.items()],
    )
