"""Renewal: when a certificate that expires may be renewed, what is asked for, and until when the new period runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from certificates.requirements import Progress
from certificates.terms import months_later
from courses.files import read_toml

MOST_POINTS = 36
"""The points of the observation form."""


class Kind(StrEnum):
    """What a step towards renewal is."""

    DEVELOPMENT = "development"
    COACHING = "coaching"
    CYCLE = "cycle"
    OBSERVATION = "observation"


class Stage(StrEnum):
    """Where a certificate stands between its beginning and the day on which everything is asked for again."""

    EARLY = "early"
    OPEN = "open"
    GRACE = "grace"
    LATE = "late"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Renewal:
    """The rules of renewal: the window, and what is asked for."""

    version: str
    window_months: int
    grace_days: int
    lapse_months: int
    development_minutes: int
    coaching_minutes: int
    cycles: int
    observation_points: int
    quiz_items: int
    quiz_percent: int

    def opens(self, until: datetime) -> datetime:
        """Return from when on a certificate that ends then may be renewed."""
        return months_later(until, -self.window_months)

    def grace_ends(self, until: datetime) -> datetime:
        """Return until when the new period begins where the old one ended."""
        return until + timedelta(days=self.grace_days)

    def stage(self, until: datetime, now: datetime) -> Stage:
        """Return where a certificate that ends then stands now."""
        if now < self.opens(until):
            return Stage.EARLY
        if now < until:
            return Stage.OPEN
        if now < self.grace_ends(until):
            return Stage.GRACE
        return Stage.LATE if now < months_later(until, self.lapse_months) else Stage.LAPSED

    def new_end(self, until: datetime, years: int, now: datetime) -> datetime:
        """Return the end of the new period: no day is lost by renewing early, none is given by renewing late."""
        in_time = self.stage(until, now) in (Stage.OPEN, Stage.GRACE)
        return months_later(until if in_time else now, 12 * years)


@dataclass(frozen=True, slots=True)
class Step:
    """A step towards renewal that an administrator accepted: its kind, and its minutes, points, or 1 for a cycle."""

    kind: Kind
    amount: int


def load_renewal(path: Path) -> Renewal:
    """Read the rules of renewal from their content file."""
    data = read_toml(path)
    terms = {name: data[name] for name in ("window_months", "grace_days", "lapse_months")}
    return Renewal(version=data["version"], **terms, **data["requires"])


def weigh(rules: Renewal, stage: Stage, steps: Iterable[Step], passed: float) -> tuple[Progress, ...]:
    """Return how far each requirement is met; `passed` is the best result of the quiz or exam that is asked for."""
    taken = list(steps)
    coaching = sum(one.amount for one in taken if one.kind is Kind.COACHING)
    development = coaching + sum(one.amount for one in taken if one.kind is Kind.DEVELOPMENT)
    cycles = sum(1 for one in taken if one.kind is Kind.CYCLE)
    observed = max((one.amount for one in taken if one.kind is Kind.OBSERVATION), default=0)
    paper = "exam_again" if stage is Stage.LAPSED else "refresh"
    return (
        Progress("development", development, rules.development_minutes),
        Progress("coaching", coaching, rules.coaching_minutes),
        Progress("cycles", cycles, rules.cycles),
        Progress("observation", observed, rules.observation_points),
        Progress(paper, int(passed > 0), 1),
    )


def reminder_due(rules: Renewal, until: datetime, now: datetime) -> str | None:
    """Return which reminder is due: of the window, its last month, the end, or the last month of grace."""
    if now >= rules.grace_ends(until) or now < rules.opens(until):
        return None
    if now >= rules.grace_ends(until) - timedelta(days=30):
        return "grace-ends"
    if now >= until:
        return "ended"
    return "last-month" if now >= until - timedelta(days=30) else "window"
