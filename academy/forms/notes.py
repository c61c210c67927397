"""Forms of the trainee's notes."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField

from academy.forms.base import Form, at_most

NOTE = 5000
"""The longest note beside a step, in characters."""


class NoteForm(Form):
    """A note and the version of the text it was made from."""

    note = TextAreaField(_("Your note"), [at_most(NOTE)])
    version = HiddenField()

    def text(self) -> str:
        """Return what is typed, without blanks around it."""
        return str(self.note.data or "").strip()

    def read_version(self) -> int:
        """Return the version that this form was made from; 0 for none."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
