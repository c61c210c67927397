"""An Objective in which what changes, or for whom, is missing or only filled with big words."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.objective_reading import ObjectiveReading, read_objective
from assessments.critic.words import Word
from assessments.okr import Okr

CODE = "vague-objective"
WHO, THINGS, CHANGES = frozenset("AL"), frozenset("NE"), frozenset("QIJCGFVH")
ENOUGH, RARE = 2, 3
"""A thing and one more word fill both slots ("faster permits"); at most one word in so many is taken for a name."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the whole sentence when one of its two slots is empty."""
    reading = read_objective(okr.objective, language)
    missing = _missing(reading, language)
    if missing:
        said = reading.text.strip(" .")
        span = reading.span(0, len(reading.words) - 1)
        yield Finding.at(CODE, "objective", reading.text, span, language.say(f"{CODE}.{missing}", said=said))


def _missing(reading: ObjectiveReading, language: Language) -> str:
    """Return which slot is empty: `nothing` that changes, `nobody` it is for, or neither ("")."""
    if language.find(f"{CODE}.rank", reading.plain):
        return "nothing"
    idle = language.words[f"{CODE}.filler"] | language.words[f"{CODE}.empty"]
    qualities = language.words["objective.quality"]
    said = "".join(
        "V" if place in reading.aims else "Q" if word.said in qualities else word.role
        for place, word in _told(reading, idle)
    )
    who = sum(role in WHO for role in said) + bool(language.find(f"{CODE}.ourselves", reading.plain))
    who += _names(reading, idle)
    things, changes = (sum(role in kinds for role in said) for kinds in (THINGS, CHANGES))
    if not any(role.isalpha() for role in reading.roles) or language.find("objective.tells", reading.roles):
        return ""
    if (who or things) and language.find("uninspiring-objective.always", reading.plain):
        return ""
    if not things + changes:
        return "nothing" if who < ENOUGH or any(word.said in idle for word in reading.words) else ""
    return "" if who or things + changes > ENOUGH or (things and changes + things == ENOUGH) else "nobody"


def _names(reading: ObjectiveReading, idle: frozenset[str]) -> int:
    """Count the names in a sentence, which say where; where many words begin large, none is taken for a name."""
    large = [word for word in reading.words[1:] if reading.text[word.start].isupper()]
    named = [word for word in large if word.role == "N" and word.said not in idle and not word.said.isupper()]
    return len(named) if len(large) * RARE <= len(reading.words) else 0


def _told(reading: ObjectiveReading, idle: frozenset[str]) -> Iterator[tuple[int, Word]]:
    """Yield the words that say something, with their places."""
    return ((place, word) for place, word in enumerate(reading.words) if word.said not in idle)
