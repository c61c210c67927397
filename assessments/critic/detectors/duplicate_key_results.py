"""Two key results that move together by definition: one quantity told twice, its other side, or a part of it."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from assessments.critic.finding import CRITIC_SET, Finding
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "duplicate-key-results"
STEM, SHOWN = 7, 60
"""By how many letters two words are compared, and how much of a line is quoted."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the first two lines that tell one quantity."""
    lines = [(reading, _subject(reading.text, language)) for _where, reading in readings(okr.key_results, language)]
    for (one, first), (other, second) in combinations(lines, 2):
        if (first and first == second) or _part(one, other, lines, language):
            quotes = {"one": _quoted(one), "other": _quoted(other)}
            yield Finding.at(CODE, CRITIC_SET, "", (0, 0), language.say(f"{CODE}.twins", **quotes))
            return


def _part(one: Reading, other: Reading, lines: list[tuple[Reading, frozenset[str]]], language: Language) -> bool:
    """Say whether a line counts some "of them": a part of what the line before it counts."""
    texts = [reading.text for reading, _subject in lines]
    follows = texts.index(other.text) == texts.index(one.text) + 1
    return follows and language.find(f"{CODE}.contained", other.text) is not None and one.aimed and other.aimed


def _quoted(reading: Reading) -> str:
    """Return the line as it is quoted: not longer than needed to know it again."""
    return reading.text if len(reading.text) <= SHOWN else reading.text[:SHOWN].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=1024)
def _subject(text: str, language: Language) -> frozenset[str]:
    """Return what a line measures, without figures, dates and directions; words for one thing count as one."""
    said = text.lower()
    for name in (f"{CODE}.aside", f"{CODE}.pace", "language.deadline", "language.value"):
        said = language.patterns[name].sub(" ", said)
    for name in _groups("side", language):
        said = language.patterns[name].sub(f" {_token(name.rpartition('-')[0])} ", said)
    for name in _groups("same", language):
        said = language.patterns[name].sub(f" {_token(name)} ", said)
    words = [match.group() for match in language.all(f"{CODE}.word", said)]
    idle = language.words[f"{CODE}.idle"]
    ending = language.patterns[f"{CODE}.ending"]
    return frozenset(word if "_" in word else ending.sub("", word)[:STEM] for word in words if word not in idle)


def _token(name: str) -> str:
    """Return the word that stands for a list: one that no text contains."""
    return name.rpartition(".")[2].replace("-", "_")


@lru_cache(maxsize=16)
def _groups(kind: str, language: Language) -> tuple[str, ...]:
    """Return the names of the lists of one kind."""
    return tuple(name for name in language.words if name.startswith(f"{CODE}.{kind}-"))
