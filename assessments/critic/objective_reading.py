"""An Objective taken apart: its sentences, the aims that are joined in it, and the means and purposes beside them.

The rules follow the flaw guide's terms. They read roles of words (`words.py`); the words and the patterns over roles
stand in `content/critic/objective.<locale>.toml`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.words import Word, words_of


@dataclass(frozen=True, slots=True)
class ObjectiveReading:
    """What an Objective says.

    `plain` is the text with its label, its announcing words and the phrases of its cycle blanked out; `words` are those
    of `plain` and `roles` their roles as one text. `aims` are the starts of main verbs that stand on their own, as
    places in `words`; `statements` are the starts of further statements with a subject of their own, `pieces` the first
    and last words of what strong marks separate, `means` and `purposes` the places of clauses that tell how and why.
    """

    text: str
    plain: str
    words: tuple[Word, ...]
    roles: str
    length: int
    aims: tuple[int, ...]
    statements: tuple[int, ...]
    pieces: tuple[tuple[int, int], ...]
    means: tuple[int, ...]
    purposes: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """Return where in the text the words from `first` to `last` stand."""
        return self.words[first].start, self.words[last].end

    def end(self, place: int) -> int:
        """Return the last word of the part that begins at a place."""
        last = place
        while last + 1 < len(self.roles) and self.roles[last + 1] not in ",KS;WU":
            last += 1
        return last

    def said(self, first: int, last: int) -> str:
        """Return the words from `first` to `last` as compared: small letters, single blanks."""
        return " ".join(word.said for word in self.words[first:last])


@lru_cache(maxsize=256)
def read_objective(text: str, language: Language) -> ObjectiveReading:
    """Take an Objective apart; empty and nonsensical texts give a reading without aims."""
    plain = _plain(text, language)
    words = words_of(plain, language)
    roles = "".join(word.role for word in words)
    return ObjectiveReading(
        text=text,
        plain=plain,
        words=words,
        roles=roles,
        length=len(language.all("objective.word", plain)),
        aims=_aims(words, roles, language),
        statements=_statements(roles, language),
        pieces=_pieces(roles),
        means=_means(words, roles, plain, language),
        purposes=_purposes(words, roles, plain, language),
    )


def _plain(text: str, language: Language) -> str:
    """Return the text without its label, its announcing words and its cycle, every other word where it stood."""
    plain = text
    for name in ("label", "cycle", "lead"):
        for match in language.all(f"objective.{name}", plain):
            plain = plain[: match.start()] + " " * (match.end() - match.start()) + plain[match.end() :]
    return plain


def _places(name: str, roles: str, language: Language) -> tuple[int, ...]:
    """Return where in a sentence's roles a pattern sees its word."""
    return tuple(match.start("word") for match in language.all(f"objective.{name}", roles))


def _aims(words: tuple[Word, ...], roles: str, language: Language) -> tuple[int, ...]:
    """Return the places of main verbs: the first of each sentence, and those joined to it outside any lesser clause."""
    found = [*_places("aim_first", roles, language)]
    for place in _places("aim_next", roles, language):
        shelter = "sheltered_gerund" if roles[place] == "G" else "sheltered"
        if language.find("objective.moves", words[place].said) or language.find("objective.does", roles[:place]):
            shelter = "purposed"
        chain = language.find("objective.chain", roles[:place])
        lesser = chain is not None and chain.start() not in found
        if not lesser and not language.find(f"objective.{shelter}", roles[:place]):
            found.append(place)
    return tuple(sorted(set(found)))


def _statements(roles: str, language: Language) -> tuple[int, ...]:
    """Return the places of statements joined to an earlier one: with a subject of their own, or that of the first."""
    found = [*_places("second", roles, language), *_places("third", roles, language)]
    for match in language.all("objective.statement", roles):
        before = re.split("[S;]", roles[: match.start()])[-1]
        shelters = ("objective.sheltered", "objective.helped")
        if language.find("objective.told", before) and not any(language.find(name, before) for name in shelters):
            found.append(match.end() - len(match.group().lstrip(",KY;")))
    return tuple(sorted({*found}))


def _pieces(roles: str) -> tuple[tuple[int, int], ...]:
    """Return the first and last places of what semicolons, bullets and line breaks separate."""
    return tuple((match.start(), match.end() - 1) for match in re.finditer(r"[^;S]+", roles) if ";" in roles)


def _means(words: tuple[Word, ...], roles: str, plain: str, language: Language) -> tuple[int, ...]:
    """Return the places of clauses that tell how: by doing, through and via a thing; a storm gone through is none."""
    passage = language.patterns["objective.passage"]
    return tuple(
        place
        for place in _places("means_clause", roles, language)
        if place + 1 < len(words) and not passage.match(plain[words[place + 1].start :])
    )


def _purposes(words: tuple[Word, ...], roles: str, plain: str, language: Language) -> tuple[int, ...]:
    """Return the places of clauses that tell what for; a "to" that belongs to the word before it is none."""
    belongs = language.patterns["objective.to_belongs"]
    found = [
        place
        for place in _places("purpose_clause", roles, language)
        if roles[place] != "T" or not belongs.search(plain[: words[place].start])
    ]
    more = _places("purposed_too", roles, language) if any(roles[place] == "T" for place in found) else ()
    return (*found, *more)
