"""Alignment: no outcome without teaching and evidence, no pool too small for the course (curriculum, section 9)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assessments.catalogue import Catalogue
from assessments.items import Item
from assessments.novelty import faults_of_novelty
from courses.files import Fault, line_of, read_toml
from courses.outline import Course

MODULE_ITEMS, EXAM_ITEMS = 240, 90
"""The fewest items in the quizzes of all modules together, and in the final exam: three forms of each at least."""


def faults_of_course(content: Path, course: Course, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what is wrong between the files of a course that are sound by themselves."""
    yield from faults_of_outcomes(content / "outcomes.en.toml", course, catalogue)
    yield from faults_of_pools(content / "course.toml", catalogue)
    yield from faults_of_novelty(content)


def faults_of_outcomes(path: Path, course: Course, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield the outcomes that no lesson teaches or no question asks for, and those that are named but do not exist."""
    outcomes = read_toml(path)["outcome"]
    items = [item for quiz in catalogue.quizzes.values() for item in quiz.items.values()]
    taught = {outcome for lesson in course.lessons.values() for outcome in lesson.outcomes}
    asked = {outcome for item in items for outcome in item.outcomes}
    for one in outcomes:
        for text in _faults_of_outcome(one, course, taught, asked):
            yield Fault(str(path), line_of(path, f'"{one["id"]}"'), text)
    for name in sorted((taught | asked) - {one["id"] for one in outcomes}):
        where = ", ".join([*_lessons_with(name, course), *_items_with(name, items)])
        yield Fault(
            str(path), 1, f"there is no outcome {name}, which {where} would reach; describe it, or name another"
        )


def _faults_of_outcome(one: Mapping[str, Any], course: Course, taught: set[str], asked: set[str]) -> Iterator[str]:
    """Yield what an outcome lacks once all of its modules are in the course."""
    if not set(one["modules"]) <= course.modules_by_id.keys():
        return
    if one["id"] not in taught:
        yield f"no lesson teaches {one['id']}; name it in the outcomes of one in {', '.join(one['modules'])}"
    if one["id"] not in asked:
        yield f"no question asks for {one['id']}; write one, and name it in its outcomes"


def _lessons_with(outcome: str, course: Course) -> Iterator[str]:
    """Yield the lessons that name an outcome."""
    return (f"lesson {lesson.id}" for lesson in course.lessons.values() if outcome in lesson.outcomes)


def _items_with(outcome: str, items: list[Item]) -> Iterator[str]:
    """Yield the items that name an outcome."""
    return (f"item {item.id}" for item in items if outcome in item.outcomes)


def faults_of_pools(path: Path, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield which pool of a course with a final exam is too small; that each cell is filled the exam checks itself."""
    quizzes = catalogue.quizzes.values()
    if not any(quiz.exam for quiz in quizzes):
        return
    pools = {
        "the quizzes of all modules need": (MODULE_ITEMS, [quiz for quiz in quizzes if not quiz.exam]),
        "the final exam needs": (EXAM_ITEMS, [quiz for quiz in quizzes if quiz.exam]),
    }
    for name, (needed, those) in pools.items():
        have = sum(len(quiz.items) for quiz in those)
        if have < needed:
            yield Fault(str(path), 1, f"{name} {needed} items together, and there are {have}; write more")
