"""Live sessions: which activities each holds, in which order, at which minute, and with which breaks (T6)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from courses.files import ContentError, Fault, line_of, read_toml
from courses.markdown import word_count
from courses.outline import Activity, Course


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a session: from which minute, for how many, and the activity, which a break has not."""

    begins: int
    minutes: int
    activity: Activity | None = None

    @property
    def ends(self) -> int:
        """Return the minute at which it is over."""
        return self.begins + self.minutes


@dataclass(frozen=True)
class Session:
    """A live session: its activities in order, and the breaks after some of them, in minutes by activity id."""

    id: str
    title: str
    activities: tuple[Activity, ...]
    breaks: Mapping[str, int]

    @property
    def minutes(self) -> int:
        """Return the minutes that count, without breaks."""
        return sum(activity.minutes for activity in self.activities)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Return the running order; a break behind the last activity is left out."""
        slots: list[Slot] = []
        for activity in self.activities:
            begins = slots[-1].ends if slots else 0
            slots.append(Slot(begins, activity.minutes, activity))
            if activity.id in self.breaks and activity is not self.activities[-1]:
                slots.append(Slot(slots[-1].ends, self.breaks[activity.id]))
        return tuple(slots)

    @property
    def lasts(self) -> int:
        """Return how many minutes it lasts, breaks included."""
        return self.slots[-1].ends if self.slots else 0


@dataclass(frozen=True, slots=True)
class Day:
    """Two sessions or more in one place, with a pause between them."""

    sessions: tuple[Session, ...]
    pause: int

    def begins(self, start: int) -> list[tuple[Session, int]]:
        """Return the minute of the day at which each session begins, the first one at `start`."""
        found: list[tuple[Session, int]] = []
        for session in self.sessions:
            found.append((session, start))
            start += session.lasts + self.pause
        return found


@dataclass(frozen=True)
class Programme:
    """All sessions and days, and how each module is worked on in a room."""

    sessions: tuple[Session, ...] = ()
    days: tuple[Day, ...] = ()
    rooms: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Session]:
        """Return the sessions by id."""
        return {session.id: session for session in self.sessions}

    def of(self, activity_id: str) -> Session | None:
        """Return the session that an activity belongs to."""
        return next((one for one in self.sessions if any(a.id == activity_id for a in one.activities)), None)


def load_programme(path: Path, course: Course) -> Programme:
    """Read the sessions of a course, which a small course may lack; raise `ContentError` with every fault.

    What a session names and the course does not teach yet is left out, and a session without anything as well; what is
    taught belongs to exactly one session.
    """
    if not path.is_file():
        return Programme()
    data = read_toml(path)
    sessions = tuple(_session(entry, course) for entry in data["session"])
    faults = [Fault(str(path), line_of(path, *where), text) for where, text in _faults(data, sessions, course)]
    if faults:
        raise ContentError(faults)
    held = {session.id: session for session in sessions if session.activities}
    days = (
        Day(tuple(held[one] for one in entry["sessions"] if one in held), entry["pause"])
        for entry in data.get("day", ())
    )
    return Programme(tuple(held.values()), tuple(day for day in days if day.sessions), data.get("rooms", {}))


def _session(entry: Mapping[str, Any], course: Course) -> Session:
    """Return a session with what the course teaches of it."""
    activities = tuple(one for step in entry["steps"] for one in course.activities() if step in _names(one))
    breaks = {}
    for pause in entry.get("breaks", ()):
        last = [one.id for one in activities if pause["after"] in _names(one)]
        if last:
            breaks[last[-1]] = pause["minutes"]
    return Session(entry["id"], entry["title"], activities, breaks)


def _names(activity: Activity) -> tuple[str, str, str]:
    """Return the names by which a session's steps can mean an activity."""
    return activity.module, activity.place, activity.id


def _faults(
    data: Mapping[str, Any], sessions: Sequence[Session], course: Course
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with the sessions, with the phrase that leads to the line."""
    times = Counter(activity.id for session in sessions for activity in session.activities)
    for activity in course.activities():
        if times[activity.id] != 1:
            yield ("[[session]]",), f"{activity.id} belongs to {times[activity.id]} sessions; put it into exactly one"
    known = {session.id for session in sessions}
    for entry in data.get("day", ()):
        for one in entry["sessions"]:
            if one not in known:
                yield ("[[day]]", f'"{one}"'), f"there is no session {one}"
    for module in course.modules:
        if module.id not in data.get("rooms", {}):
            yield ("[rooms]",), f"say how {module.id} is worked on in a room"


def spoken(script: Sequence[str], minutes: int) -> list[int]:
    """Return the second at which each point of a script begins, if its words share the minutes evenly."""
    words = [word_count(text) for text in script]
    whole = sum(words) or 1
    return [minutes * 60 * sum(words[:place]) // whole // 5 * 5 for place in range(len(words))]
