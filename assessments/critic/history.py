"""What a measure did before: the usual gain of a past cycle, as the line or the unit's situation tells it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assessments.critic.language import Language
from assessments.critic.numbers import number_of
from assessments.critic.reading import Reading

STEM = 5
SERIES = 3
"""From how many values in a row a text tells how a measure moved, cycle by cycle."""
LONGEST_EFFORT = 4
"""By how many quarters at most a long cycle is scaled (flaw guide, how high the target is)."""


def usual_gain(reading: Reading, context: str, language: Language) -> float | None:
    """Return the best gain told for a past cycle, scaled to a quarter, in the measure's unit; None if none is told.

    In the situation only sentences count that share a word of some length with the line.
    """
    told = [gain for text in _about(reading, context, language) for gain in _gains(text, reading, language)]
    return max(told, default=None)


def quarters(cycle: str, language: Language) -> int:
    """Return how many quarters a cycle runs, at most 4; one when nothing is said."""
    if language.find("language.quarter", cycle) and not language.find("history.half", cycle):
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


def _gains(text: str, reading: Reading, language: Language) -> Iterator[float]:
    """Yield each past gain that a text tells, scaled to a quarter; a series counts only if it holds the start.

    A gain in per cent of a measure in another unit is one of its start.
    """
    for name in ("history.best", "history.moved"):
        for match in language.all(name, text):
            value, period = number_of(match.group("gain"), language), (match.group("period") or "").lower()
            if value and reading.unit != "%" and language.find("language.percent", match.group()):
                value *= (reading.baseline or 0.0) / 100
            if value:
                yield abs(value) / language.values["history.quarters"].get(period, 1.0)
    for match in language.all("history.series", text):
        values = [number_of(one.group(), language) or 0.0 for one in language.all("language.digits", match.group())]
        if len(values) >= SERIES and reading.baseline in (None, *values):
            yield max(abs(after - before) for before, after in pairwise(values))
