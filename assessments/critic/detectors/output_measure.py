"""A number that counts own production: events held, pages written, people trained, money spent."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading, readings
from assessments.critic.work import own_work
from assessments.okr import Okr

CODE = "output-measure"
LEVELS = ("language.pace", "task-as-key-result.held")
"""Patterns of lines in which a level is meant, however much is done."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the work that is counted, if a number other than one or all counts it."""
    for where, reading in readings(okr.key_results, language):
        span = _counted(reading, language)
        if span and not any(language.find(name, reading.text) for name in LEVELS):
            said = reading.text[slice(*span)].strip()
            yield Finding.at(CODE, where, reading.text, span, language.say(f"{CODE}.produced", said=said))


def _counted(reading: Reading, language: Language) -> Span | None:
    """Return the words that name counted production, or None."""
    work = own_work(reading, language)
    if work and work.numbered:
        return work.span
    for name in ("plan", "head", "served"):
        match = language.find(f"{CODE}.{name}", reading.text)
        if match and reading.aimed and (name == "plan" or reading.unit != "%") and reading.direction != "down":
            return match.span()
    return None
