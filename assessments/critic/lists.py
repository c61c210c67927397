"""Lists inside an Objective: what is joined by commas and "and", and whether the items are one thing or several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assessments.critic.language import Language
from assessments.critic.objective_reading import ObjectiveReading
from assessments.critic.words import Word

AUDIENCES, GAUGED, DESCRIBING, THINGS = frozenset("AL"), frozenset("QI"), frozenset("JCY"), frozenset("JCNQIALEG#Y")
CODE = "complex-objective"
KIN = f"{CODE}.alike"


@dataclass(frozen=True, slots=True)
class Listing:
    """Items joined in one list; `first` and `last` are the places of its words.

    `placed` says that the list stands under a preposition, `meant` that it belongs to a clause of means, a relative or
    a purpose; `kinds` counts the items that are not near-synonyms of another; `bare` says that only commas join them,
    `compared` that each is a thing with a judgement of its own: faster permits, happy clerks.
    """

    items: tuple[tuple[Word, ...], ...]
    first: int
    last: int
    placed: bool
    meant: bool
    kinds: int
    bare: bool
    compared: bool

    @property
    def heads(self) -> str:
        """Return the roles of the items' heads."""
        return "".join(item[-1].role for item in self.items)

    @property
    def audiences(self) -> bool:
        """Say whether at least half of the items are people or places, or all of them say which people or places."""
        named = self.heads[-1] in AUDIENCES and self.shared and not self.describes
        return named or (2 * sum(role in AUDIENCES for role in self.heads) >= len(self.items) and not self.compared)

    @property
    def shared(self) -> bool:
        """Say whether bare words before the last one qualify its thing: human, material and financial resources."""
        before = [item[0].role for item in self.items[:-1] if len(item) == 1]
        return len(self.items[-1]) > 1 and len(before) == len(self.items) - 1 and not GAUGED & set(before)

    @property
    def describes(self) -> bool:
        """Say whether the items before the last are bare adjectives."""
        return all(word.role in DESCRIBING for item in self.items[:-1] for word in item)

    @property
    def unlike(self) -> bool:
        """Say whether no two items mean nearly the same."""
        return self.kinds == len(self.items)

    @property
    def gauged(self) -> bool:
        """Say whether the items are qualities or indicators, or each has a comparative of its own."""
        return self.compared or (any(role in GAUGED for role in self.heads) and not self.describes)


def listings(reading: ObjectiveReading, language: Language) -> Iterator[Listing]:
    """Yield the lists of an Objective: no verbs, no statements, and no subject of one."""
    taken = {*reading.aims, *reading.statements}
    end = 0
    for place in _joints(reading.roles):
        if place >= end and not taken & {place + 1, place + 2}:
            listing = _around(reading, place, language)
            if listing and not language.find(
                "objective.subject", reading.roles[: listing.first] + "|" + reading.roles[listing.last + 1 :]
            ):
                end = listing.last
                yield listing


def _joints(roles: str) -> Iterator[int]:
    """Yield the places of what joins the last item of a list: an "and", or the last comma where there is none."""
    for match in re.finditer(r"K|,(?=[JCNQIALEG#Y]+(?:[^,KJCNQIALEG#Y]|$))", roles):
        yield match.start()


def _around(reading: ObjectiveReading, joint: int, language: Language) -> Listing | None:
    """Return the list around a joint, or None if a thing is missing on one side."""
    roles = reading.roles
    last = _forth(roles, joint + 1, told=not reading.aims)
    items = [(joint + 1, last)]
    head = _head(reading.words[joint + 1 : last], language)
    stop = joint
    while stop > 0 and (roles[stop] == "," or stop == joint):
        place = stop - (roles[stop - 1] == ",") if stop == joint else stop
        start = _start(reading, place, head, language)
        if start == place:
            break
        items.insert(0, (start, place))
        stop = start - 1
        if stop < 0 or roles[stop] != ",":
            break
    found = [_item(reading.words[a:b], language) for a, b in items]
    if len(found) < 2 or not all(found):
        return None
    if language.head_first:
        found.reverse()
    before = roles[: items[0][0]]
    return Listing(
        items=tuple(found),
        first=items[0][0],
        last=last - 1,
        placed=_placed(reading, items[0][0], language),
        meant=language.find("objective.within", before) is not None,
        kinds=_kinds(found, language),
        bare=roles[joint] == ",",
        compared=all(len(item) > 1 and _judges(item[0], language) for item in found),
    )


def _item(words: tuple[Word, ...], language: Language) -> tuple[Word, ...]:
    """Return the words of an item, its head last: what describes it stands before, its complements are left out."""
    if not language.head_first:
        return tuple(word for word in words if word.role not in "DY")
    own = [word for word in words[: _complement(words)] if word.role not in "D"]
    described = [word for word in own if word.role in DESCRIBING]
    return (*described, *reversed([word for word in own if word.role not in DESCRIBING]))


def _complement(words: tuple[Word, ...]) -> int:
    """Return where the complements of a thing begin: at its first preposition."""
    return next((place for place, word in enumerate(words) if word.role == "P"), len(words))


def _head(words: tuple[Word, ...], language: Language) -> str:
    """Return the role of an item's head; nothing where there is none."""
    return "".join(word.role for word in _item(words, language))[-1:]


def _start(reading: ObjectiveReading, end: int, head: str, language: Language) -> int:
    """Return where the item before a place begins: with the thing of the wanted kind whose complement stands there."""
    start = _back(reading.roles, end)
    if start == end or _head(reading.words[start:end], language) == head:
        return start
    before, genitive = start, language.words["objective.genitive"]
    while before > 0 and reading.words[before - 1].said in genitive:
        before = _back(reading.roles, before - 1)
        if before < start and _head(reading.words[before:end], language) == head:
            return before
    return start


def _placed(reading: ObjectiveReading, first: int, language: Language) -> bool:
    """Say whether a list stands under a preposition that says where or of what; "with" adds aims of its own."""
    before = reading.roles[:first].rstrip("D")
    return before[-1:] in ("P", "T") and reading.words[len(before) - 1].said not in language.words[f"{CODE}.beside"]


def _judges(word: Word, language: Language) -> bool:
    """Say whether a word compares or praises: "faster", "happy", but not "small"."""
    return word.role == "C" or (word.role in "JE" and bool(_kin(word.said, language)))


def _forth(roles: str, start: int, *, told: bool) -> int:
    """Return where the thing that begins at a place ends; where a sentence is told, a later "work" is its verb."""
    end = start
    while end < len(roles) and (roles[end] in THINGS or (roles[end] == "D" and end == start)):
        if roles[end] == "E" and end > start and roles[end + 1 :] and (told or roles[end - 1] == "A"):
            break
        end += 1
    return end


def _back(roles: str, end: int) -> int:
    """Return where the thing that ends before a place begins."""
    start = end
    while start > 0 and roles[start - 1] in THINGS:
        start -= 1
    return start


def _kinds(items: list[tuple[Word, ...]], language: Language) -> int:
    """Count the items that are not nearly the same as one before, by what each is about."""
    bare = all(word.role in DESCRIBING for item in items[:-1] for word in item)
    told = [item[0] if bare else item[-1] for item in items]
    kept: list[Word] = []
    for word in told:
        if not any(alike(word.said, before.said, language) for before in kept):
            kept.append(word)
    return len(kept)


def alike(one: str, other: str, language: Language) -> bool:
    """Say whether two words mean nearly the same, by the language's lists."""
    return one == other or bool(_kin(one, language) & _kin(other, language))


@lru_cache(maxsize=4096)
def _kin(word: str, language: Language) -> frozenset[str]:
    """Return the names of the lists of near-synonyms that hold a word."""
    return frozenset(name for name, entries in language.words.items() if name.startswith(KIN) and word in entries)
