"""The papers of a renewal: a refresh quiz drawn from the pools of all modules, and the final exam once more."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from assessments.items import Quiz


def refresh_of(quizzes: Mapping[str, Quiz], name: str, title: str, *, size: int, cut: int) -> Quiz:
    """Return a quiz over the pools of every module but the exam's; the larger pools give more of its questions."""
    items = {item.id: item for quiz in quizzes.values() if not quiz.exam for item in quiz.items.values()}
    left, draw = Counter(item.type for item in items.values()), Counter[str]()
    for _ in range(min(size, len(items))):
        ((kind, _count),) = left.most_common(1)
        left[kind] -= 1
        draw[kind] += 1
    return Quiz(name, title, cut, draw, items)


def exam_again(quizzes: Mapping[str, Quiz], name: str) -> Quiz | None:
    """Return the final exam under another name, so that it can be passed once more; None where there is none."""
    exam = next((quiz for quiz in quizzes.values() if quiz.exam), None)
    return None if exam is None else replace(exam, id=name)
