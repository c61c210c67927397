"""The shape of a practice's file: which fields it needs, of which kind, and where one is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Where = tuple[str | tuple[str, int], ...]
"""Phrases that lead to a line of a file, as `courses.files.line_of` takes them."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something wrong in a practice's file: what to mend, and the phrases that lead to its line."""

    text: str
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of value: its name in words, and whether a value is of that kind."""

    words: str
    fits: Callable[[Any], bool]


def is_text(value: Any) -> bool:
    """Say whether a value is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_number(value: Any) -> bool:
    """Say whether a value is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_list(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return the check of a list with at least one entry, all of which fit."""
    return lambda value: isinstance(value, list) and bool(value) and all(map(fits, value))


def _is_chart(value: Any) -> bool:
    """Say whether a value is a chart: title, unit, as many labels as values, and a target where there is one."""
    if not isinstance(value, dict) or not is_text(value.get("title")) or not isinstance(value.get("unit"), str):
        return False
    labels, values = value.get("labels"), value.get("values")
    same = TEXTS.fits(labels) and NUMBERS.fits(values) and len(labels or ()) == len(values or ()) > 1
    return same and is_number(value.get("target", 0))


TEXT = Shape("a text", is_text)
NUMBER = Shape("a number", is_number)
TEXTS = Shape("a list of texts", _is_list(is_text))
NUMBERS = Shape("a list of numbers", _is_list(is_number))
TABLE = Shape("a table", lambda value: isinstance(value, dict))
TABLES = Shape("a list of tables", _is_list(TABLE.fits))
CHART = Shape("a chart with title, unit, and as many labels as values (two or more); a target is a number", _is_chart)


def misfits(
    entry: Mapping[str, Any], needs: Mapping[str, Shape], may: Mapping[str, Shape], where: Where, name: str
) -> Iterator[Wrong]:
    """Yield the fields that an entry lacks or that are of another kind; `name` is what the entry is called."""
    for key, shape in needs.items():
        if key not in entry:
            yield Wrong(f"{name} needs {key}: {shape.words}", where)
    for key, shape in {**needs, **may}.items():
        if key in entry and not shape.fits(entry[key]):
            yield Wrong(f"{key} of {name} must be {shape.words}", (*where, f"{key} ="))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a type's files are laid out: the table that lists the parts, their fields, and the file's own fields."""

    table: str = ""
    part: Mapping[str, Shape] = field(default_factory=dict)
    part_may: Mapping[str, Shape] = field(default_factory=dict)
    head: Mapping[str, Shape] = field(default_factory=dict)
    head_may: Mapping[str, Shape] = field(default_factory=dict)

    def where(self, number: int) -> Where:
        """Return the phrases that lead to a part of a file."""
        return ((f"[[{self.table}]]", number),)

    def name(self, number: int) -> str:
        """Return what faults call a part: `item 3` for the third item."""
        return f"{self.table} {number + 1}"

    def misfits(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the fields of a file that are missing or of the wrong kind; every part may carry a chart."""
        yield from misfits(data, self.head, self.head_may, (), "the file")
        if not self.table:
            return
        if not TABLES.fits(data.get(self.table)):
            yield Wrong(f"list the parts of the practice as [[{self.table}]]")
            return
        for number, part in enumerate(data[self.table]):
            may = {**self.part_may, "chart": CHART}
            yield from misfits(part, self.part, may, self.where(number), self.name(number))
