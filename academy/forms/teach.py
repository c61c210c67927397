"""Forms of the instructor's door: a grade by the rubric, and the reopening of a quiz."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length

from academy.edge import cleaned, sent
from academy.forms.base import Filled, Form

COMMENT = 2000
"""The longest comment, in characters."""


@dataclass
class GradeForm:
    """A grade as it is typed: a level and a comment for each criterion, a note, and what is missing."""

    levels: dict[str, int] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    note: str = ""
    missing: list[str] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)


def read_grade(criteria: Iterable[str]) -> GradeForm:
    """Return the grade that was sent; levels other than 0 to 3 count as missing."""
    typed = {name: cleaned(text).strip() for name, text in sent().items()}
    form = GradeForm(note=typed.get("note", ""))
    for criterion in criteria:
        level = typed.get(f"level-{criterion}", "")
        if level in {"0", "1", "2", "3"}:
            form.levels[criterion] = int(level)
        else:
            form.missing.append(criterion)
        if comment := typed.get(f"comment-{criterion}", ""):
            form.comments[criterion] = comment
    texts = {**form.comments, "note": form.note}
    form.too_long = [name for name, text in texts.items() if len(text) > COMMENT]
    return form


class ReopenForm(Form):
    """What the talk before reopening a quiz was about."""

    note = TextAreaField(
        _("What did you talk about?"),
        [Filled(_("Say in a sentence what you talked about.")), Length(10, 1000, _("Write 10 to 1,000 characters."))],
    )
