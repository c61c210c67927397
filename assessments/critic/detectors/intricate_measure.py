"""A measure that cannot be said in one breath: an own formula, three conditions, a rate of rates."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "intricate-measure"
CONDITIONS = 3
"""From how many conditions on one measure it is intricate (flaw guide, intricate-measure b)."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the formula, the derivation or the conditions; standard indicators and one threshold are left alone."""
    for where, reading in readings(okr.key_results, language):
        text = reading.text
        match = language.find("intricate-measure.formula", text) or language.find("intricate-measure.twice", text)
        span = match.span() if match else _conditions(reading, language)
        if span:
            said = text[slice(*span)].strip()
            evidence = language.say(f"{CODE}.intricate", said=said)
            yield Finding.at(CODE, where, text, span, evidence)


def _conditions(reading: Reading, language: Language) -> Span | None:
    """Return the stretch that holds three conditions or more, the target's own words not counted."""
    start, end = reading.spans.get("target", (0, 0))
    found = [
        match
        for match in language.all("intricate-measure.condition", reading.text)
        if not (match.start() < end and start < match.end())
    ]
    listed = language.find(f"{CODE}.list", reading.text)
    more = len(language.all(f"{CODE}.item", listed.group("items"))) if listed else 0
    return (found[0].start(), found[-1].end()) if found and len(found) + more >= CONDITIONS else None
