"""A key result that nobody could count before inventing an instrument for it."""

from collections.abc import Iterator

from assessments.critic.figures import Span
from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.critic.work import own_work
from assessments.okr import Okr

CODE = "vague-key-result"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at a quality or a feeling that stands where a measure should, with no figure and no instrument."""
    for where, reading in readings(okr.key_results, language):
        span = None if _measured(reading) or own_work(reading, language) else _quality(reading, language)
        if span:
            said = reading.text[slice(*span)]
            evidence = language.say(f"{CODE}.vague", said=said)
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _measured(reading: Reading) -> bool:
    """Say whether a level is stated; "20 % more engagement" states none, for want of anything to read."""
    absolute = reading.change is not None and not reading.relative
    return reading.target is not None or reading.baseline is not None or absolute


def _quality(reading: Reading, language: Language) -> Span | None:
    """Return the words that name a quality, unless a countable thing or an instrument is named first."""
    text = reading.text
    if language.find("language.instruments", text) or language.find("language.placeholder", text):
        return None
    felt = language.find("vague-key-result.felt", text)
    if felt:
        return felt.span()
    quality, countable = language.find("language.intangible", text), language.find("language.countable", text)
    if quality and not (countable and countable.start() < quality.start()):
        return quality.span()
    return None
