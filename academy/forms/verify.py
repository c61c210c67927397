"""The forms of the verification page: a number, an address or a file, and a list of numbers to be saved."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField

from academy.forms.base import LINE, Form, at_most

LONGEST_LIST = 20_000
"""The longest list that is answered as a file, in characters."""


class VerifyForm(Form):
    """What somebody was handed: the certificate's number or address and perhaps the name, or its file."""

    code = StringField(_("Number or address"), [at_most(500)])
    name = StringField(_("Name on the paper"), [at_most(LINE)])
    file = FileField(_("File"))


class ListForm(Form):
    """Numbers that were checked and shall be saved with their answers."""

    numbers = TextAreaField(_("Numbers"), [at_most(LONGEST_LIST)])
