"""What a measure did before: its gains in past cycles, and how it moves by itself, as line and situation tell it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from assessments.critic.language import Language
from assessments.critic.numbers import number_of
from assessments.critic.reading import Reading

STEM = 5
SERIES = 3
"""From how many values in a row a text tells how a measure moved, cycle by cycle."""
WHOLE, BEHIND = 100.0, 8
"""The most points a share can gain, and how far behind a gain its unit is looked for."""
STEADY = 0.5
"""From which part of all its ups and downs a series must end away from its beginning to have a drift."""
LONGEST_EFFORT = 4
"""By how many quarters at most a long cycle is scaled (flaw guide, how high the target is)."""


@dataclass(frozen=True, slots=True)
class Past:
    """The gains of past cycles and the drift, in the measure's unit and for one quarter; what is not told is left out.

    The drift is what the measure does when nobody does anything: above zero it rises. A measure that only goes up and
    down has no drift and a swing: the lowest and the highest level.
    """

    gains: tuple[float, ...] = ()
    drift: float | None = None
    swing: tuple[float, float] | None = None

    @property
    def best(self) -> float | None:
        """Return the best gain; None if none is told."""
        return max(self.gains, default=None)

    @property
    def usual(self) -> float | None:
        """Return the middle one of several gains."""
        return median(self.gains) if len(self.gains) > 1 else None


@lru_cache(maxsize=1024)
def past(reading: Reading, context: str, language: Language) -> Past:
    """Return what is told of a measure's past; in the situation only sentences count that share a word with the line.

    A series of values tells the past of a measure only if it holds the measure's start, and its drift if it ends there.
    """
    told = [
        one
        for text in _about(reading, context, language)
        for one in (*_told(text, reading, language), *_series(text, reading, language))
    ]
    drifts = [one.drift for one in told if one.drift is not None]
    swings = [one.swing for one in told if one.swing is not None]
    gains = tuple(gain for one in told for gain in one.gains)
    return Past(gains, drifts[-1] if drifts else None, swings[-1] if swings and not drifts else None)


def quarters(cycle: str, language: Language) -> int:
    """Return how many quarters a cycle runs, at most 4; one when nothing is said."""
    brief = any(language.find(name, cycle) for name in ("language.quarter", "history.short"))
    if brief and not language.find("history.half", cycle):
        return 1
    if language.find("history.year", cycle):
        return LONGEST_EFFORT
    return 2 if language.find("history.half", cycle) else 1


def _about(reading: Reading, context: str, language: Language) -> Iterator[str]:
    """Yield the line, and the sentences of the situation that are about its measure."""
    yield reading.text
    stems = {match.group().lower()[:STEM] for match in language.all("history.word", reading.measure)}
    for sentence in re.split(r"(?<=[.!?;])\s", context):
        if any(match.group().lower()[:STEM] in stems for match in language.all("history.word", sentence)):
            yield sentence


def _told(text: str, reading: Reading, language: Language) -> Iterator[Past]:
    """Yield each past gain that a text tells, and the drift where it moved so in every cycle.

    A gain in per cent of a measure in another unit is one of its start.
    """
    for name in ("history.best", "history.moved"):
        for match in language.all(name, text):
            value, period = number_of(match.group("gain"), language), (match.group("period") or "").lower()
            if value and reading.unit != "%" and language.find("language.percent", match.group()):
                value *= (reading.baseline or 0.0) / 100
            if value and _fits(value, match, reading, language):
                gain = abs(value) / language.values["history.quarters"].get(period, 1.0)
                moved = -gain if language.find("history.fell", match.group()) else gain
                steady = name == "history.moved" and language.find("history.steady", match.group()) is not None
                gains = (gain,) if name == "history.best" else _forward(moved, reading)
                yield Past(gains, moved if steady else None)


def _series(text: str, reading: Reading, language: Language) -> Iterator[Past]:
    """Yield the gains of each series of values that a text tells, and its mean step as the drift, or its swing."""
    for match in language.all("history.series", text):
        values = [number_of(one.group(), language) or 0.0 for one in language.all("language.digits", match.group())]
        if len(values) >= SERIES and reading.baseline in (None, *values):
            gains = tuple(gain for before, after in pairwise(values) for gain in _forward(after - before, reading))
            yield Past(gains, *(_movement(values) if values[-1] == reading.baseline else (None, None)))


def _movement(values: list[float]) -> tuple[float | None, tuple[float, float] | None]:
    """Return the drift of a series that goes one way, or the swing of one that goes up and down."""
    net, travelled = values[-1] - values[0], sum(abs(after - before) for before, after in pairwise(values))
    if abs(net) < STEADY * travelled:
        return None, (min(values), max(values))
    return net / (len(values) - 1), None


def _forward(moved: float, reading: Reading) -> tuple[float, ...]:
    """Return a move as a gain; none if it led away from where the measure is to go."""
    away = (reading.direction == "up" and moved < 0) or (reading.direction == "down" and moved > 0)
    return () if away or not moved else (abs(moved),)


def _fits(gain: float, told: re.Match[str], reading: Reading, language: Language) -> bool:
    """Say whether a gain can be one of a measure: no more than 100 points of a share, no points above a small count."""
    if reading.unit == "%":
        return abs(gain) <= WHOLE
    pointed = language.find("history.pointed", told.string[told.start() : told.end() + BEHIND])
    return pointed is None or abs(gain) <= (reading.baseline or abs(gain))
