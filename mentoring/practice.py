"""The rules of mentored practice: which minutes count, and when the observed check-ins pass (curriculum, section 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from courses.files import ContentError, Fault, read_toml

WEEKS = (1, 2, 3, 4)
MOST = MappingProxyType({"prepare": 10, "meeting": 20, "talk": 10, "debrief": 20})
"""The most that each part of a check-in counts, in minutes: 60 together (table of section 6)."""
FEWEST_LIVE = 3
WITHIN = timedelta(weeks=6)
"""At least three of four check-ins are seen live, and all four lie within six weeks (section 6)."""
LIVE = frozenset({"in person", "remote"})
MODES = LIVE | {"recording"}
LEADERS = ("candidate", "owner")
SENTENCES = MappingProxyType(
    {
        "check-ins": "Four check-ins, logged by you and attested by your mentor.",
        "live": "At least three of the four check-ins seen live by your mentor.",
        "six-weeks": "All four check-ins within six weeks.",
        "week-4": "27 of 36 points in the check-in of week 4.",
        "critical": "No critical item below 2 in the check-in of week 4.",
        "average": "24 points on average in weeks 2 to 4.",
    }
)
"""What each part of the pass asks for, by code, in words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a check-in: the minutes it took, the most that counts, and what counts."""

    name: str
    taken: int
    most: int

    @property
    def counted(self) -> int:
        """Return the minutes that count."""
        return min(max(self.taken, 0), self.most)


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted minutes of a check-in, part by part."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """Return the minutes that count in all."""
        return sum(part.counted for part in self.parts)


def counted(started_at: datetime, ended_at: datetime, *, prepared: int, talk: int, debrief: int) -> Counted:
    """Return the minutes of a check-in that count; the total is always computed, never typed."""
    meeting = int((ended_at - started_at).total_seconds() // 60)
    taken = {"prepare": prepared, "meeting": meeting, "talk": talk, "debrief": debrief}
    return Counted(tuple(Part(name, taken[name], most) for name, most in MOST.items()))


def leader(week: int) -> str:
    """Return who leads the check-in of a week: the candidate the first, the Objective owner the others."""
    return "candidate" if week == 1 else "owner"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the observation form with its four anchors."""

    number: int
    section: str
    critical: bool
    text: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class ObservationForm:
    """The form by which a mentor observes a check-in, and the pass over four of them."""

    title: str
    intro: str
    items: tuple[Item, ...]
    week4_min: int
    critical_min: int
    average_min: int
    sentences: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the numbers of the items as texts, as levels are kept."""
        return tuple(str(item.number) for item in self.items)


@dataclass(frozen=True, slots=True)
class Observed:
    """An attested check-in: its week, when and how it was seen, and the level of each item."""

    week: int
    started_at: datetime
    mode: str
    levels: Mapping[str, int]

    @property
    def total(self) -> int:
        """Return the points of the observation."""
        return sum(self.levels.values())


def missing(form: ObservationForm, observed: Sequence[Observed]) -> tuple[str, ...]:
    """Return the codes of what the pass still asks for; none when the practice passes. Week 1 is formative."""
    by_week = {one.week: one for one in observed}
    found = {
        "check-ins": not set(WEEKS) <= set(by_week),
        "live": sum(one.mode in LIVE for one in by_week.values()) < FEWEST_LIVE,
        "six-weeks": len(by_week) > 1 and _span(observed) > WITHIN,
        "week-4": 4 not in by_week or by_week[4].total < form.week4_min,
        "critical": 4 not in by_week or _lowest_critical(form, by_week[4]) < form.critical_min,
        "average": _average(by_week) < form.average_min,
    }
    return tuple(code for code, lacks in found.items() if lacks)


def _span(observed: Sequence[Observed]) -> timedelta:
    """Return the time between the first and the last check-in."""
    moments = [one.started_at for one in observed]
    return max(moments) - min(moments)


def _lowest_critical(form: ObservationForm, one: Observed) -> int:
    """Return the lowest level among the critical items."""
    return min(one.levels.get(str(item.number), 0) for item in form.items if item.critical)


def _average(by_week: Mapping[int, Observed]) -> float:
    """Return the mean of the points in weeks 2 to 4; a week that is missing counts 0."""
    return sum(by_week[week].total for week in (2, 3, 4) if week in by_week) / 3


def load_observation_form(path: Path) -> ObservationForm:
    """Read the observation form; raise `ContentError` when an item lacks one of its four anchors."""
    data = read_toml(path)
    items = tuple(
        Item(one["number"], one["section"], one["critical"], one["text"], tuple(one["anchors"])) for one in data["item"]
    )
    faults = [Fault(str(path), 1, f"item {item.number} needs four anchors") for item in items if len(item.anchors) != 4]
    if faults:
        raise ContentError(faults)
    limits = data["pass"]
    return ObservationForm(
        title=data["title"],
        intro=data["intro"],
        items=items,
        week4_min=limits["week4_min"],
        critical_min=limits["critical_min"],
        average_min=limits["average_min"],
        sentences=SENTENCES,
    )
