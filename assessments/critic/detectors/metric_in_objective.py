"""An Objective that carries a target number, or is nothing but an indicator with a direction."""

import re
from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.numbers import number_of
from assessments.critic.objective_reading import ObjectiveReading, read_objective
from assessments.okr import Okr

CODE = "metric-in-objective"
LARGE = 100
"""From which number on a figure without a frame is taken for a target."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the figure, else at the indicator."""
    reading = read_objective(okr.objective, language)
    for name, find in (("number", _number), ("indicator", _indicator)):
        span = find(reading, language)
        if span:
            evidence = language.say(f"{CODE}.{name}", said=reading.text[slice(*span)].strip())
            yield Finding.at(CODE, "objective", reading.text, span, evidence)
            return


def _number(reading: ObjectiveReading, language: Language) -> Span | None:
    """Return the words of a target number: a share, an amount, a count that is to be reached."""
    text = reading.plain
    for name in ("zero", "multiple"):
        if match := language.find(f"{CODE}.{name}", text):
            return match.span()
    spared = [match.span() for match in language.all(f"{CODE}.spared", text)]
    for match in language.all("language.value", text):
        if not any(start < match.end() and match.start() < end for start, end in spared) and _aims(match, language):
            unit = language.patterns[f"{CODE}.valued"].match(text[match.end() :])
            return match.start(), match.end() + (unit.end() if unit else 0)
    return None


def _aims(match: re.Match[str], language: Language) -> bool:
    """Say whether a figure is a target and not a name, a rank or the size of the field."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if after[:1] == "-":
        return False
    if language.find(f"{CODE}.timed", after):
        return language.find(f"{CODE}.within", before) is not None
    if language.find(f"{CODE}.valued", after) or re.match(r"[€$£]|R\$", match.group()):
        return True
    if any(language.find(f"{CODE}.{name}", before) for name in ("name", "frame", "age")):
        return False
    large = (number_of(match.group(), language) or 0) >= LARGE
    counted = after[:2].strip().isalpha() and language.find(f"{CODE}.done", before) is not None
    return large or counted or not before.strip() or language.find(f"{CODE}.bounded", before) is not None


def _indicator(reading: ObjectiveReading, language: Language) -> Span | None:
    """Return the whole text when every part of it is an indicator that should move."""
    text = reading.plain.strip()
    parts = [part for part in language.patterns[f"{CODE}.joint"].split(text) if part.strip(" .")]
    if parts and all(language.find(f"{CODE}.part", part) for part in parts):
        start = reading.plain.index(text)
        return start, start + len(text)
    return None
