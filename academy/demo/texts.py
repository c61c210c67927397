"""The demo's own texts: what trainees wrote, what instructors answered, and what two groups said week by week."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assessments.okr import KeyResult, Okr

_FILE = Path(__file__).parent / "texts.toml"
_PLAN = Path(__file__).parent / "plan.toml"


@dataclass(frozen=True, slots=True)
class Written:
    """A rewrite as somebody sent it, and the grade it got; a first attempt falls short and is revised."""

    exercise: str
    first: bool
    okr: Okr
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
def _data() -> Mapping[str, Any]:
    """Return the file's values."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


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
        for one in _data()["group"]
    )


def _said(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return what was said for a key result as the log keeps it."""
    return {name: str(value) for name, value in entry.items()}


@cache
def written(exercise: str) -> tuple[Written, ...]:
    """Return the rewrites of an exercise, first attempts before the others."""
    found = [_written(one) for one in _data()["rewrite"] if one["exercise"] == exercise]
    return tuple(sorted(found, key=lambda one: not one.first))


def _written(entry: Mapping[str, Any]) -> Written:
    """Return one rewrite."""
    okr = Okr(
        entry["objective"],
        tuple(KeyResult(**one) for one in entry["key_results"]),
        why_now=entry["why_now"],
        guardrails=tuple(entry["guardrails"]),
        initiatives=tuple(entry["initiatives"]),
        not_now=tuple(entry["not_now"]),
    )
    first = entry.get("first", False)
    return Written(entry["exercise"], first, okr, entry["levels"], entry["comments"], entry["note"])


@dataclass(frozen=True, slots=True)
class Scored:
    """What an assessor says of the plan."""

    levels: Mapping[str, int]
    comments: Mapping[str, str]
    note: str


@cache
def plan() -> Mapping[str, str]:
    """Return an implementation plan, section by section."""
    sections = tomllib.loads(_PLAN.read_text(encoding="utf-8"))["sections"]
    return {part: str(text).strip() for part, text in sections.items()}


@cache
def scores() -> tuple[Scored, ...]:
    """Return what two assessors say of the plan."""
    found = tomllib.loads(_PLAN.read_text(encoding="utf-8"))["score"]
    return tuple(Scored(one["levels"], one["comments"], one["note"]) for one in found)
