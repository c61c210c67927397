"""Learning time that counts: which seconds an event proves, and what an activity is credited with (rules T1 to T5)."""

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from courses.outline import STILL_SECONDS, Activity, Kind

BEAT_SECONDS = 60
"""The most that one heartbeat proves; the page sends one every thirty seconds while its reader is active."""
SILENCE_SECONDS = 120
"""After so long without a heartbeat the clock starts anew: the time between was not spent here."""
CEILING = 1.25
"""An activity is credited with at most this many times its planned minutes (T5)."""


class Evidence(StrEnum):
    """What tells that somebody is at work."""

    OPENED = "opened"
    HEARTBEAT = "heartbeat"
    ANSWER = "answer"


def proven_seconds(evidence: Evidence, since: datetime | None, now: datetime, still: int = STILL_SECONDS) -> int:
    """Return how many seconds an event proves, `since` being the last event of the same person on any page.

    Never more than the clock ran, never less than nothing; two open pages share one clock. An answer proves the
    silence before it, up to `still` seconds.
    """
    gap = 0 if since is None else max(0, int((now - since).total_seconds()))
    if evidence is Evidence.ANSWER:
        return min(gap, still)
    if evidence is Evidence.HEARTBEAT and gap <= SILENCE_SECONDS:
        return min(gap, BEAT_SECONDS)
    return 0


def ceiling(activity: Activity) -> int:
    """Return the most seconds that an activity can be credited with (T5)."""
    return int(activity.minutes * 60 * CEILING)


@dataclass(frozen=True, slots=True)
class Credit:
    """The time of one activity: planned minutes, active seconds, those granted on a contest, and what counts.

    `attended` is the part of the active seconds that was spent in a live session and on no page; `present` is all of
    it that was worked in the room, on a page or not; `beyond` is what was made up online and exceeds the limit (T6).
    """

    activity: Activity
    active: int
    completed: bool
    granted: int = 0
    attended: int = 0
    present: int = 0
    beyond: int = 0

    @property
    def earned(self) -> int:
        """Return the seconds that are earned: active or granted, up to 1.25 times the plan, none before completion."""
        return min(max(self.active, self.granted), ceiling(self.activity)) if self.completed else 0

    @property
    def credited(self) -> int:
        """Return the seconds that count: those that are earned, within the limit (T5, T6)."""
        return self.earned - self.beyond

    @property
    def made_up(self) -> int:
        """Return the seconds that count although they were not worked in a room."""
        return max(0, self.credited - self.present)

    @property
    def missed(self) -> int:
        """Return the planned seconds for which somebody was not in the room; of the reserve none are planned."""
        return 0 if self.activity.reserve else max(0, self.activity.minutes * 60 - self.present)

    @property
    def is_short(self) -> bool:
        """Say whether a completed activity has earned less than it can."""
        return self.completed and self.earned < ceiling(self.activity)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The learning time of one enrolment, activity by activity."""

    credits: tuple[Credit, ...]

    @property
    def planned_minutes(self) -> int:
        """Return the planned minutes: those of all activities, without the reserve."""
        return sum(credit.activity.minutes for credit in self.credits if not credit.activity.reserve)

    @property
    def active_minutes(self) -> int:
        """Return the active minutes, whole ones."""
        return sum(credit.active for credit in self.credits) // 60

    @property
    def attended_minutes(self) -> int:
        """Return the active minutes that were spent in live sessions, whole ones."""
        return sum(credit.attended for credit in self.credits) // 60

    @property
    def present_minutes(self) -> int:
        """Return the credited minutes that were worked in a room, whole ones."""
        return sum(credit.credited - credit.made_up for credit in self.credits) // 60

    @property
    def made_up_minutes(self) -> int:
        """Return the credited minutes that were made up online, whole ones."""
        return sum(credit.made_up for credit in self.credits) // 60

    @property
    def beyond_minutes(self) -> int:
        """Return the minutes that were made up online beyond the limit, begun ones."""
        return -(-sum(credit.beyond for credit in self.credits) // 60)

    @property
    def credited_minutes(self) -> int:
        """Return the minutes that count, whole ones."""
        return sum(credit.credited for credit in self.credits) // 60

    @property
    def left_minutes(self) -> int:
        """Return how many planned minutes are not credited yet, never less than none."""
        return max(0, self.planned_minutes - self.credited_minutes)

    def of_module(self, module_id: str) -> "Ledger":
        """Return the part of the ledger that belongs to a module."""
        return Ledger(tuple(credit for credit in self.credits if credit.activity.module == module_id))

    def of_kind(self, kind: Kind) -> "Ledger":
        """Return the part of the ledger that belongs to a type of activity."""
        return Ledger(tuple(credit for credit in self.credits if credit.activity.kind is kind))


def ledger(
    activities: Iterable[Activity],
    active: Mapping[str, int],
    completed: Set[str],
    granted: Mapping[str, int] = MappingProxyType({}),
    attended: Mapping[str, int] = MappingProxyType({}),
    present: Mapping[str, int] = MappingProxyType({}),
) -> Ledger:
    """Return the learning time for these activities: active and granted seconds by id, and what is completed.

    What was attended is active time that was spent elsewhere than on a page; no second is both. `present` are all
    seconds in a room.
    """

    def credit(activity: Activity) -> Credit:
        """Return the time of one activity."""
        one, there = activity.id, attended.get(activity.id, 0)
        spent = active.get(one, 0) + there
        return Credit(activity, spent, one in completed, granted.get(one, 0), there, present.get(one, 0))

    return Ledger(tuple(map(credit, activities)))


@dataclass(slots=True)
class Tally:
    """What is stored of one enrolment: seconds by activity, what is done, and where somebody was last.

    `paragraphs` holds, by activity, the last paragraph that was in view; `note` the text and version of one asked for;
    `rules` and `mode` are those of the enrolment.
    """

    active: dict[str, int] = field(default_factory=dict)
    granted: dict[str, int] = field(default_factory=dict)
    attended: dict[str, int] = field(default_factory=dict)
    present: dict[str, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    paragraphs: dict[str, int] = field(default_factory=dict)
    touched: str | None = None
    note: tuple[str, int] = ("", 0)
    rules: str = ""
    mode: str = ""

    def take(self, what: str, activity: str, number: int, text: str) -> None:
        """Take what is stored, row by row: what is told, of which activity, with a number and a text."""
        numbers = {"active": self.active, "seen": self.paragraphs}
        if what in numbers:
            numbers[what][activity] = number
        match what:
            case "done":
                self.done.add(activity)
            case "granted":
                self.granted[activity] = number * 60
            case "touched":
                self.touched = activity
            case "attended":
                self.attend(**json.loads(text))
            case "noted":
                self.note = text, number
            case "enrolled":
                self.rules, self.mode = activity, text

    def attend(
        self,
        pieces: Iterable[tuple[str, str, int]],
        done: Iterable[str],
        on_pages: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Add what presence in a meeting counts, and the seconds on pages in that time, which count there."""
        for activity, _at, seconds in pieces:
            self.attended[activity] = self.attended.get(activity, 0) + seconds
            self.present[activity] = self.present.get(activity, 0) + seconds
        for activity, seconds in on_pages.items():
            self.present[activity] = self.present.get(activity, 0) + seconds
        self.done.update(done)

    def ledger(self, activities: Iterable[Activity]) -> Ledger:
        """Return the learning time for these activities."""
        return ledger(activities, self.active, self.done, self.granted, self.attended, self.present)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A stretch of work on one activity without a long silence: when, how many signs of life, and what they prove."""

    began: datetime
    ended: datetime
    signs: int
    seconds: int


def sittings(events: Iterable[tuple[datetime, int]]) -> list[Sitting]:
    """Return the sittings that events, each with its moment and the seconds it proves, add up to, in their order."""
    found: list[Sitting] = []
    for at, seconds in sorted(events):
        last = found[-1] if found else None
        if last is not None and (at - last.ended).total_seconds() <= SILENCE_SECONDS + seconds:
            found[-1] = Sitting(last.began, at, last.signs + 1, last.seconds + seconds)
        else:
            found.append(Sitting(at - timedelta(seconds=seconds), at, 1, seconds))
    return found
