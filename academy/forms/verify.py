"""The form of the verification page: a number, an address or a file."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import StringField

from academy.forms.base import Form, at_most


class VerifyForm(Form):
    """What somebody was handed: the certificate's number or address, or its file."""

    code = StringField(_("Number or address"), [at_most(500)])
    file = FileField(_("File"))
