"""Quiz items: seven types, each a file format (docs/authoring.md), and what makes one sound."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.retry import QUIZ_RETRY, Retry

CHOICE = {"single", "best_question", "multi"}
TYPES = CHOICE | {"match", "order", "hotspot", "numeric"}
MARKED = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Item:
    """One item of a pool, as its file describes it (docs/authoring.md).

    `cell` is its place in the table of specification (`M4 apply`); only the items of the final exam have one.
    """

    id: str
    type: str
    stem: str
    lessons: tuple[str, ...]
    outcomes: tuple[str, ...]
    data: Mapping[str, Any]
    cell: str = ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the parts that are chosen, matched, ordered or pointed at; none for a numeric item."""
        if self.type in CHOICE:
            return tuple(option["text"] for option in self.data["options"])
        if self.type == "match":
            return tuple(pair["left"] for pair in self.data["pairs"])
        if self.type == "order":
            return tuple(self.data["steps"])
        return tuple(MARKED.findall(self.data["text"])) if self.type == "hotspot" else ()

    @cached_property
    def rights(self) -> tuple[str, ...]:
        """Return the right-hand sides of a match, each once, by alphabet."""
        return tuple(sorted({pair["right"] for pair in self.data["pairs"]})) if self.type == "match" else ()

    @cached_property
    def keys(self) -> frozenset[int]:
        """Return the numbers of the right options."""
        if self.type == "hotspot":
            return frozenset({self.data["answer"] - 1})
        return frozenset(n for n, option in enumerate(self.data.get("options", ())) if option.get("correct"))

    @cached_property
    def rationales(self) -> tuple[str, ...]:
        """Return a sentence for each part, or the one for the whole item."""
        if self.type in CHOICE:
            return tuple(option["rationale"] for option in self.data["options"])
        if self.type == "match":
            return tuple(pair["rationale"] for pair in self.data["pairs"])
        return tuple(self.data["rationales"]) if self.type == "hotspot" else (self.data["rationale"],)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz: its pool, how many items of which kind a form draws, the per cent that pass, and when to try again.

    A kind is a type, types joined by `_or_`, or a cell of the table of specification. `cut_source` says who set the
    cut of the final exam (`provisional` until a panel has); the quizzes of the modules have none.
    """

    id: str
    title: str
    cut: int
    draw: Mapping[str, int]
    items: Mapping[str, Item]
    retry: Retry = QUIZ_RETRY
    cut_source: str = ""

    @property
    def exam(self) -> bool:
        """Say whether it is the final exam."""
        return bool(self.cut_source)

    @property
    def drawn(self) -> int:
        """Return how many items a form has."""
        return sum(self.draw.values())

    def pool(self, kind: str) -> list[Item]:
        """Return the items of a kind."""
        return [item for item in self.items.values() if item.cell == kind or item.type in kind.split("_or_")]


def quiz_of(data: Mapping[str, Any]) -> Quiz:
    """Return a quiz from the values of its file; raise KeyError for a missing field."""
    items = map(item_of, data["item"])
    return Quiz(data["id"], data["title"], data["cut"], data["draw"], {item.id: item for item in items})


def item_of(data: Mapping[str, Any], cell: str = "") -> Item:
    """Return an item from its table; raise KeyError for a missing field."""
    named = {"id", "type", "stem", "lessons", "outcomes"}
    rest = {name: value for name, value in data.items() if name not in named}
    return Item(data["id"], data["type"], data["stem"], tuple(data["lessons"]), tuple(data["outcomes"]), rest, cell)


def faults_of(quiz: Quiz) -> Iterator[str]:
    """Yield what is wrong with a quiz: unknown types, pools under three forms, items without one clear key."""
    for kind, count in quiz.draw.items():
        if len(quiz.pool(kind)) < count:
            yield f"draws {count} items of type {kind}, but has {len(quiz.pool(kind))}"
    if len(quiz.items) < 3 * quiz.drawn:
        yield f"needs a pool of {3 * quiz.drawn} items for a form of {quiz.drawn}, but has {len(quiz.items)}"
    for item in quiz.items.values():
        yield from faults_of_item(item)


def faults_of_item(item: Item) -> Iterator[str]:
    """Yield what is wrong with an item."""
    if item.type not in TYPES:
        yield f"{item.id}: unknown type {item.type}"
        return
    if item.type in {"single", "best_question"} and (len(item.keys) != 1 or not 3 <= len(item.texts) <= 4):
        yield f"{item.id}: needs three or four options, one of them right"
    if item.type == "multi" and (len(item.keys) < 2 or not 4 <= len(item.texts) <= 6):
        yield f"{item.id}: needs four to six options, two or more of them right"
    if item.type == "hotspot" and not 0 <= min(item.keys) < len(item.texts) == len(item.rationales):
        yield f"{item.id}: needs a rationale for each marked phrase, and an answer among them"
    if item.type in {"match", "order"} and not 3 <= len(item.texts) <= 6:
        yield f"{item.id}: needs three to six parts"
    if not all(text.strip() for text in item.rationales):
        yield f"{item.id}: a rationale is empty"
