"""A number that counts own production: events held, pages written, people trained, money spent."""

from collections.abc import Iterator

from assessments.critic.figures import Span
from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "output-measure"
WHOLE = 100.0


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the work that is counted, if a number other than one or all counts it."""
    for where, reading in readings(okr.key_results, language):
        span = _counted(reading, language)
        if span and not language.find("language.pace", reading.text):
            said = reading.text[slice(*span)].strip()
            evidence = f"“{said}” counts what you produce; it can rise while nothing changes for anybody."
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _counted(reading: Reading, language: Language) -> Span | None:
    """Return the words that name counted production, or None."""
    if reading.deed and language.find("language.frequency", reading.text):
        return reading.span("deed")
    if not _numbered(reading) or reading.direction == "down":
        return None
    if reading.deed:
        return reading.span("deed")
    for name in ("output-measure.head", "output-measure.plan", "language.made"):
        match = language.find(name, reading.text)
        if match and (name == "output-measure.plan" or reading.unit != "%"):
            return match.span()
    return None


def _numbered(reading: Reading) -> bool:
    """Say whether a number counts: neither one nor all, and no time."""
    if reading.target is None:
        return reading.change is not None
    everything = reading.target == WHOLE and reading.unit == "%"
    return reading.target not in (0.0, 1.0) and not everything
