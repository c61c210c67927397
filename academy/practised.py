"""The four weeks of an accompaniment, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring.models import CheckIn
from mentoring.practice import FURTHER, WEEKS, Counted, counted, leader


@dataclass(frozen=True, slots=True)
class Week:
    """One week: who leads, its log if there is one, and whether it is the next to be logged."""

    number: int
    check_in: CheckIn | None
    next: bool

    @property
    def leader(self) -> str:
        """Return who leads in this week."""
        return leader(self.number)

    @property
    def attested(self) -> bool:
        """Say whether the mentor has attested it."""
        return self.check_in is not None and self.check_in.attestation is not None

    @property
    def counted(self) -> int:
        """Return the minutes that count, 0 without a log."""
        return counted_of(self.check_in).total if self.check_in else 0

    @property
    def total(self) -> int | None:
        """Return the points of the observation, if there is one."""
        seen = self.check_in.observation if self.check_in else None
        return sum(seen.levels.values()) if seen else None


def counted_of(log: CheckIn) -> Counted:
    """Return the minutes of a logged check-in that count."""
    return counted(log.started_at, log.ended_at, prepared=log.prepared, talk=log.talk, debrief=log.debrief)


def weeks_of(logs: Sequence[CheckIn], *, falls_short: bool) -> list[Week]:
    """Return the four weeks with their logs, and the two that may follow where four attested ones fall short."""
    by_week = {log.week: log for log in logs}
    attested = {log.week for log in logs if log.attestation is not None}
    first_open = next((week for week in WEEKS + FURTHER if week not in by_week), None)
    shown = [
        *WEEKS,
        *(week for week in FURTHER if week in by_week or (falls_short and attested >= set(range(1, week)))),
    ]
    return [Week(week, by_week.get(week), week == first_open) for week in shown]
