"""Learning time that counts: which seconds an event proves, and what an activity is credited with (rules T1 to T5)."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from courses.outline import Activity, Kind

BEAT_SECONDS = 60
"""The most that one heartbeat proves; the page sends one every thirty seconds while its reader is active."""
SILENCE_SECONDS = 120
"""After so long without a heartbeat the clock starts anew: the time between was not spent here."""
ANSWER_SECONDS = 180
"""The most that an answer proves: activity counts for three minutes after an event (T5)."""
CEILING = 1.25
"""An activity is credited with at most this many times its planned minutes (T5)."""


class Evidence(StrEnum):
    """What tells that somebody is at work."""

    OPENED = "opened"
    HEARTBEAT = "heartbeat"
    ANSWER = "answer"


def proven_seconds(evidence: Evidence, since: datetime | None, now: datetime) -> int:
    """Return how many seconds an event proves, `since` being the last event of the same person on any page.

    Never more than the clock ran, never less than nothing; two open pages share one clock.
    """
    gap = 0 if since is None else max(0, int((now - since).total_seconds()))
    if evidence is Evidence.ANSWER:
        return min(gap, ANSWER_SECONDS)
    if evidence is Evidence.HEARTBEAT and gap <= SILENCE_SECONDS:
        return min(gap, BEAT_SECONDS)
    return 0


def ceiling(activity: Activity) -> int:
    """Return the most seconds that an activity can be credited with (T5)."""
    return int(activity.minutes * 60 * CEILING)


@dataclass(frozen=True, slots=True)
class Credit:
    """The time of one activity: planned minutes, active seconds, those granted on a contest, and what counts."""

    activity: Activity
    active: int
    completed: bool
    granted: int = 0

    @property
    def credited(self) -> int:
        """Return the seconds that count: active or granted, up to 1.25 times the plan, none before completion (T5)."""
        return min(max(self.active, self.granted), ceiling(self.activity)) if self.completed else 0

    @property
    def is_short(self) -> bool:
        """Say whether a completed activity is credited with less than it can be."""
        return self.completed and self.credited < ceiling(self.activity)


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
) -> Ledger:
    """Return the learning time for these activities: active and granted seconds by id, and what is completed."""
    return Ledger(tuple(Credit(a, active.get(a.id, 0), a.id in completed, granted.get(a.id, 0)) for a in activities))


@dataclass(slots=True)
class Tally:
    """What is stored of one enrolment: seconds by activity, what is done, and where somebody was last.

    `paragraphs` holds, by activity, the last paragraph that was in view; `note` the text and version of one asked for.
    """

    active: dict[str, int] = field(default_factory=dict)
    granted: dict[str, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    paragraphs: dict[str, int] = field(default_factory=dict)
    touched: str | None = None
    note: tuple[str, int] = ("", 0)

    def ledger(self, activities: Iterable[Activity]) -> Ledger:
        """Return the learning time for these activities."""
        return ledger(activities, self.active, self.done, self.granted)


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
