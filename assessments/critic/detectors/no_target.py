"""A measure that is to rise or fall, nobody says how far."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading, readings
from assessments.critic.work import own_work
from assessments.okr import Okr

CODE = "no-target"
ENDS = ("conservative-target.holding", "conservative-target.safe", "unrealistic-target.perfect")
"""Patterns that tell an end without a figure: today's level, or perfection."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the wish ("increase", "fewer", "X%") where an end value or a size of change should stand."""
    for where, reading in readings(okr.key_results, language):
        held = any(language.find(name, reading.text) for name in ENDS)
        span = None if reading.aimed or held or own_work(reading, language) else _wish(reading, language)
        if span:
            said = reading.text[slice(*span)].strip()
            firm = _countable(reading, language)
            evidence = language.say(f"{CODE}.open", said=said)
            yield Finding.at(CODE, where, reading.text, span, evidence, firm=firm)


def _wish(reading: Reading, language: Language) -> Span | None:
    """Return the words that stand for a target without being one."""
    text = reading.text
    if placeholder := language.find("language.placeholder", text):
        return placeholder.span()
    laid = language.find("passive-ownership.laid", text) and not language.find(f"{CODE}.wish", text)
    if laid or language.find(f"{CODE}.known", text):
        return None
    if reading.baseline is not None:
        return reading.span("measure")
    vague = ("vague-key-result.felt", "vague-key-result.better", "language.intangible", "vague-key-result.abstract")
    if any(language.find(name, text) for name in vague) and not _countable(reading, language):
        return None
    for name in ("aim", "wish", "fewer", "bare"):
        match = language.find(f"{CODE}.{name}", text)
        if match:
            return match.span()
    decided = language.find("binary-key-result.yes", text) or language.find("language.standing", text)
    return reading.span("measure") if not decided and _countable(reading, language) else None


def _countable(reading: Reading, language: Language) -> bool:
    """Say whether the line surely names something that is counted or gauged."""
    names = ("no-target.fewer", "no-target.named", "language.placeholder")
    return reading.baseline is not None or any(language.find(name, reading.text) for name in names)
