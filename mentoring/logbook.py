"""What the log of a check-in may hold, whatever else is known: leader, people, minutes, times, and the 3 Ps."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from mentoring.practice import FURTHER, LEADERS, MODES, WEEKS, leader
from mentoring.refusals import (
    LoggedTooLate,
    NamesWritten,
    ThreePsMissing,
    TooFewPresent,
    WrongConfidence,
    WrongLeader,
    WrongMinutes,
    WrongTimes,
)
from registry.errors import NotFound

LOGGED_WITHIN = timedelta(days=14)
"""How long after a meeting it may still be logged: later, nobody remembers the minutes."""
LONGEST = timedelta(hours=4)
"""A meeting that took longer was not a check-in; the times are then a slip."""
LONGEST_PART = 240
"""The most minutes that one part around the meeting may be logged with."""
FEWEST = 2
PSEUDONYM = 40
"""The longest pseudonym, in characters."""
_ADDRESS = re.compile(r"@|\w\.\w+\.\w")


def is_pseudonym(text: str) -> bool:
    """Say whether a text may stand for a person: short, no e-mail address, not capitalised like a full name."""
    names = [word for word in text.split() if len(word) > 1 and word[0].isupper()]
    return 0 < len(text.strip()) <= PSEUDONYM and not _ADDRESS.search(text) and len(names) < 2


def check_leading(week: int, mode: str, led_by: str) -> None:
    """Refuse a check-in led by whom it must not be; raise `NotFound` for a week, mode or leader that does not exist."""
    if week not in WEEKS + FURTHER or mode not in MODES or led_by not in LEADERS:
        raise NotFound
    if led_by != leader(week):
        raise WrongLeader


def check_people(attendance: Sequence[str]) -> None:
    """Refuse fewer than two people, and whatever is not a pseudonym."""
    if len({" ".join(one.split()).casefold() for one in attendance if one.strip()}) < FEWEST:
        raise TooFewPresent
    if not all(map(is_pseudonym, attendance)):
        raise NamesWritten


def check_three_ps(three_ps: Sequence[Mapping[str, str]]) -> None:
    """Refuse a log in which no key result has its progress, and a confidence that is not 0 to 10."""
    if not any(row.get("key_result") and row.get("progress") for row in three_ps):
        raise ThreePsMissing
    if not all(row.get("confidence", "") in {"", *map(str, range(11))} for row in three_ps):
        raise WrongConfidence


def check_minutes(*parts: int) -> None:
    """Refuse minutes that no part of a check-in can have taken."""
    if not all(0 <= part <= LONGEST_PART for part in parts):
        raise WrongMinutes


def check_times(started_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Refuse a meeting that ends before it begins, lies ahead, or is logged when nobody remembers it."""
    if not started_at < ended_at <= now or ended_at - started_at > LONGEST:
        raise WrongTimes
    if now - ended_at > LOGGED_WITHIN:
        raise LoggedTooLate
