"""Practices: five types of activity that need an answer, and how each answer is marked.

An answer is a mapping of field names to texts, as a form sends it: `0`, `1`, … for the parts, `1.0` for the first gap
of the second card, `reason` for the written line of a sort.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.outline import Practice

VERDICTS = {"keep", "means", "condition", "later"}
MAX_TEXT = 2000
"""The longest written answer, in characters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How one part was answered: right, wrong, or (None) a matter for the reader's own comparison."""

    field: str
    given: str
    right: bool | None
    model: str
    why: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A whole practice, marked; `missing` names the fields without an answer."""

    marks: tuple[Mark, ...]
    missing: tuple[str, ...]

    @property
    def right(self) -> int:
        """Return how many parts are right."""
        return sum(1 for mark in self.marks if mark.right)

    @property
    def judged(self) -> int:
        """Return how many parts are right or wrong at all."""
        return sum(1 for mark in self.marks if mark.right is not None)


def fields_of(practice: Practice) -> tuple[str, ...]:
    """Return the names of the fields that an answer fills."""
    if practice.type == "complete":
        return tuple(f"{c}.{g}" for c, card in enumerate(practice.parts) for g in range(len(card["gap"])))
    names = tuple(str(number) for number in range(len(practice.parts)))
    return (*names, "reason") if practice.reason else names


def mark(practice: Practice, answer: Mapping[str, str]) -> Marked:
    """Mark an answer; unknown fields are ignored, texts are cut at `MAX_TEXT`."""
    given = {name: answer.get(name, "").strip()[:MAX_TEXT] for name in fields_of(practice)}
    missing = tuple(name for name, text in given.items() if not text)
    return Marked(tuple(_mark(practice, name, text) for name, text in given.items()), missing)


def _mark(practice: Practice, name: str, given: str) -> Mark:
    """Mark one field by the type of its practice."""
    if name == "reason":
        return Mark(name, given, None, "", "")
    if practice.type == "complete":
        card, gap = (int(part) for part in name.split("."))
        entry = practice.parts[card]["gap"][gap]
        return Mark(name, given, given == entry["answer"], entry["answer"], entry["why"])
    part = practice.parts[int(name)]
    if practice.type == "sort":
        return Mark(name, given, given == part["bin"], part["bin"], part["why"])
    if practice.type == "cut":
        kept = part["verdict"] == "keep"
        return Mark(name, given, (given == "keep") == kept, part["verdict"], part["why"])
    if practice.type == "recall":
        return Mark(name, given, None, part["answer"], "")
    return Mark(name, given, None, part["model"], part["look_for"])


def faults_of(practice: Practice) -> list[str]:
    """Return what is wrong with a practice as its file describes it; an empty list for a sound one."""
    checks = {"sort": _faults_of_sort, "cut": _faults_of_cut, "complete": _faults_of_complete}
    if practice.type not in {*checks, "write", "recall"}:
        return [f"type must be sort, cut, complete, write or recall, not {practice.type}"]
    faults = checks[practice.type](practice) if practice.type in checks else []
    return faults if practice.parts else [*faults, "a practice needs parts"]


def _faults_of_sort(practice: Practice) -> list[str]:
    """Return the items whose bin does not exist."""
    return [
        f"the bin {part['bin']} is not among the bins" for part in practice.parts if part["bin"] not in practice.bins
    ]


def _faults_of_cut(practice: Practice) -> list[str]:
    """Return the pieces with an unknown verdict, and whether what is kept reads as the result."""
    faults = [f"unknown verdict {part['verdict']}" for part in practice.parts if part["verdict"] not in VERDICTS]
    kept = " ".join(part["text"] for part in practice.parts if part["verdict"] == "keep")
    if kept.strip(" .").casefold() != practice.result.strip(" .").casefold():
        faults.append(f"the kept pieces read '{kept}', not the result")
    return faults


def _faults_of_complete(practice: Practice) -> list[str]:
    """Return the gaps whose answer is not among their options, or that offer fewer than three."""
    gaps = [gap for card in practice.parts for gap in card["gap"]]
    faults = [
        f"the answer {gap['answer']} is not among the options" for gap in gaps if gap["answer"] not in gap["options"]
    ]
    return faults + [f"offer three options or more for {gap['label']}" for gap in gaps if len(gap["options"]) < 3]
