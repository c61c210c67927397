"""Own work set down as a key result: done is done, whatever it changes."""

from collections.abc import Iterator

from assessments.critic.figures import Span
from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "task-as-key-result"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the words that name own work, in a key result that the work fulfils by definition."""
    for where, reading in readings(okr.key_results, language):
        span = _work(reading, language)
        if span and not _level(reading, language):
            said = reading.text[slice(*span)].strip()
            evidence = (
                f"“{said}” is work of your own: once it is done the line is met, whether or not anything changed."
            )
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _work(reading: Reading, language: Language) -> Span | None:
    """Return the words that name own work: a leading deed, its noun, or the deed as done."""
    if reading.deed:
        return reading.span("deed")
    if reading.complete or reading.change is not None:
        return None
    match = language.find("language.undertaking", reading.text) or language.find("language.made", reading.text)
    return match.span() if match else None


def _level(reading: Reading, language: Language) -> bool:
    """Say whether a pace, a quality or somebody else's yes decides, and not the deed alone."""
    names = ("language.pace", "task-as-key-result.acceptance", "task-as-key-result.held")
    return any(language.find(name, reading.text) for name in names)
