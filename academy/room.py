"""The course in a room: the running order of a session on the clock, and what a facilitator says and shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.exercise import Exercise
from courses.markdown import without_places
from courses.outline import Activity, Course, Kind, Lesson, Module, Practice
from courses.practice import mark, mastered
from courses.practices.base import Mark
from courses.sessions import Session, spoken

MORNING = 9 * 60
"""When a session begins unless it is said otherwise, in minutes of the day."""


def clock(minute: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def read_clock(text: str) -> int:
    """Return the minute of the day that a text names, such as 09:30; the usual beginning for anything else."""
    hours, _colon, minutes = text.partition(":")
    if not (len(hours) < 3 and len(minutes) == 2 and text.isascii() and f"{hours}{minutes}".isdigit()):
        return MORNING
    return int(hours) * 60 + int(minutes) if int(hours) < 24 and int(minutes) < 60 else MORNING


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the running order: from when to when, and the activity, which a break has not.

    `module` is given where a module begins or goes on in this session.
    """

    begins: str
    ends: str
    minutes: int
    activity: Activity | None
    module: Module | None


def turns(session: Session, course: Course, start: int) -> list[Turn]:
    """Return the running order of a session that starts at a minute of the day."""
    found: list[Turn] = []
    last = ""
    for slot in session.slots:
        changed = slot.activity is not None and slot.activity.module != last
        module = course.modules_by_id[slot.activity.module] if slot.activity and changed else None
        last = slot.activity.module if slot.activity else last
        ends = clock(start + slot.ends)
        found.append(Turn(clock(start + slot.begins), ends, slot.minutes, slot.activity, module))
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """A key point, what is said about it, and when, counted from the beginning of the input."""

    text: str
    author: str
    said: str
    at: str


@dataclass(frozen=True, slots=True)
class Input:
    """A lesson as a facilitator gives it: point by point, with its texts for the hand-out."""

    lesson: Lesson
    minutes: int
    worked_minutes: int
    points: tuple[Point, ...]

    @property
    def reading(self) -> str:
        """Return the reading as HTML."""
        return without_places(self.lesson.reading)

    @property
    def worked(self) -> str:
        """Return the worked example as HTML."""
        return without_places(self.lesson.worked)


def input_of(lesson: Lesson, course: Course) -> Input:
    """Return a lesson as it is given in a room."""
    minutes = {one.kind: one.minutes for one in course.activities() if one.place == lesson.id}
    reading = minutes.get(Kind.READING, 0)
    points = [
        Point(point.text, point.author, said, f"{second // 60}:{second % 60:02d}")
        for point, said, second in zip(lesson.key_points, lesson.script, spoken(lesson.script, reading), strict=False)
    ]
    return Input(lesson, reading, minutes.get(Kind.WORKED, 0), tuple(points))


@dataclass(frozen=True, slots=True)
class Material:
    """A practice for a room, with what an experienced Master answers; `scenes` numbers the scenes of a branch by id."""

    practice: Practice
    marks: Sequence[Mark]
    scenes: Mapping[str, int]


def material_of(practice: Practice) -> Material:
    """Return a practice as it is worked on in a room."""
    scenes = {part["id"]: number for number, part in enumerate(practice.parts, start=1) if "id" in part}
    return Material(practice, mark(practice, mastered(practice, "")).marks, scenes)


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything a session needs on paper, in the order in which it is used."""

    session: Session
    turns: Sequence[Turn]
    inputs: Sequence[Input]
    practices: Sequence[Material]
    exercises: Sequence[tuple[Activity, Exercise]]


def kit_of(session: Session, course: Course, exercises: Mapping[str, Exercise], start: int) -> Kit:
    """Return the kit of a session."""
    steps = session.activities
    return Kit(
        session=session,
        turns=turns(session, course, start),
        inputs=[input_of(course.lessons[one.place], course) for one in steps if one.kind is Kind.READING],
        practices=[material_of(course.practices[one.id]) for one in steps if one.id in course.practices],
        exercises=[(one, exercises[one.id]) for one in steps if one.id in exercises],
    )
