"""A key result that can only be met or missed, so that nobody can read progress off it."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading, readings
from assessments.critic.words import words_of
from assessments.critic.work import own_work
from assessments.okr import Okr

CODE = "binary-key-result"
LAID = "passive-ownership.laid"
FELT = (
    "vague-key-result.felt",
    "vague-key-result.better",
    "language.intangible",
    "language.countable",
    "language.instruments",
    "language.rise",
    "language.fall",
    "conservative-target.holding",
    "conservative-target.safe",
    "unrealistic-target.perfect",
)
"""Patterns of lines that tell a quality or a level, and no single act."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at a deed or another party's yes that carries no number but a date, one, or all."""
    for where, reading in readings(okr.key_results, language):
        span = None if _gradual(reading, language) else _event(reading, language)
        if span:
            said = reading.text[slice(*span)].strip()
            evidence = language.say(f"{CODE}.event", said=said)
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _gradual(reading: Reading, language: Language) -> bool:
    """Say whether progress can be read off: a number, a change, a share, a frequency."""
    whole = reading.target == 100.0 and reading.unit == "%" and reading.baseline is None
    numbered = reading.target not in (None, 1.0) and not whole
    graded = () if reading.deed else (f"{CODE}.graded",)
    names = (*graded, "language.placeholder", "language.pace", "language.frequency")
    return (
        numbered
        or reading.change is not None
        or reading.baseline is not None
        or any(language.find(name, reading.text) for name in names)
    )


def _event(reading: Reading, language: Language) -> Span | None:
    """Return the words that name the event: own work, something in place, somebody's yes."""
    work = own_work(reading, language)
    if work:
        return work.span
    wished = language.find(LAID, reading.text) and language.find("no-target.wish", reading.text)
    for name in ("language.standing", f"{CODE}.yes", LAID):
        match = language.find(name, reading.text)
        if match and not wished:
            return match.span()
    return _act(reading, language)


def _act(reading: Reading, language: Language) -> Span | None:
    """Return what one person or body outside does once; what people feel, and what is counted, is no act."""
    if any(language.find(name, reading.text) for name in FELT):
        return None
    words = words_of(reading.text, language)
    found = language.find(f"{CODE}.acts", "".join(word.role for word in words))
    verb = words[found.end() - 1] if found else None
    alone = found and language.find(f"{CODE}.one", " ".join(word.said for word in words[: found.end()]))
    return (words[0].start, verb.end) if verb and alone else None
