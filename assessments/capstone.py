"""The capstone: the form of an implementation plan and its pass (section 5)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

from assessments.scoring import Levels
from courses.files import ContentError, Fault, line_of, read_toml
from courses.markdown import to_html, word_count

LEVELS = (0, 1, 2, 3)
SOUND, TOP = 2, 3
"""The levels of a section from absent to exemplary, the one that is sound, and the highest."""
CALENDAR = "calendar"
"""The id of the calendar: a section that carries no points of its own."""
BEGUN_WORDS = 10
"""From how many words on a section counts as begun."""
STUDIO_SECTIONS = 5
"""How many sections of the first draft are begun in the studio (8.5)."""

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the plan: what to write, what it weighs, and what each level from 0 to 3 looks like."""

    id: str
    title: str
    prompt: str
    weight: int = 0
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """What a plan must reach; each version keeps its own copy, so that a later form changes no result."""

    weights: Mapping[str, int]
    points_min: int
    floors: Mapping[str, int]

    def points(self, levels: Levels) -> float:
        """Return the points of 100, level ÷ 3 × weight, to one decimal: the smallest step is a sixth."""
        return round(float(self._exactly(levels)), 1)

    def _exactly(self, levels: Levels) -> Fraction:
        """Return the points without rounding."""
        return sum((Fraction(levels[one]) * weight / TOP for one, weight in self.weights.items()), Fraction())

    def passes(self, levels: Levels) -> bool:
        """Say whether the plan passes: enough points, no section at 0, none below its floor."""
        return self._exactly(levels) >= self.points_min and not self._low(levels)

    def _low(self, levels: Levels) -> tuple[str, ...]:
        """Return the sections that are absent or below their floor."""
        return tuple(one for one in self.weights if levels[one] == 0 or levels[one] < self.floors.get(one, 0))

    def failing(self, levels: Levels) -> tuple[str, ...]:
        """Return the sections that are written again; none of a plan that passes.

        These are the ones below their floor. Where points are missing too, they are all that are not sound; and where
        even full marks for those would not do, all that are not exemplary.
        """
        if self.passes(levels):
            return ()
        low = self._low(levels)
        if self._exactly(levels) >= self.points_min:
            return low
        unsound = tuple(one for one in self.weights if one in low or levels[one] < SOUND)
        best = {one: TOP if one in unsound else level for one, level in levels.items()}
        return unsound if self.passes(best) else tuple(one for one in self.weights if levels[one] < TOP)

    def as_json(self) -> dict[str, Any]:
        """Return the pass as plain JSON values, the inverse of `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Build a pass from the values that `as_json` wrote."""
        return cls(value["weights"], value["points_min"], value["floors"])


@dataclass(frozen=True, slots=True)
class CapstoneForm:
    """The form of the plan: its sections, the calendar beside them, the most words of each, and the pass."""

    title: str
    intro: str
    words: int
    calendar_words: int
    resubmissions: int
    sections: tuple[Section, ...]
    calendar: Section
    needed: Pass

    @property
    def parts(self) -> tuple[Section, ...]:
        """Return what is written, in order: the sections, then the calendar."""
        return (*self.sections, self.calendar)

    def written(self, texts: Texts) -> int:
        """Return how many words the sections hold; the calendar is counted apart."""
        return sum(self.counts(texts)[section.id] for section in self.sections)

    def counts(self, texts: Texts) -> dict[str, int]:
        """Return how many words each part holds."""
        return {part.id: word_count(texts.get(part.id, "")) for part in self.parts}

    def begun(self, texts: Texts) -> int:
        """Return how many sections are begun."""
        return sum(self.counts(texts)[section.id] >= BEGUN_WORDS for section in self.sections)


def load_capstone_form(path: Path) -> CapstoneForm:
    """Read the form from its content file; raise `ContentError` with every fault found."""
    data = read_toml(path)
    try:
        form = _form_of(data)
    except KeyError as error:
        raise ContentError([Fault(str(path), 1, f"the field {error} is missing")]) from error
    faults = [Fault(str(path), line_of(path, where), text) for where, text in _faults_of(form)]
    if faults:
        raise ContentError(faults)
    return form


def _form_of(data: Mapping[str, Any]) -> CapstoneForm:
    """Return the form from the values of its file."""
    sections = tuple(
        Section(one["id"], one["title"], to_html(one["prompt"]), one["weight"], tuple(one["anchors"]))
        for one in data["section"]
    )
    weights = {section.id: section.weight for section in sections}
    calendar, needed = data["calendar"], data["pass"]
    return CapstoneForm(
        title=data["title"],
        intro=to_html(data["intro"]),
        words=data["words"],
        calendar_words=calendar["words"],
        resubmissions=needed["resubmissions"],
        sections=sections,
        calendar=Section(CALENDAR, calendar["title"], to_html(calendar["prompt"])),
        needed=Pass(weights, needed["points"], needed["floors"]),
    )


def _faults_of(form: CapstoneForm) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the form, each with a phrase of the line to mend."""
    if len(form.needed.weights) != len(form.sections):
        yield "[[section]]", "two sections have the same id"
    if sum(section.weight for section in form.sections) != 100:
        yield "weight =", f"the weights add up to {sum(one.weight for one in form.sections)}, not to 100"
    for section in form.sections:
        if len(section.anchors) != len(LEVELS):
            yield f'"{section.id}"', f"section {section.id} needs four anchors, from 0 absent to 3 exemplary"
    for one in form.needed.floors:
        if one not in form.needed.weights:
            yield "floors", f"there is no section {one}"
