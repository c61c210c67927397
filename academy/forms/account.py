"""Forms of the account door: signing in, choosing and changing a password."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField
from wtforms.validators import EqualTo, Length

from academy.forms.base import LINE, Filled, Form, at_most
from registry.passwords import MAX_LENGTH, MIN_LENGTH

_LONG_ENOUGH = Length(MIN_LENGTH, MAX_LENGTH, _("Choose between %(min)d and %(max)d characters; a sentence is fine."))


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(_("E-mail address"), [Filled(_("Enter your e-mail address.")), at_most(LINE)])
    password = PasswordField(_("Password"), [Filled(_("Enter your password.")), at_most(MAX_LENGTH)])


class ForgottenForm(Form):
    """The address to which a reset link is sent."""

    email = EmailField(_("E-mail address"), [Filled(_("Enter your e-mail address.")), at_most(LINE)])


class NewPasswordForm(Form):
    """A password chosen by its owner, typed twice."""

    password = PasswordField(_("New password"), [Filled(_("Choose a password.")), _LONG_ENOUGH])
    again = PasswordField(
        _("The same again"),
        [Filled(_("Type the password a second time.")), EqualTo("password", _("The two passwords differ."))],
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password, allowed by the current one."""

    current = PasswordField(_("Current password"), [Filled(_("Enter your current password.")), at_most(MAX_LENGTH)])
