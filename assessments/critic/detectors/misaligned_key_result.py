"""A key result about another subject than its Objective."""

import re
from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading, readings
from assessments.critic.work import own_work
from assessments.okr import Okr

CODE = "misaligned-key-result"
SUBJECTS = ("catering", "leisure", "publicity", "premises", "supplies", "money")
INWARD = ("catering", "leisure", "premises")
"""Subjects that a team only turns to for itself: work on one of them serves no Objective about others."""
STEM = 5
"""How many letters two words share to be about the same thing; enough for English endings."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at a subject that the Objective does not mention; whether it belongs there, a person must judge."""
    if not okr.objective.strip():
        return
    for where, reading in readings(okr.key_results, language):
        span = _stranger(okr, reading, language) if _apart(okr.objective, reading, language) else None
        if span:
            said = reading.text[slice(*span)]
            evidence = language.say(f"{CODE}.stranger", said=said, objective=okr.objective.strip(" ."))
            yield Finding.at(CODE, where, reading.text, span, evidence, firm=False)


def _apart(objective: str, reading: Reading, language: Language) -> bool:
    """Say whether a line shares no word with the Objective; attention and work have flaws of their own."""
    attention = language.find("vanity-metric.attention", reading.text)
    inward = any(language.find(f"{CODE}.{subject}", reading.text) for subject in INWARD)
    work = own_work(reading, language) is not None and not inward
    return not attention and not work and not _related(objective, reading, language)


def _stranger(okr: Okr, reading: Reading, language: Language) -> Span | None:
    """Return the words of a subject that the Objective is not about."""
    said = re.sub(r"\([^()]*\)", lambda aside: " " * len(aside.group()), reading.text)
    for subject in SUBJECTS:
        name = f"misaligned-key-result.{subject}"
        match = language.find(name, said)
        if match and not language.find(name, okr.objective):
            return match.span()
    return None


def _related(objective: str, reading: Reading, language: Language) -> bool:
    """Say whether the Objective and the line share a word of some length."""

    def stems(text: str) -> set[str]:
        return {match.group().lower()[:STEM] for match in language.all("misaligned-key-result.word", text)}

    return bool(stems(objective) & stems(reading.text))
