"""The words of a line, each with the role it plays, so that a sentence can be taken apart without guessing at meaning.

Roles are single letters, so that the order of a sentence is a short text that patterns can read. Which word plays which
role is data: the lists of `content/critic/objective.<locale>.toml`, asked in the order of `ROLES`, then the shapes.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assessments.critic.language import Language

ROLES = (
    ("pairs", "N"),
    ("joint", "K"),
    ("while", "W"),
    ("purpose", "U"),
    ("means", "B"),
    ("by", "Z"),
    ("so", "X"),
    ("relative", "R"),
    ("being", "M"),
    ("pronoun", "O"),
    ("determiner", "D"),
    ("infinitive", "T"),
    ("preposition", "P"),
    ("comparative", "C"),
    ("adverb", "Y"),
    ("people", "A"),
    ("helper", "H"),
    ("either", "E"),
    ("verb", "V"),
    ("finite", "F"),
    ("indicator", "I"),
    ("quality", "Q"),
    ("place", "L"),
    ("adjective", "J"),
    ("nouns_in_ing", "N"),
)
SHAPES = (
    ("figure", "#"),
    ("gerund", "G"),
    ("verb_like", "V"),
    ("finite_like", "F"),
    ("adverbial", "Y"),
    ("people_like", "A"),
    ("quality_like", "Q"),
    ("comparative_like", "C"),
    ("adjective_like", "J"),
)
NAMED_BEHIND = frozenset("VHDJPC")
"""Roles behind which a word that could be a finite verb names a thing: "make returns quick"."""
MARKS = dict.fromkeys(".!?…", "S") | dict.fromkeys(";|/•·\n", ";") | dict.fromkeys("–—-", "-") | {",": ",", ":": ":"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: as written in small letters, its role, and where it stands."""

    said: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How one language is cut into words, and the role of each word it knows."""

    token: re.Pattern[str]
    roles: dict[str, str]
    shapes: tuple[tuple[re.Pattern[str], str], ...]
    gerund: re.Pattern[str]

    def role(self, said: str) -> str:
        """Return the role of a word: a listed one, one by its shape, or that of a thing."""
        known = self.roles.get(said)
        if known:
            return known
        return next((role for shape, role in self.shapes if shape.match(said)), "N")


@lru_cache(maxsize=8)
def lexicon(language: Language) -> Lexicon:
    """Return the lexicon of a language."""
    roles: dict[str, str] = {}
    for name, role in reversed(ROLES):
        roles |= dict.fromkeys(language.words[f"objective.{name}"], role)
    groups = sorted((entry for entry in roles if re.search(r"\W", entry)), key=len, reverse=True)
    grouped = "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in groups)
    token = re.compile(rf"(?<!\w)(?:{grouped})(?!\w)|{language.patterns['objective.token'].pattern}", re.IGNORECASE)
    shapes = tuple((language.patterns[f"objective.{name}"], role) for name, role in SHAPES)
    return Lexicon(token, roles, shapes, language.patterns["objective.gerund"])


def words_of(text: str, language: Language) -> tuple[Word, ...]:
    """Return the words and marks of a text in order."""
    known = lexicon(language)
    found: list[Word] = []
    for match in known.token.finditer(text):
        said = " ".join(match.group().lower().split())
        role = MARKS.get(match.group()) or (known.role(said) if said else ";")
        if found and found[-1].role == "Z" and known.gerund.match(said):
            role = "G"
        named = NAMED_BEHIND - set("J") if language.head_first else NAMED_BEHIND
        if role == "F" and found and found[-1].role in named:
            role = "N"
        found.append(Word(said or "\n", role, *match.span()))
    return tuple(found)
