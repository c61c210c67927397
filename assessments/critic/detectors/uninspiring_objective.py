"""An Objective that restates a standing duty or carries on as before."""

import re
from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.objective_reading import ObjectiveReading, read_objective
from assessments.okr import Okr

CODE = "uninspiring-objective"
STEM, SHARED, LARGE_PART = 5, 3, 0.6
"""A duty told in the situation is the Objective's when they share three words and most of the Objective's own."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the verb that carries on, the mere service, or the duty that the situation tells."""
    reading = read_objective(okr.objective, language)
    for name, find in (("upkeep", _upkeep), ("duty", lambda *about: _duty(okr.context, *about))):
        span = find(reading, language)
        if span:
            evidence = language.say(f"{CODE}.{name}", said=reading.text[slice(*span)].strip())
            yield Finding.at(CODE, "objective", reading.text, span, evidence)
            return


def _upkeep(reading: ObjectiveReading, language: Language) -> Span | None:
    """Return the words that carry on as before, unless the text names a change."""
    text = reading.plain
    names = ["always", "noun", "ensured", "owed", "processed"]
    if not reading.means and not reading.purposes:
        names += ["mere", "provided", "assured"]
    for name in names:
        match = language.find(f"{CODE}.{name}", text)
        if match and not language.find(f"{CODE}.change", text, match.start("said") + 1) and _alone(reading, language):
            return match.span("said")
    return None


def _alone(reading: ObjectiveReading, language: Language) -> bool:
    """Say whether every further verb that is joined carries on as well."""
    verbs = language.words[f"{CODE}.upkeep"] | language.words[f"{CODE}.serving"] | language.words[f"{CODE}.routine"]
    return all(reading.words[place].said in verbs for place in reading.aims[1:])


def _duty(context: str, reading: ObjectiveReading, language: Language) -> Span | None:
    """Return the words in which the Objective repeats a duty that the situation tells."""
    said = {_stem(match): match.span() for match in _content(reading.plain, language)}
    for sentence in re.split(r"(?<=[.!?;])\s", context):
        if said and language.find(f"{CODE}.bound", sentence):
            shared = said.keys() & {_stem(match) for match in _content(sentence, language)}
            if len(shared) >= SHARED and len(shared) >= LARGE_PART * len(said):
                return min(said[stem][0] for stem in shared), max(said[stem][1] for stem in shared)
    return None


def _content(text: str, language: Language) -> list[re.Match[str]]:
    """Return the words of a text that carry its subject."""
    common = language.patterns[f"{CODE}.common"]
    return [match for match in language.all(f"{CODE}.word", text) if not common.match(match.group())]


def _stem(match: re.Match[str]) -> str:
    """Return the beginning of a word, by which its forms are compared."""
    return match.group().lower()[:STEM]
