"""Forms of the trainee's door: the structured editor for a rewrite."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms import Form as Part

from academy.edge import cleaned
from academy.forms.base import Form, at_most
from assessments.exercise import Answer, Exercise
from assessments.okr import KeyResult, Okr

TEXT = 2000
CARD = 500
PART = 4000
"""The longest line of an OKR, entry of a key result's card, and further part, in characters."""
FEWEST, MOST = 2, 5
"""How many key results the editor offers (house rule: two to four, never more than five)."""
TAGS = 6


class KeyResultPart(Part):  # type: ignore[misc]
    """One key result: its line and its card."""

    text = TextAreaField(_("What changes, from which value to which?"), [at_most(TEXT)])
    baseline = StringField(_("Baseline"), [at_most(CARD)])
    target = StringField(_("Target"), [at_most(CARD)])
    unit = StringField(_("Unit"), [at_most(CARD)])
    date = StringField(_("By"), [at_most(CARD)])
    source = StringField(_("Source"), [at_most(CARD)])
    owner = StringField(_("Owner"), [at_most(CARD)])


class TagPart(Part):  # type: ignore[misc]
    """One flaw that the trainee names, where it stands, and the phrase that shows it."""

    code = SelectField(_("Flaw"), validate_choice=False)
    where = SelectField(_("Where"), validate_choice=False)
    phrase = StringField(_("The words that show it"), [at_most(CARD)])


class RewriteForm(Form):
    """The whole rewrite: tags, Objective, key results, what was decided around them, and the further parts."""

    tags = FieldList(FormField(TagPart), _("Flaws"), min_entries=3, max_entries=TAGS)
    objective = TextAreaField(_("Objective"), [at_most(TEXT)])
    why_now = TextAreaField(_("Why now"), [at_most(TEXT)])
    key_results = FieldList(FormField(KeyResultPart), _("Key results"), min_entries=FEWEST, max_entries=MOST)
    guardrails = TextAreaField(_("Guardrails"), [at_most(TEXT)])
    initiatives = TextAreaField(_("Initiatives"), [at_most(TEXT)])
    not_now = TextAreaField(_("Not now"), [at_most(TEXT)])
    parts = FieldList(TextAreaField("", [at_most(PART)]), _("Parts"))
    version = HiddenField()

    def answer(self, exercise: Exercise) -> Answer:
        """Return what is typed as an answer to an exercise; what it does not ask for is left out."""
        cycle, context = exercise.cycle, exercise.flawed.context
        return Answer(
            self._okr(cycle, context) if exercise.asks_okr else Okr("", cycle=cycle, context=context),
            {part.id: _kept(entry.data) for part, entry in zip(exercise.parts, self.parts, strict=False)},
            tuple(self._flaws()),
        )

    def _okr(self, cycle: str, context: str) -> Okr:
        """Return what is typed as an OKR; key results without a line and a figure are left out."""
        parts = [{name: _kept(text) for name, text in entry.data.items()} for entry in self.key_results]
        return Okr(
            objective=_kept(self.objective.data),
            key_results=tuple(KeyResult(**part) for part in parts if any(part.values())),
            why_now=_kept(self.why_now.data),
            guardrails=_lines(self.guardrails.data),
            initiatives=_lines(self.initiatives.data),
            not_now=_lines(self.not_now.data),
            cycle=cycle,
            context=context,
        )

    def places(self) -> list[str]:
        """Return where each row of the editor stands in the OKR: `kr1` and so on, or nothing for an empty row."""
        filled = [any(_kept(text) for text in entry.data.values()) for entry in self.key_results]
        return [f"kr{sum(filled[: row + 1])}" if full else "" for row, full in enumerate(filled)]

    def _flaws(self) -> list[dict[str, str]]:
        """Return the flaws as they are typed, with where and which words, even before they have their name."""
        entries = [{name: _kept(text) for name, text in entry.data.items()} for entry in self.tags]
        return [entry for entry in entries if entry["code"] or entry["phrase"]]

    def read_version(self) -> int:
        """Return the version of the draft that this form was made from; 0 for none."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def rewrite_form(exercise: Exercise, answer: Answer | None = None, version: int = 0) -> RewriteForm:
    """Return the editor of an exercise, with what is sent or filled with an answer."""
    form = RewriteForm() if answer is None else RewriteForm(read=False, data=_values(exercise, answer, version))
    while len(form.parts) < len(exercise.parts):
        form.parts.append_entry()
    for part, entry in zip(exercise.parts, form.parts, strict=False):
        entry.label.text = part.label
    return form


def add_row(form: RewriteForm, kind: str) -> None:
    """Give the editor one more row of a kind, as long as it has room."""
    if kind == "key-result" and len(form.key_results) < MOST:
        form.key_results.append_entry()
    if kind == "tag" and len(form.tags) < TAGS:
        form.tags.append_entry()


def _values(exercise: Exercise, answer: Answer, version: int) -> dict[str, Any]:
    """Return an answer as the values of the editor."""
    okr = answer.okr
    values: dict[str, Any] = {name: "\n".join(getattr(okr, name)) for name in ("guardrails", "initiatives", "not_now")}
    return values | {
        "version": version,
        "tags": [dict(tag) for tag in answer.tags],
        "objective": okr.objective,
        "why_now": okr.why_now,
        "key_results": [_card(key_result) for key_result in okr.key_results],
        "parts": [answer.parts.get(part.id, "") for part in exercise.parts],
    }


def _card(key_result: KeyResult) -> dict[str, str]:
    """Return a key result as the values of its part of the form."""
    return {name: getattr(key_result, name) for name in KeyResult.__dataclass_fields__}


def _kept(text: str | None) -> str:
    """Return a typed text without blanks around it and without what cannot be stored."""
    return cleaned(text or "").strip()


def _lines(text: str | None) -> tuple[str, ...]:
    """Return the lines of a text that hold anything."""
    return tuple(line.strip() for line in _kept(text).splitlines() if line.strip())
