"""Quizzes: a random form drawn from the pool, questions without their keys, and marking.

A form is a list of `[item id, order]` pairs, `order` being the shuffled places of the item's parts; it is stored with
the attempt. A page numbers the parts as it shows them, because an item's own order may be its key; answers are kept in
the item's own numbering, so that they read the same whatever the order was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from assessments.items import MARKED, Item, Quiz
from courses.practices.numbers import readings

Form = list[tuple[str, list[int]]]


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is asked: no key, no rationale. `choices` are (value, text) by their place on the page."""

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
            return tuple(f"q{self.number}.{value}" for value, _text in self.choices)
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
        pool = [item for item in quiz.pool(kind) if item.id not in _ids(form)]
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
    return Question(
        number=number,
        type=item.type,
        stem=item.stem,
        pick=len(item.keys) if item.type == "multi" else 1,
        choices=tuple((place, item.texts[at]) for place, at in enumerate(_shown(item, order))),
        rights=item.rights,
        pieces=tuple(_pieces(item)) if item.type == "hotspot" else (),
    )


def _shown(item: Item, order: Sequence[int]) -> Sequence[int]:
    """Return the item's parts in the order of the page: shuffled, unless they are read in their own order."""
    return sorted(order) if item.type in {"hotspot", "match"} else order


def _pieces(item: Item) -> Iterator[tuple[int, str]]:
    """Yield a hotspot's text in pieces: a phrase with its number from 1, what stands between with 0."""
    phrase = 0
    for n, piece in enumerate(MARKED.split(item.data["text"])):
        phrase += n % 2
        if piece:
            yield (phrase if n % 2 else 0), piece


def missing(asked: Sequence[Question], answer: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the fields that have no answer."""
    return tuple(f for question in asked for f in question.fields if not any(t.strip() for t in answer.get(f, ())))


def mark(quiz: Quiz, form: Sequence[Sequence[Any]], answer: Mapping[str, Sequence[str]]) -> tuple[Marked, ...]:
    """Mark an answered form; what is not a sensible value counts as wrong."""
    marked = []
    for question, (item_id, order) in zip(questions(quiz, form), form, strict=True):
        item = quiz.items[item_id]
        given = _given(item, _shown(item, order), [answer.get(name) or ("",) for name in question.fields])
        marked.append(Marked(item, given, points(item, given)))
    return tuple(marked)


def _given(item: Item, shown: Sequence[int], sent: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return what the fields hold, place by place on the page, in the item's own numbering."""
    if item.type in {"match", "order"}:
        by_part = dict(zip(shown, (texts[0][:200] for texts in sent), strict=True))
        return tuple(by_part[at] for at in sorted(by_part))
    if item.type == "numeric":
        return (sent[0][0][:200],)
    parts = {str(place): str(at) for place, at in enumerate(shown)}
    return tuple(parts.get(text, "") for text in sent[0])


def points(item: Item, given: Sequence[str]) -> float:
    """Return the points of an answer from 0 to 1: the share that is right, where there are parts."""
    if item.type == "numeric":
        return float(_is_near(given[0] if given else "", float(item.data["answer"]), float(item.data["tolerance"])))
    if item.type in {"match", "order"}:
        return _share(_right(item), given)
    chosen = {int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 4}
    if item.type == "multi":
        return max(0.0, (len(chosen & item.keys) - len(chosen - item.keys)) / len(item.keys))
    return float(chosen == item.keys)


def _share(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Return the share of the places that are filled rightly."""
    return sum(w == g for w, g in zip(wanted, given, strict=False)) / len(wanted)


def _is_near(text: str, wanted: float, tolerance: float) -> bool:
    """Say whether a typed number is the wanted one within a tolerance."""
    return any(abs(value - wanted) <= tolerance + 1e-9 for value in readings(text))


def reason(item: Item, text: str) -> str:
    """Return what is said to a typed number: why this very slip is one, else why the right number is right."""
    tolerance = float(item.data["tolerance"])
    if not _is_near(text, float(item.data["answer"]), tolerance):
        for trap in item.data.get("traps", ()):
            if _is_near(text, float(trap["value"]), tolerance):
                return f"{trap['rationale']} {item.rationales[0]}"
    return item.rationales[0]


def percent(marked: Sequence[Marked]) -> float:
    """Return the points in per cent of the most possible."""
    return round(100 * sum(one.points for one in marked) / len(marked), 1)


def solved(quiz: Quiz, form: Sequence[Sequence[Any]]) -> dict[str, list[str]]:
    """Return the answer that earns every point of a form."""
    answer: dict[str, list[str]] = {}
    for question, (item_id, order) in zip(questions(quiz, form), form, strict=True):
        item = quiz.items[item_id]
        shown, right = _shown(item, order), _right(item)
        if item.type in {"match", "order"}:
            answer |= {name: [right[at]] for name, at in zip(question.fields, shown, strict=True)}
        elif item.type == "numeric":
            answer[question.fields[0]] = right
        else:
            answer[question.fields[0]] = [str(place) for place, at in enumerate(shown) if at in item.keys]
    return answer


def _right(item: Item) -> list[str]:
    """Return what an item's fields hold when everything is right; for choices, all in one field."""
    if item.type == "match":
        return [str(item.rights.index(pair["right"])) for pair in item.data["pairs"]]
    if item.type == "order":
        return [str(place + 1) for place in range(len(item.texts))]
    return [str(item.data["answer"])] if item.type == "numeric" else [str(key) for key in sorted(item.keys)]
