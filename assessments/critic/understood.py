"""What was understood of a key result, told: its parts in words, and where its target lies, in words and on a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from assessments.critic.ambition import Ambition, Line, Verdict, ambition
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

FEW_DIGITS = 10
"""From which level on one decimal says enough."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the line of a target: its name, the step that leads there from today's level, and the level there."""

    name: str
    word: str
    step: float
    level: str


@dataclass(frozen=True, slots=True)
class Height:
    """How high a target is: the verdict (empty where none can be given), the reasons, and the marks of its line.

    `low` marks up to where a target is too safe, `high` from where it is out of reach, `most` is the largest step that
    the measure can make at all.
    """

    verdict: str
    words: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    low: Mark | None = None
    high: Mark | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A key result as the critic understood it: where it stands, its parts, and how high it is, if that is asked."""

    where: str
    said: Mapping[str, str]
    height: Height | None

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Build it from plain JSON values."""
        height = value["height"]
        return cls(value["where"], value["said"], None if height is None else _height_of(height))


def _height_of(value: Mapping[str, Any]) -> Height:
    """Build a height from plain JSON values."""
    low, high = (Mark(**value[name]) if value[name] else None for name in ("low", "high"))
    words, marks = tuple(value["words"]), tuple(Mark(**one) for one in value["marks"])
    return Height(value["verdict"], words, marks, low, high, value["most"])


def understood(okr: Okr, language: Language) -> Iterator[Understood]:
    """Yield what was understood of each key result; a line that says no figure and no date is left out."""
    for where, reading in readings(okr.key_results, language):
        said = reading.said(language)
        if said.keys() - {"measure"}:
            yield Understood(where, said, _height(reading, okr, language))


def _height(reading: Reading, okr: Okr, language: Language) -> Height | None:
    """Return how high a target is, or what is missing to tell; None for a deed and for a line without a figure."""
    found = ambition(reading, okr.cycle, okr.context, language)
    if found.line:
        telling = _Telling(reading, found.line, language)
        return Height(found.verdict or "", (*telling.sums(), *telling.verdict(found)), *telling.places())
    if found.verdict:
        return Height(found.verdict, (language.say(f"ambition.{found.rule}"),))
    if reading.deed or (not reading.aimed and reading.baseline is None):
        return None
    return Height("", (language.say("ambition.need_start" if reading.baseline is None else "ambition.need_end"),))


@dataclass(frozen=True, slots=True)
class _Telling:
    """Puts the line of a target into words."""

    reading: Reading
    line: Line
    language: Language

    def say(self, name: str, **parts: str) -> str:
        """Return a sentence."""
        return self.language.say(f"ambition.{name}", **parts)

    def step(self, size: float) -> str:
        """Return the size of a step: in points where the measure is a share."""
        written = self.reading.written(self._rounded(abs(size)), self.language, unit="")
        if self.reading.unit != "%":
            return written
        return self.say("point") if written == "1" else self.say("points", n=written)

    def level(self, step: float) -> str:
        """Return the level after a step, within the natural limits of the measure."""
        top = self._top()
        level = max(0.0, self.line.level(step)) if self.line.start >= 0 else self.line.level(step)
        return self.reading.written(self._rounded(level if top is None else min(level, top)), self.language)

    def _rounded(self, value: float) -> float:
        """Return a computed figure without a false precision."""
        return round(value, 1 if abs(self.line.start) >= FEW_DIGITS else 2)

    def sums(self) -> Iterator[str]:
        """Yield the arithmetic: the step, what doing nothing would give, and what was gained before."""
        line = self.line
        plain = {"start": self.level(0), "end": self.level(line.step), "step": self.step(line.step)}
        if self.reading.unit == "%" or line.start <= 0:
            yield self.say("step", **plain)
        else:
            share = self.reading.written(round(100 * line.step / line.start), self.language, unit="%")
            yield self.say("step_share", **plain, share=share)
        if line.drift:
            name = "drifting" if line.drift > 0 else "away"
            yield self.say(name, gain=self.step(line.drift / line.cycles), level=self.level(line.drift))
        elif line.swing:
            low, high = (self.reading.written(edge, self.language) for edge in line.swing)
            yield self.say("swinging", low=low, high=high)
        if line.best:
            yield self._gains(line.best)
        if line.means:
            yield self.say("means", said=line.means)

    def _gains(self, best: float) -> str:
        """Return the sentence about past gains."""
        of_quarter, cycles = self.step(best / self.line.cycles), self.line.cycles
        if cycles > 1:
            return self.say("gained_longer", best=of_quarter, total=self.step(best))
        if self.line.usual is not None and self.line.usual != best:
            return self.say("gained_usually", best=of_quarter, usual=self.step(self.line.usual))
        return self.say("gained", best=of_quarter)

    def verdict(self, found: Ambition) -> Iterator[str]:
        """Yield why the verdict is as it is, and what would make it surer."""
        line = self.line
        if found.rule in ("perfect", "unreachable", "impossible", "held"):
            yield self.say(found.rule)
            return
        if found.verdict is Verdict.SAFE:
            yield self.say({"drift": "reached", "swing": "chance"}.get(found.rule, found.rule))
        elif line.best and found.rule == "thrice":
            times = self.reading.written(round(line.step / line.best, 1), self.language, unit="")
            name = "thrice" if found.verdict is Verdict.FAR else "between"
            yield self.say(name, times=times)
        elif found.verdict:
            yield self.say("large" if found.verdict is Verdict.FAR else "middle")
        elif line.best is None:
            yield self.say("unknown")
        if line.best is None and line.drift is None:
            yield self.say("past")

    def places(self) -> tuple[tuple[Mark, ...], Mark | None, Mark | None, float | None]:
        """Return the marks of the line in the order of their steps, the two bounds, and the largest step there is."""
        line = self.line
        steps = {"start": 0.0, "drift": line.drift, "usual": line.usual, "best": line.best, "end": line.step}
        known = {name: step for name, step in steps.items() if step is not None}
        if line.usual == line.best:
            known.pop("usual", None)
        marks = [Mark(name, self.say(name), step, self.level(step)) for name, step in known.items()]
        low, high = (
            Mark(name, "", bound.step, self.level(bound.step)) if bound else None
            for name, bound in (("low", line.low), ("high", line.high))
        )
        return tuple(sorted(marks, key=lambda mark: mark.step)), low, high, self._most()

    def _most(self) -> float | None:
        """Return the largest step that the natural limits of the measure leave."""
        line, top = self.line, self._top()
        if line.end < line.start:
            return line.start if line.end >= 0 else None
        return top - line.start if top is not None and top >= line.end else None

    def _top(self) -> float | None:
        """Return the natural upper limit of the measure."""
        return 100.0 if self.reading.unit == "%" else self.reading.limit
