"""The rules of mentored practice: which minutes count, and when the observed check-ins pass (curriculum, section 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from courses.files import ContentError, Fault, line_of, read_toml

WEEKS = (1, 2, 3, 4)
FURTHER = (5, 6)
"""The weeks of the practice, and those that may follow where it falls short of the mark (section 6)."""
LEVELS = (0, 1, 2, 3)
MOST = MappingProxyType({"prepare": 10, "meeting": 20, "talk": 10, "debrief": 20})
"""The most that each part of a check-in counts, in minutes: 60 together (table of section 6)."""
FEWEST_LIVE = 3
MOST_RECORDED = 1
WITHIN = timedelta(weeks=6)
"""At least three check-ins are seen live, at most one by recording, and all lie within six weeks (section 6)."""
AVERAGED = 3
"""How many check-ins are averaged: the decisive one and the two before it; week 1 is formative."""
ITEMS = 12
"""How many items the observation form has; at 3 points each, 36 is the most (section 6)."""
_LIMITS = ("week4_min", "critical_min", "average_min")
LIVE = frozenset({"in person", "remote"})
MODES = LIVE | {"recording"}
LEADERS = ("candidate", "owner")
SENTENCES = MappingProxyType(
    {
        "check-ins": "Four check-ins, logged by you and attested by your mentor.",
        "live": "At least three check-ins seen live by your mentor, and at most one by recording.",
        "six-weeks": "All check-ins within six weeks.",
        "week-4": "27 of 36 points in the check-in of week 4, or in one of the two that may follow.",
        "critical": "No critical item below 2 in that check-in.",
        "average": "24 points on average in that check-in and the two before it.",
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
    """Return the codes of what the pass still asks for, in the order of `SENTENCES`; none when the practice passes.

    Week 4 decides (R7). Where it falls short, week 5 and then week 6 decide under the same rules, each averaged with
    the two before it; what was passed once stays passed. Week 1 is formative.
    """
    weeks = sorted(observed, key=lambda one: one.week)
    ends = range(len(weeks), min(len(weeks), len(WEEKS)) - 1, -1)
    return min((_lacking(form, weeks[:end]) for end in ends), key=len)


def _lacking(form: ObservationForm, weeks: Sequence[Observed]) -> tuple[str, ...]:
    """Return the codes of what check-ins in order lack when the last of them decides."""
    last = weeks[-1] if len(weeks) >= len(WEEKS) else None
    live = sum(one.mode in LIVE for one in weeks)
    found = {
        "check-ins": last is None,
        "live": live < FEWEST_LIVE or len(weeks) - live > MOST_RECORDED,
        "six-weeks": bool(weeks) and weeks[-1].started_at - weeks[0].started_at > WITHIN,
        "week-4": last is None or last.total < form.week4_min,
        "critical": last is None or _lowest_critical(form, last) < form.critical_min,
        "average": last is None or sum(one.total for one in weeks[-AVERAGED:]) < form.average_min * AVERAGED,
    }
    return tuple(code for code, lacks in found.items() if lacks)


def _lowest_critical(form: ObservationForm, one: Observed) -> int:
    """Return the lowest level among the critical items."""
    return min(one.levels.get(str(item.number), 0) for item in form.items if item.critical)


def load_observation_form(path: Path) -> ObservationForm:
    """Read the observation form; raise `ContentError` with every fault found."""
    data = read_toml(path)
    faults = [Fault(str(path), line_of(path, phrase), text) for phrase, text in _faults(data)]
    if faults:
        raise ContentError(faults)
    items = (Item(i["number"], i["section"], i["critical"], i["text"], tuple(i["anchors"])) for i in data["item"])
    limits = {name: data["pass"][name] for name in _LIMITS}
    return ObservationForm(data["title"], data["intro"], tuple(items), **limits, sentences=SENTENCES)


def _faults(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is wrong with the values of a form: a phrase to find the line by, and what to mend."""
    found = [(name, f"give the form a {name}") for name in ("title", "intro") if not _is_text(data.get(name))]
    limits, items = data.get("pass"), data.get("item")
    for name in _LIMITS:
        if not isinstance(limits, dict) or type(limits.get(name)) is not int:
            found.append((name, f"give {name} under [pass] as a whole number"))
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return [*found, ("item", "write the items as [[item]]")]
    if [item.get("number") for item in items] != list(range(1, ITEMS + 1)):
        found.append(("[[item]]", f"number the items 1 to {ITEMS} in order"))
    if not any(item.get("critical") is True for item in items):
        found.append(("critical", "say of at least one item that it is critical"))
    return found + [(f"number = {item.get('number')}", text) for item in items for text in _item_faults(item)]


def _item_faults(item: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with one item."""
    anchors = item.get("anchors")
    wrong = {
        "needs a text": not _is_text(item.get("text")),
        "needs a section": not _is_text(item.get("section")),
        "must say critical = true or critical = false": not isinstance(item.get("critical"), bool),
        "needs four anchors": not isinstance(anchors, list)
        or len(anchors) != len(LEVELS)
        or not all(map(_is_text, anchors)),
    }
    return [f"item {item.get('number')} {text}" for text, holds in wrong.items() if holds]


def _is_text(value: Any) -> bool:
    """Say whether a value is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())
