"""The form of an implementation plan: one field for each part that may be written now."""

from collections.abc import Iterable, Mapping
from typing import cast

from flask import request
from wtforms import HiddenField, TextAreaField

from academy.edge import cleaned
from academy.forms.base import Form, at_most
from assessments.capstone import Section

TEXT = 20_000
"""The longest part of a plan, in characters: more than all the words together need."""


class PlanForm(Form):
    """The parts of a plan as they are typed; `plan_form` adds a field for each."""

    version = HiddenField()

    def texts(self) -> dict[str, str]:
        """Return what is typed, by part, as it can be stored."""
        names = (field.name for field in self if isinstance(field, TextAreaField))
        return {name: cleaned(str(self[name].data or "")).replace("\r\n", "\n").strip() for name in names}

    def read_version(self) -> int:
        """Return the version of the draft that this form was made from; 0 for none."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def mark(self, names: Iterable[str], sentence: str) -> None:
        """Put a sentence beside some of the fields."""
        for name in names:
            if name in self:
                self[name].errors = [sentence]


def plan_form(parts: Iterable[Section], texts: Mapping[str, str], version: int) -> PlanForm:
    """Return the form with a field for each of these parts, filled with their texts unless something was sent.

    Whoever sends no version has seen none: nothing that is kept may be overwritten by it.
    """
    fields = {part.id: TextAreaField(part.title, [at_most(TEXT)]) for part in parts}
    kind = cast(type[PlanForm], type("OpenPlanForm", (PlanForm,), fields))
    return kind(data={**texts, "version": 0 if request.method == "POST" else version})
