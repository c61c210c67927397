"""Forms of the register: suspending, revoking (asked twice), and answering a wish for another name."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from academy.forms.base import Filled, Form, at_most
from registry.passwords import MAX_LENGTH


def _reason() -> TextAreaField:
    """Return the field for a reason."""
    return TextAreaField(
        _("Reason"),
        [Filled(_("Say why, for whoever asks later.")), Length(10, 1000, _("Write 10 to 1,000 characters."))],
    )


class SuspendForm(Form):
    """The reason for suspending a certificate."""

    reason = _reason()

    def __init__(self, **options: Any) -> None:
        super().__init__(prefix="suspend", **options)


class RevokeForm(Form):
    """The reason for ending a certificate, and the will to do so."""

    reason = _reason()
    sure = BooleanField(
        _("I know that this cannot be undone and that everybody who checks the certificate will see it."),
        [Filled(_("Confirm that you know what this does."))],
    )


class ConfirmForm(RevokeForm):
    """The same once more, by whoever knows the password of the account."""

    password = PasswordField(_("Your password"), [Filled(_("Enter your password.")), at_most(MAX_LENGTH)])


class LiftForm(Form):
    """The will to lift a suspension."""


class NameAnswerForm(Form):
    """The answer to a wish for another name."""

    answer = RadioField(
        _("Your answer"),
        [InputRequired(_("Choose an answer."))],
        choices=[
            SelectChoice("grant", _("Yes: issue a new edition with this name")),
            SelectChoice("decline", _("No: the name stays")),
        ],
    )
    reason = _reason()

    def __init__(self, **options: Any) -> None:
        super().__init__(prefix="name", **options)
