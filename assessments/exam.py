"""The final exam: forms that fill a table of specification from the exam items of every module."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.items import Item, Quiz, faults_of_item, item_of
from assessments.retry import EXAM_RETRY

LEVELS = {
    "remember": "remember-understand",
    "understand": "remember-understand",
    "apply": "apply",
    "analyse": "analyse-evaluate",
    "evaluate": "analyse-evaluate",
}
"""The columns of the table of specification, by what an item asks for."""
FORMS = 3
"""How many forms each cell must be able to fill without repeating an item."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The exam items of one module, and the file that holds them."""

    path: Path
    module: str
    items: tuple[Item, ...]


def is_exam(data: Mapping[str, Any]) -> bool:
    """Say whether the values of an exam file are the head of the exam itself, not the items of a module."""
    return "table" in data


def pool_of(path: Path, module: str, data: Mapping[str, Any]) -> Pool:
    """Return a module's exam items, each with its cell of the table; raise KeyError for a missing field."""
    return Pool(path, module, tuple(item_of(one, cell=f"{module} {LEVELS.get(one['bloom'])}") for one in data["item"]))


def faults_of_pool(pool: Pool) -> Iterator[str]:
    """Yield what is wrong with a module's exam items."""
    for item in pool.items:
        if item.data["bloom"] not in LEVELS:
            yield f"{item.id}: bloom must be one of {', '.join(LEVELS)}, not {item.data['bloom']}"
        yield from faults_of_item(item)


def exam_of(data: Mapping[str, Any], pools: Sequence[Pool]) -> Quiz:
    """Return the exam from the values of its file and the items of the modules; raise KeyError for a missing field."""
    return Quiz(
        id=data["id"],
        title=data["title"],
        cut=data["cut"],
        draw={
            f"{module} {level}": count for module, row in data["table"].items() for level, count in row.items() if count
        },
        items={item.id: item for pool in pools for item in pool.items},
        retry=EXAM_RETRY,
        cut_source=data["cut_source"],
    )


def faults_of_exam(exam: Quiz, path: Path, pools: Sequence[Pool]) -> Iterator[tuple[Path, str]]:
    """Yield what keeps the pools from filling the table, each with the file in which to mend it."""
    files = {pool.module: pool.path for pool in pools}
    for cell, count in exam.draw.items():
        module, level = cell.split(" ")
        have = len(exam.pool(cell))
        if level not in LEVELS.values():
            yield path, f"the table has no column {level}; it has {', '.join(dict.fromkeys(LEVELS.values()))}"
        elif have < FORMS * count:
            text = f"{cell}: the exam draws {count}, so this cell needs {FORMS * count} items, but has {have}"
            yield files.get(module, path), text
    times = Counter(item.id for pool in pools for item in pool.items)
    for pool in pools:
        for item in pool.items:
            if item.cell not in exam.draw:
                yield pool.path, f"{item.id}: the exam draws nothing from the cell {item.cell}"
            if times[item.id] > 1:
                yield pool.path, f"{item.id}: another exam item has this id"
