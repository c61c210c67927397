"""What all forms share: only form fields are read, and every text can be stored."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field
from wtforms.validators import InputRequired, Length, StopValidation

from academy.edge import cleaned, storable

LINE = 200
"""The longest single line, in characters: a name, a title, an address."""


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours: reads url-encoded or multipart bodies alone, never JSON."""

    def __init__(self, *, read: bool = True, **options: Any) -> None:
        sent: list[MultiDict[str, Any]] = [request.files, request.form]
        formdata = CombinedMultiDict(sent) if read and request.method == "POST" else None
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
        return bool(holds)


class Filled(InputRequired):  # type: ignore[misc]
    """Something other than blanks must be given."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)

    def __call__(self, form: FlaskForm, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise StopValidation(str(self.message))


def at_most(length: int) -> Length:
    """Refuse a text that is longer than `length` characters."""
    return Length(max=length, message=_("Please use at most %(max)d characters."))
