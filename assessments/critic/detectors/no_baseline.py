"""A level to be reached, and nobody says where it stands today."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "no-baseline"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at a target for a level, or a relative change, that no starting value stands beside."""
    for where, reading in readings(okr.key_results, language):
        level = not reading.deed or language.find("language.pace", reading.text)
        if reading.baseline is None and level and _moves_a_level(reading, language):
            span = reading.span("target" if reading.target is not None else "change")
            said = reading.text[slice(*span)]
            evidence = language.say(f"{CODE}.open", said=said)
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _moves_a_level(reading: Reading, language: Language) -> bool:
    """Say whether the target or the change is about something that stood somewhere before the cycle."""
    text = reading.text
    if reading.direction == "hold":
        return False
    if reading.change is not None:
        return reading.relative
    if reading.target in (None, 0.0) or language.find("no-baseline.gained", text):
        return False
    patterns = language.patterns
    if reading.target != round(reading.target or 0):
        return True
    measured = patterns["no-baseline.times"].match(reading.unit) or patterns["no-baseline.money"].match(reading.unit)
    names = ("no-baseline.level", "no-baseline.total")
    return bool(reading.unit == "%" or measured or any(language.find(name, text) for name in names))
