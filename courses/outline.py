"""The curriculum as frozen values: modules, their activities in order, and what comes next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

STILL_SECONDS, TRANSCRIPT_SECONDS = 180, 600
"""How long a silence is still work (T5): three minutes, or ten where a transcript is read."""


class Kind(StrEnum):
    """What a trainee does in an activity (curriculum, opening paragraph)."""

    READING = "R"
    WORKED = "W"
    PRACTICE = "P"
    QUIZ = "Q"
    REFLECTION = "F"
    EXERCISE = "X"


@dataclass(frozen=True, slots=True)
class Activity:
    """One step with planned minutes that counts for learning time; its id is stable (`2.1.R`, `E01`, `M2.Q`).

    An activity of the practice reserve is nobody's duty: it replaces minutes that are missing (T5). Whoever reads a
    `transcript` may keep still for longer than others (T5).
    """

    id: str
    kind: Kind
    module: str
    place: str
    title: str
    minutes: int
    reserve: bool = False
    transcript: bool = False

    @property
    def still_seconds(self) -> int:
        """Return for how long somebody at work on it may give no sign of that (T5)."""
        return TRANSCRIPT_SECONDS if self.transcript else STILL_SECONDS


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing a lesson teaches, and whom it is owed to."""

    text: str
    author: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: what it is for, its reading and its worked example as HTML, and the questions a Master asks.

    `in_person` says how it is done in a room, `script` what the facilitator says on each key point; both may be empty.
    """

    id: str
    module: str
    title: str
    why: str
    outcomes: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    claim: str
    answer: str
    inquiry: tuple[str, ...]
    sources: tuple[str, ...]
    reading: str
    worked_title: str
    worked: str
    in_person: str = ""
    script: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """An activity that needs an answer: `parts` are what its file lists, `data` the file's other fields."""

    id: str
    module: str
    title: str
    type: str
    intro: str
    closing: str
    parts: tuple[Mapping[str, Any], ...]
    data: Mapping[str, Any]

    @property
    def kind(self) -> Kind:
        """Return whether it is a practice or a reflection."""
        return Kind(self.id.rsplit(".", 1)[1])


@dataclass(frozen=True, slots=True)
class Studio:
    """The step in which the capstone is begun: what to do there, and what to take along; both as HTML."""

    id: str
    intro: str
    closing: str


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its opening case, its activities in teaching order, and its part of the practice reserve."""

    id: str
    title: str
    opening: str
    activities: tuple[Activity, ...]
    reserve: tuple[Activity, ...] = ()

    @property
    def minutes(self) -> int:
        """Return the planned minutes: the sum of the activities, without the reserve."""
        return sum(activity.minutes for activity in self.activities)


@dataclass(frozen=True)
class Course:
    """The whole curriculum of one language."""

    title: str
    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]
    practices: Mapping[str, Practice]
    studio: Studio | None = None

    def activities(self) -> Iterator[Activity]:
        """Yield every activity in teaching order, without the reserve."""
        for module in self.modules:
            yield from module.activities

    def all_activities(self) -> Iterator[Activity]:
        """Yield every activity that can be credited: those of each module, then its reserve."""
        for module in self.modules:
            yield from module.activities
            yield from module.reserve

    @cached_property
    def by_id(self) -> dict[str, Activity]:
        """Return the activities by id, the reserve among them."""
        return {activity.id: activity for activity in self.all_activities()}

    @cached_property
    def _order(self) -> list[str]:
        return [activity.id for activity in self.activities()]

    @cached_property
    def modules_by_id(self) -> dict[str, Module]:
        """Return the modules by id."""
        return {module.id: module for module in self.modules}

    def neighbours(self, activity_id: str) -> tuple[Activity | None, Activity | None]:
        """Return the activities before and after one, in teaching order; the reserve stands outside it."""
        if self.by_id[activity_id].reserve:
            return None, None
        at = self._order.index(activity_id)
        before = self.by_id[self._order[at - 1]] if at else None
        after = self.by_id[self._order[at + 1]] if at + 1 < len(self._order) else None
        return before, after

    def first_open(self, completed: frozenset[str] | set[str]) -> Activity | None:
        """Return the first activity that is not completed, or None when all are."""
        return next((activity for activity in self.activities() if activity.id not in completed), None)

    @property
    def minutes(self) -> int:
        """Return the planned minutes of the whole course."""
        return sum(module.minutes for module in self.modules)
