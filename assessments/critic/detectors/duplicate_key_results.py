"""Two key results that move together by definition: one quantity told twice, its other side, or a part of it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from assessments.critic.finding import CRITIC_SET, Finding
from assessments.critic.language import Language, alternation
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "duplicate-key-results"
STEM, SHOWN = 7, 60
"""By how many letters two words are compared, and how much of a line is quoted."""
WHOLE, ROUNDED = 100, 0.6
"""What two shares that are each other's rest add up to, and how far rounding may move that."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the first two lines that tell one quantity."""
    lines = [(reading, _subject(reading.text, language)) for _where, reading in readings(okr.key_results, language)]
    for (one, first), (other, second) in combinations(lines, 2):
        if (first and first == second) or _part(one, other, lines, language) or _rest(one, other, bool(first & second)):
            quotes = {"one": _quoted(one), "other": _quoted(other)}
            yield Finding.at(CODE, CRITIC_SET, "", (0, 0), language.say(f"{CODE}.twins", **quotes))
            return


def _part(one: Reading, other: Reading, lines: list[tuple[Reading, frozenset[str]]], language: Language) -> bool:
    """Say whether a line counts some "of them": a part of what the line before it counts."""
    texts = [reading.text for reading, _subject in lines]
    follows = texts.index(other.text) == texts.index(one.text) + 1
    return follows and language.find(f"{CODE}.contained", other.text) is not None and one.aimed and other.aimed


def _rest(one: Reading, other: Reading, akin: bool) -> bool:
    """Say whether two shares are each other's rest at start and end; at the end alone if words are shared."""
    if one.unit != "%" or other.unit != "%" or not _whole(one.target, other.target):
        return False
    if one.baseline is None and other.baseline is None:
        return akin
    return one.baseline != other.baseline and _whole(one.baseline, other.baseline)


def _whole(one: float | None, other: float | None) -> bool:
    """Say whether two shares are told and make a whole."""
    return one is not None and other is not None and abs(one + other - WHOLE) <= ROUNDED


def _quoted(reading: Reading) -> str:
    """Return the line as it is quoted: not longer than needed to know it again."""
    return reading.text if len(reading.text) <= SHOWN else reading.text[:SHOWN].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=1024)
def _subject(text: str, language: Language) -> frozenset[str]:
    """Return what a line measures, without figures, dates and directions; words for one thing count as one."""
    said = text.lower()
    for name in (f"{CODE}.aside", f"{CODE}.pace", "language.deadline", "language.value"):
        said = language.patterns[name].sub(" ", said)
    tokens, known = _thesaurus(language)
    said = known.sub(lambda match: f" {tokens[' '.join(match.group().split())]} ", said)
    words = [match.group() for match in language.all(f"{CODE}.word", said)]
    idle = language.words[f"{CODE}.idle"]
    ending = language.patterns[f"{CODE}.ending"]
    return frozenset(word if "_" in word else ending.sub("", word)[:STEM] for word in words if word not in idle)


@lru_cache(maxsize=8)
def _thesaurus(language: Language) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the word that stands for each entry of the lists, and a pattern of all entries; two sides share a word."""
    tokens: dict[str, str] = {}
    for name in language.words:
        kind = name.removeprefix(f"{CODE}.")
        list_name = kind.rpartition("-")[0] if kind.startswith("side-") else kind
        if name.startswith(f"{CODE}.s"):
            tokens |= {entry: list_name.replace("-", "_") for entry in language.words[name] if entry not in tokens}
    return tokens, re.compile(alternation(list(tokens)))
