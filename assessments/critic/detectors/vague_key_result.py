"""A key result that nobody could count before inventing an instrument for it."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading, readings
from assessments.critic.work import own_work
from assessments.okr import Okr

CODE = "vague-key-result"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at a quality or a feeling that stands where a measure should, with no figure and no instrument."""
    for where, reading in readings(okr.key_results, language):
        perfect = language.find("unrealistic-target.perfect", reading.text)
        if perfect or _measured(reading, language) or own_work(reading, language):
            continue
        quality = _quality(reading, language)
        span = quality or _raised(reading, language) or _neither(reading, language)
        if span:
            evidence = language.say(f"{CODE}.vague", said=reading.text[slice(*span)].strip())
            yield Finding.at(CODE, where, reading.text, span, evidence, firm=quality is not None)


def _measured(reading: Reading, language: Language) -> bool:
    """Say whether a level is stated; "20 % more engagement" states none, for want of anything to read."""
    absolute = reading.change is not None and not reading.relative
    if (
        not absolute
        and reading.baseline is None
        and reading.unit != "%"
        and language.find(f"{CODE}.around", reading.text)
    ):
        return False
    return reading.target is not None or reading.baseline is not None or absolute


def _quality(reading: Reading, language: Language) -> Span | None:
    """Return the words that name a quality, unless a countable thing or an instrument is named first."""
    text = reading.text
    if language.find("language.instruments", text) or language.find("language.placeholder", text):
        return None
    felt = language.find(f"{CODE}.felt", text)
    if not felt and not language.find("language.countable", text):
        felt = language.find(f"{CODE}.better", text)
    if felt:
        return felt.span()
    return _first("language.intangible", text, language)


def _first(name: str, text: str, language: Language) -> Span | None:
    """Return the words of a quality that stands before anything that is counted."""
    quality, countable = language.find(name, text), language.find("language.countable", text)
    return None if not quality or (countable and countable.start() < quality.start()) else quality.span()


def _neither(reading: Reading, language: Language) -> Span | None:
    """Return the words of a line that names no event, no direction and nothing that is counted."""
    events = ("binary-key-result.yes", "language.standing", "language.countable", "language.instruments")
    others = ("vanity-metric.attention", "conservative-target.holding", "conservative-target.safe")
    wishes = (
        "language.placeholder",
        "no-target.wish",
        "no-target.aim",
        "no-target.bare",
        "language.pace",
        f"{CODE}.duty",
        "language.frequency",
    )
    if reading.change is not None or any(language.find(name, reading.text) for name in events + others + wishes):
        return None
    return reading.span("measure") if language.find(f"{CODE}.words", reading.text) else None


def _raised(reading: Reading, language: Language) -> Span | None:
    """Return the words of a quality by its shape, or of a thing that should become more or less and is no number."""
    names = ("language.countable", "language.instruments", "language.placeholder", "language.pace")
    if reading.change is not None or any(language.find(name, reading.text) for name in names):
        return None
    match = language.find(f"{CODE}.raised", reading.text)
    return _first(f"{CODE}.abstract", reading.text, language) or (match.span() if match else None)
