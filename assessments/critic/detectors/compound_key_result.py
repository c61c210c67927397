"""Two results in one line, each of which could be met without the other."""

import re
from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "compound-key-result"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the join: a second measure, a second target, a second deed on another object."""
    for where, reading in readings(okr.key_results, language):
        text = re.sub(r"\([^()]*\)", lambda aside: " " * len(aside.group()), reading.text)
        span = _join(text, reading, language)
        if span:
            said = reading.text[slice(*span)].strip(" ,;")
            evidence = language.say(f"{CODE}.joined", said=said)
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _join(text: str, reading: Reading, language: Language) -> Span | None:
    """Return the words that join a second result to the first, or None."""
    journeys = language.all("compound-key-result.journey", text)
    if len(journeys) > 1:
        return journeys[1].span()
    if language.find("compound-key-result.first", text):
        for name in ("moving", "doing"):
            for step in language.all(f"compound-key-result.{name}", text):
                if not language.patterns["language.tasks"].fullmatch(text[: step.start()].strip()):
                    return step.span()
    for name, said in (("levelled", text), ("also", text), ("told", text), ("second", text), ("classes", reading.text)):
        match = language.find(f"{CODE}.{name}", said)
        if match:
            return match.span()
    match = None if reading.complete else language.find("compound-key-result.counting", text)
    return match.span() if match else None
