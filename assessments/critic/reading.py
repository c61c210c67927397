"""A key result taken apart: what it measures, where it starts and ends, by when, and whether it begins with a deed.

The line is read first, its card fills in and overrules what the line says about start and end (a card holds one figure
per field, a line may hold many). The rules follow the flaw guide's terms; their words stand in
`content/critic/reading.<locale>.toml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from assessments.critic.figures import figures
from assessments.critic.language import Language
from assessments.critic.notes import Notes, Span
from assessments.okr import KeyResult

SIGNS = MappingProxyType({"up": "+", "down": "−"})
MONEY = frozenset({"€", "$", "£", "R$"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a key result says; a part it leaves open is None or empty.

    `baseline` and `target` are levels in `unit` (a share such as "nine of ten" is read as 90 with unit "%"), `change`
    is a size of change in per cent of the start when `relative`, else in `unit`; `limit` is the natural end of a scale
    ("of 5"). `direction` is `up`, `down`, `hold` or empty. `spans` tells where in the line each part stands.
    """

    text: str
    measure: str = ""
    baseline: float | None = None
    target: float | None = None
    change: float | None = None
    relative: bool = False
    limit: float | None = None
    direction: str = ""
    unit: str = ""
    deadline: str = ""
    deed: str = ""
    spans: Mapping[str, Span] = field(default_factory=dict, hash=False)

    @property
    def aimed(self) -> bool:
        """Say whether an end value or a size of change is stated."""
        return self.target is not None or self.change is not None

    @property
    def complete(self) -> bool:
        """Say whether start and end are both stated."""
        return self.baseline is not None and self.target is not None

    def said(self, language: Language) -> dict[str, str]:
        """Return what was understood, in plain words: measure, baseline, target, change, deadline; left out if open."""
        change = None if self.change is None else abs(self.change)
        unit = "%" if self.relative else self.unit
        card = {
            "measure": self.measure,
            "baseline": self.written(self.baseline, language),
            "target": self.written(self.target, language),
            "change": self.written(change, language, unit=unit, sign=SIGNS.get(self.direction, "")),
            "deadline": self.deadline,
        }
        return {name: value for name, value in card.items() if value}

    def written(self, value: float | None, language: Language, *, unit: str | None = None, sign: str = "") -> str:
        """Return a figure as people write it, in the unit of the measure unless another one is named."""
        marks = str.maketrans({",": language.say("numbers.thousands"), ".": language.say("numbers.decimal")})
        return _amount(value, self.unit if unit is None else unit, marks, sign)

    def span(self, name: str) -> Span:
        """Return where a part stands; the whole line if the line does not say it."""
        return self.spans.get(name, (0, len(self.text)))


def _amount(value: float | None, unit: str, marks: Mapping[int, str], sign: str = "") -> str:
    """Return a figure with its unit as people write it: 1,200 people, 40 %, € 80,000; nothing for None."""
    if value is None:
        return ""
    figure = sign + f"{value:,.2f}".rstrip("0").rstrip(".").translate(marks)
    return f"{unit} {figure}" if unit in MONEY else f"{figure} {unit}".strip()


@lru_cache(maxsize=1024)
def read(key_result: KeyResult, language: Language) -> Reading:
    """Take a key result apart; empty and nonsensical lines give a reading without figures."""
    notes, deadline = figures(key_result, language)
    found = notes.found
    start, end = _measure(notes)
    notes.spans["measure"] = (start, end)
    return Reading(
        key_result.text,
        measure=key_result.text[start:end],
        baseline=found.get("baseline"),
        target=found.get("target"),
        change=found.get("change"),
        relative=notes.units.get("change") == "%",
        limit=found.get("limit"),
        direction=_direction(notes, key_result.text),
        unit=key_result.unit.strip() or notes.units.get("target") or notes.units.get("baseline", ""),
        deadline=key_result.date.strip() or deadline,
        deed=_deed(notes, key_result.text),
        spans=notes.spans,
    )


@lru_cache(maxsize=64)
def readings(key_results: tuple[KeyResult, ...], language: Language) -> tuple[tuple[str, Reading], ...]:
    """Return each key result that is not blank as (where, reading)."""
    return tuple(
        (f"kr{number}", read(_plain(key_result, language), language))
        for number, key_result in enumerate(key_results, start=1)
        if key_result.text.strip()
    )


def _plain(key_result: KeyResult, language: Language) -> KeyResult:
    """Return a key result without its number or name, every other word where it stood."""
    label = language.find("reading.label", key_result.text)
    return replace(key_result, text=" " * label.end() + key_result.text[label.end() :]) if label else key_result


def _direction(notes: Notes, text: str) -> str:
    """Return where the measure is to go: by its figures, else by its words."""
    baseline, target = notes.found.get("baseline"), notes.found.get("target")
    if baseline is not None and target is not None:
        return "hold" if baseline == target else "up" if target > baseline else "down"
    words = (("fall", "down"), ("fewer", "down"), ("rise", "up"), ("more", "up"), ("hold", "hold"))
    places = [(match.start(), way) for name, way in words if (match := notes.language.find(f"language.{name}", text))]
    if not places and "change" in notes.found:
        return "down" if notes.language.find("reading.minus", text) else "up" if "+" in text else ""
    return min(places)[1] if places else ""


def _deed(notes: Notes, text: str) -> str:
    """Return the deed that a line begins with; a word that may as well be a thing counts only before an object."""
    match = notes.language.find("reading.deed", text)
    if not match:
        return ""
    start, end = match.span("deed")
    deed = text[start:end]
    patterns = notes.language.patterns
    if patterns["reading.either"].fullmatch(deed) and not patterns["reading.started"].match(text, end):
        named = patterns["reading.beside"].match(text, end) or patterns["reading.compound"].match(text, end)
        level = (
            named
            or notes.units.get("target")
            or {"baseline", "change"} & notes.found.keys()
            or patterns["reading.passive"].match(text, end)
        )
        if level or notes.language.find("reading.moved", text, end):
            return ""
    notes.spans["deed"] = (start, end)
    return deed


def _measure(notes: Notes) -> Span:
    """Return the words that name what is measured: the longest run left when figures and dates are taken out."""
    said = re.sub(r"\([^()]*\)", lambda aside: " " * len(aside.group()), notes.rest)
    run = max(re.finditer(r"\S+(?: \S+)*", said), key=lambda run: len(run.group()), default=None)
    if run is None:
        return 0, 0
    start, end = run.span()
    trimmed = notes.language.patterns["reading.trimmed"]
    for _ in range(4):
        for match in reversed(list(trimmed.finditer(said[start:end]))):
            start, end = (start + match.end(), end) if match.start() == 0 else (start, start + match.start())
    return (start, end) if start < end else run.span()
