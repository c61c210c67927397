"""The demo's own texts: what trainees wrote, what instructors answered, and what two groups said week by week."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assessments.okr import Okr

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Written:
    """A rewrite as somebody sent it, and the grade it got; a first attempt falls short and is revised.

    `named` are the codes of the flaws they saw; None for every flaw there is.
    """

    exercise: str
    first: bool
    okr: Okr
    parts: Mapping[str, str]
    named: frozenset[str] | None
    levels: Mapping[str, int]
    comments: Mapping[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Week:
    """A check-in: what was said for each key result, the candidate's note and the mentor's comment."""

    said: tuple[dict[str, str], ...]
    note: str
    comment: str


@dataclass(frozen=True, slots=True)
class Group:
    """An OKR group under its pseudonyms, with its first four weeks."""

    name: str
    unit: str
    objective: str
    owner: str
    present: tuple[str, ...]
    weeks: tuple[Week, ...]


@cache
def _data(name: str) -> Mapping[str, Any]:
    """Return the values of a file."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups in the order of the file."""
    return tuple(
        Group(
            one["name"],
            one["unit"],
            one["objective"],
            one["owner"],
            tuple(one["present"]),
            tuple(Week(tuple(map(_said, week["said"])), week["note"], week["comment"]) for week in one["week"]),
        )
        for one in _data("groups")["group"]
    )


def _said(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return what was said for a key result as the log keeps it."""
    return {name: str(value) for name, value in entry.items()}


@cache
def written(exercise: str) -> tuple[Written, ...]:
    """Return the rewrites of an exercise, first attempts before the others."""
    found = [_written(one) for one in _data("rewrites")["rewrite"] if one["exercise"] == exercise]
    return tuple(sorted(found, key=lambda one: not one.first))


def _written(entry: Mapping[str, Any]) -> Written:
    """Return one rewrite; where no OKR is asked for it has parts alone."""
    okr = Okr.from_json(entry) if "objective" in entry else Okr("")
    return Written(
        entry["exercise"],
        entry.get("first", False),
        okr,
        entry.get("parts", {}),
        frozenset(entry["named"]) if "named" in entry else None,
        entry["levels"],
        entry["comments"],
        entry["note"],
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """What an assessor says of the plan."""

    levels: Mapping[str, int]
    comments: Mapping[str, str]
    note: str


@cache
def plan() -> Mapping[str, str]:
    """Return an implementation plan, section by section."""
    sections = _data("plan")["sections"]
    return {part: str(text).strip() for part, text in sections.items()}


@cache
def scores() -> tuple[Scored, ...]:
    """Return what two assessors say of the plan."""
    found = _data("plan")["score"]
    return tuple(Scored(one["levels"], one["comments"], one["note"]) for one in found)
