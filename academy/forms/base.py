"""What all forms share: only form fields are read, and every text can be stored."""

from datetime import UTC, datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_babel import to_utc
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation

from academy.edge import cleaned, sent, storable

LINE = 200
"""The longest single line, in characters: a name, a title, an address."""
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
"""How browsers send a moment."""
YEARS = range(2000, 2200)
"""The years in which a meeting can be; others are slips, and some lie outside what a clock counts."""


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours: reads url-encoded or multipart bodies alone, never JSON."""

    def __init__(self, *, read: bool = True, **options: Any) -> None:
        formdata = _formdata() if read and request.method == "POST" else None
        super().__init__(formdata=formdata, **options)

    def submitted(self) -> bool:
        """Say whether the form was sent and every field holds."""
        return request.method == "POST" and bool(self.validate())

    def validate(self, extra_validators: dict[str, Any] | None = None) -> bool:
        """Check the fields; a text that no database can hold is refused beside its field, cleaned and kept."""
        holds = super().validate(extra_validators)
        for field in self:
            if isinstance(field.data, str) and not storable(field.data):
                field.data = cleaned(field.data)
                field.errors = [*field.errors, _("This held characters that cannot be stored; they were removed.")]
                holds = False
            elif field.errors and getattr(field, "raw_data", None):
                field.raw_data = [cleaned(one) if isinstance(one, str) else one for one in field.raw_data]
        return bool(holds)


def _formdata() -> CombinedMultiDict[str, Any]:
    """Return what was sent, without fields that no form of ours has: their names hold numbers that are none."""
    fields = MultiDict((name, text) for name, text in sent().items(multi=True) if _is_name(name))
    return CombinedMultiDict([request.files, fields])


def _is_name(name: str) -> bool:
    """Say whether every number in the name of a field is short and in plain digits."""
    return all(part.isascii() and len(part) < 4 for part in name.split("-") if part.isdigit())


class Filled(InputRequired):  # type: ignore[misc]
    """Something other than blanks must be given."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)

    def __call__(self, form: FlaskForm, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise StopValidation(str(self.message))


class Between(NumberRange):  # type: ignore[misc]
    """A number within limits must be given, however long the one that was typed is."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        try:
            super().__call__(form, field)
        except OverflowError as error:
            raise StopValidation(str(self.message)) from error


def at_most(length: int) -> Length:
    """Refuse a text that is longer than `length` characters."""
    return Length(max=length, message=_("Please use at most %(max)d characters."))


def in_utc(typed: datetime) -> datetime:
    """Return a moment that was typed in the academy's time zone in UTC."""
    moment: datetime = to_utc(typed).replace(tzinfo=UTC)
    return moment


def of_our_time(_form: FlaskForm, field: Field) -> None:
    """Refuse a moment of another century."""
    if field.data is not None and field.data.year not in YEARS:
        raise StopValidation(_("Enter day and time."))
