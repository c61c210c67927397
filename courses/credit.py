"""Learning time that counts: which seconds an event proves, and what an activity is credited with (rules T1 to T5)."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from courses.outline import Activity

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


@dataclass(frozen=True, slots=True)
class Credit:
    """The time of one activity: planned minutes, active seconds, and the seconds that count."""

    activity: Activity
    active: int
    completed: bool

    @property
    def credited(self) -> int:
        """Return the seconds that count: active time up to 1.25 times the plan, none before completion (T5)."""
        return min(self.active, int(self.activity.minutes * 60 * CEILING)) if self.completed else 0


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

    def of_module(self, module_id: str) -> "Ledger":
        """Return the part of the ledger that belongs to a module."""
        return Ledger(tuple(credit for credit in self.credits if credit.activity.module == module_id))


def ledger(activities: Iterable[Activity], active: Mapping[str, int], completed: Set[str]) -> Ledger:
    """Return the learning time for these activities, given active seconds by activity id and what is completed."""
    return Ledger(tuple(Credit(a, active.get(a.id, 0), a.id in completed) for a in activities))
