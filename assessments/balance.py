"""Balance: whether the keys of a pool could be guessed by their place or their length.

The rules are those of Haladyna, Downing & Rodriguez (2002, Applied Measurement in Education 15(3)): vary the place of
the right answer, keep the options about equally long. The figures are ours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import sqrt

from assessments.items import CHOICE, Item

SPREAD = 2
"""Among items with the same number of options no place is the right one in more than so many more than another."""
DEVIATIONS = 2
"""The phrases of a hotspot stay in the order of their text: a place may be right so many deviations above guessing."""


def faults_of_keys(items: Iterable[Item]) -> Iterator[str]:
    """Yield how the keys of one pool could be guessed, beginning with an item that shows it."""
    asked = [item for item in items if item.type in CHOICE]
    places: dict[int, list[list[str]]] = defaultdict(list)
    for item in asked:
        if item.type != "multi":
            ids = places[len(item.texts)] or [[] for _text in item.texts]
            ids[min(item.keys)].append(item.id)
            places[len(item.texts)] = ids
    for options, ids in places.items():
        yield from _faults_of_places(options, ids)
    longest = sum(map(_longest, asked))
    chance = sum(len(item.keys) / len(item.texts) for item in asked)
    if longest > chance + 1e-9:
        first, *others = (item.id for item in asked if _longest(item))
        yield (
            f"{first}: here and in {', '.join(others)} the longest option is the right one, in {longest:.3g} of "
            f"{len(asked)} items, where chance gives {chance:.3g}; shorten the right option or lengthen another"
        )


def _faults_of_places(options: int, ids: list[list[str]]) -> Iterator[str]:
    """Yield which place is the right one too often; `ids` are the items of each place."""
    counts = list(map(len, ids))
    most, least = counts.index(max(counts)), counts.index(min(counts))
    if counts[most] - counts[least] > SPREAD:
        yield (
            f"{ids[most][0]}: of {options} options the right one is number {most + 1} in {counts[most]} items "
            f"({', '.join(ids[most])}) and number {least + 1} in {counts[least]}; reorder the options of some"
        )


def _longest(item: Item) -> float:
    """Return the chance that the longest option of an item is right: a share where several are as long."""
    most = max(map(len, item.texts))
    ties = [place for place, text in enumerate(item.texts) if len(text) == most]
    return sum(place in item.keys for place in ties) / len(ties)


def faults_of_hotspots(items: Iterable[Item]) -> Iterator[str]:
    """Yield how the phrase to point at could be guessed by its place, beginning with an item that shows it."""
    asked = [item for item in items if item.type == "hotspot"]
    for place in range(max((len(item.texts) for item in asked), default=0)):
        chances = [1 / len(item.texts) for item in asked if place < len(item.texts)]
        most = sum(chances) + DEVIATIONS * sqrt(sum(one * (1 - one) for one in chances))
        hits = [item.id for item in asked if place in item.keys]
        if len(hits) > most:
            yield (
                f"{hits[0]}: phrase {place + 1} is the one to point at in {len(hits)} of {len(asked)} hotspots "
                f"({', '.join(hits)}), more than {most:.3g}; reorder the text of some, or mark other phrases"
            )
