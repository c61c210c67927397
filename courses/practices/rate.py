"""Rate: statements about oneself on a scale; nothing is right or wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from courses.outline import Practice
from courses.practices.base import Mark, Type
from courses.practices.shape import TEXT, TEXTS, Layout, Wrong


class Rate(Type):
    """Statements that readers rate for themselves; what is kept is the number of the level, from 0."""

    layout = Layout("item", {"text": TEXT, "outcome": TEXT}, head={"scale": TEXTS})

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield a scale that cannot be told apart."""
        if len(set(data["scale"])) != len(data["scale"]) or len(data["scale"]) < 2:
            yield Wrong("give a scale of two levels or more, each in words of its own", ("scale =",))

    def options(self, practice: Practice, name: str) -> tuple[str, ...]:
        """Return the numbers of the levels."""
        return tuple(str(level) for level in range(len(practice.data["scale"])))

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Put a rating into words."""
        level = practice.data["scale"][int(given)] if given in self.options(practice, name) else ""
        return Mark(name, practice.parts[int(name)]["text"], level, None)

    def master(self, practice: Practice, name: str) -> str:
        """Return the level below the highest."""
        return self.options(practice, name)[-2]


def ratings(practice: Practice, answer: Mapping[str, str]) -> dict[str, str]:
    """Return the levels of an answer in words, by outcome, so that two ratings can be compared."""
    marks = Rate().mark(practice, answer).marks
    return {part["outcome"]: mark.given for part, mark in zip(practice.parts, marks, strict=True) if mark.given}
