"""Quizzes: items of seven types, a random form drawn from the pool, questions without their keys, and marking.

A form is a list of `[item id, order]` pairs, `order` being the shuffled places of the item's parts; it is stored with
the attempt. Answers are kept in the item's own numbering, so that they read the same whatever the order was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

Form = list[tuple[str, list[int]]]
CHOICE = {"single", "best_question", "multi"}
TYPES = CHOICE | {"match", "order", "hotspot", "numeric"}
_MARKED = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Item:
    """One item of a pool, as its file describes it (docs/authoring.md)."""

    id: str
    type: str
    stem: str
    lessons: tuple[str, ...]
    outcomes: tuple[str, ...]
    data: Mapping[str, Any]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the parts that are chosen, matched, ordered or pointed at; none for a numeric item."""
        if self.type in CHOICE:
            return tuple(option["text"] for option in self.data["options"])
        if self.type == "match":
            return tuple(pair["left"] for pair in self.data["pairs"])
        if self.type == "order":
            return tuple(self.data["steps"])
        return tuple(_MARKED.findall(self.data["text"])) if self.type == "hotspot" else ()

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
    """A quiz: its pool, how many items of which type a form draws, and the per cent that pass."""

    id: str
    title: str
    cut: int
    draw: Mapping[str, int]
    items: Mapping[str, Item]

    @property
    def drawn(self) -> int:
        """Return how many items a form has."""
        return sum(self.draw.values())


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is asked: no key, no rationale. `choices` are (value, text) in the shuffled order."""

    number: int
    type: str
    stem: str
    pick: int
    choices: tuple[tuple[int, str], ...]
    rights: tuple[str, ...]
    pieces: tuple[tuple[int, str], ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the form fields that answer it."""
        if self.type in {"match", "order"}:
            return tuple(f"q{self.number}.{value}" for value, _text in sorted(self.choices))
        return (f"q{self.number}",)


@dataclass(frozen=True, slots=True)
class Marked:
    """An answered item: what was given (in the item's numbering), and its points from 0 to 1."""

    item: Item
    given: tuple[str, ...]
    points: float


def draw(quiz: Quiz, seen: set[str], rng: Random) -> Form:
    """Draw a form: items not seen before come first, parts in random order."""
    form: Form = []
    for kind, count in quiz.draw.items():
        pool = [item for item in quiz.items.values() if item.type in kind.split("_or_") and item.id not in _ids(form)]
        fresh = [item for item in pool if item.id not in seen]
        stale = [item for item in pool if item.id in seen]
        chosen = rng.sample(fresh, min(count, len(fresh)))
        chosen += rng.sample(stale, count - len(chosen))
        form += [(item.id, rng.sample(range(len(item.texts)), len(item.texts))) for item in chosen]
    rng.shuffle(form)
    return form


def _ids(form: Form) -> set[str]:
    """Return the ids of a form's items."""
    return {item_id for item_id, _order in form}


def questions(quiz: Quiz, form: Sequence[Sequence[Any]]) -> tuple[Question, ...]:
    """Return the questions of a form, without keys."""
    return tuple(_question(n, quiz.items[item_id], order) for n, (item_id, order) in enumerate(form))


def _question(number: int, item: Item, order: Sequence[int]) -> Question:
    """Return one item as a question."""
    shown = sorted(order) if item.type in {"hotspot", "match"} else order
    return Question(
        number=number,
        type=item.type,
        stem=item.stem,
        pick=len(item.keys) if item.type == "multi" else 1,
        choices=tuple((at, item.texts[at]) for at in shown),
        rights=item.rights,
        pieces=tuple(_pieces(item)) if item.type == "hotspot" else (),
    )


def _pieces(item: Item) -> Iterator[tuple[int, str]]:
    """Yield a hotspot's text in pieces: a phrase with its number from 1, what stands between with 0."""
    phrase = 0
    for n, piece in enumerate(_MARKED.split(item.data["text"])):
        phrase += n % 2
        if piece:
            yield (phrase if n % 2 else 0), piece


def missing(asked: Sequence[Question], answer: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the fields that have no answer."""
    return tuple(f for question in asked for f in question.fields if not any(t.strip() for t in answer.get(f, ())))


def mark(quiz: Quiz, form: Sequence[Sequence[Any]], answer: Mapping[str, Sequence[str]]) -> tuple[Marked, ...]:
    """Mark an answered form; what is not a sensible value counts as wrong."""
    marked = []
    for question, (item_id, _order) in zip(questions(quiz, form), form, strict=True):
        given = tuple(text[:200] for name in question.fields for text in (answer.get(name) or ("",)))
        marked.append(Marked(quiz.items[item_id], given, points(quiz.items[item_id], given)))
    return tuple(marked)


def points(item: Item, given: Sequence[str]) -> float:
    """Return the points of an answer from 0 to 1: the share that is right, where there are parts."""
    if item.type == "numeric":
        return float(_is_near(item, given[0] if given else ""))
    if item.type == "match":
        wanted = [str(item.rights.index(pair["right"])) for pair in item.data["pairs"]]
        return _share(wanted, given)
    if item.type == "order":
        return _share([str(place + 1) for place in range(len(item.texts))], given)
    chosen = {int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 4}
    if item.type == "multi":
        return max(0.0, (len(chosen & item.keys) - len(chosen - item.keys)) / len(item.keys))
    return float(chosen == item.keys)


def _share(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Return the share of the places that are filled rightly."""
    return sum(w == g for w, g in zip(wanted, given, strict=False)) / len(wanted)


def number_of(text: str) -> float | None:
    """Return the number that somebody typed, with a decimal point or comma, or as a percentage; None for no number."""
    plain = text.strip().replace(" ", "").replace("−", "-")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?|[+-]?\.\d{1,9}", plain):
        return None
    return float(plain) / (100 if percent else 1)


def _is_near(item: Item, text: str) -> bool:
    """Say whether a typed number is the right one within the tolerance."""
    value = number_of(text)
    return value is not None and abs(value - float(item.data["answer"])) <= float(item.data["tolerance"]) + 1e-9


def percent(marked: Sequence[Marked]) -> float:
    """Return the points in per cent of the most possible."""
    return round(100 * sum(one.points for one in marked) / len(marked), 1)


def quiz_of(data: Mapping[str, Any]) -> Quiz:
    """Return a quiz from the values of its file; raise KeyError for a missing field."""
    items = [
        Item(
            one["id"],
            one["type"],
            one["stem"],
            tuple(one["lessons"]),
            tuple(one["outcomes"]),
            {k: v for k, v in one.items() if k not in {"id", "type", "stem", "lessons", "outcomes"}},
        )
        for one in data["item"]
    ]
    return Quiz(data["id"], data["title"], data["cut"], data["draw"], {item.id: item for item in items})


def faults_of(quiz: Quiz) -> Iterator[str]:
    """Yield what is wrong with a quiz: unknown types, pools under three forms, items without one clear key."""
    for kind, count in quiz.draw.items():
        pool = sum(1 for item in quiz.items.values() if item.type in kind.split("_or_"))
        if pool < count:
            yield f"draws {count} items of type {kind}, but has {pool}"
    if len(quiz.items) < 3 * quiz.drawn:
        yield f"needs a pool of {3 * quiz.drawn} items for a form of {quiz.drawn}, but has {len(quiz.items)}"
    for item in quiz.items.values():
        yield from _faults_of_item(item)


def _faults_of_item(item: Item) -> Iterator[str]:
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
