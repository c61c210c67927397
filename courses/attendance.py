"""Live attendance: which minutes of a session somebody was there for, activity by activity (T6)."""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from courses.outline import Kind
from courses.sessions import Session

ENOUGH = 0.8
"""Who was there for this much of an input, a worked example, a practice or a reflection has done it."""
EARLY = timedelta(minutes=30)
"""How long before its beginning a meeting can be signed."""
LATE = timedelta(hours=1)
"""How long after its planned end a meeting can still be signed, since breaks and talks run over."""
CODE_SECONDS = 300
"""How long a code is shown; it is taken as long again, so that nobody who types slowly is refused."""
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""The letters of a code that is read off a wall: none looks like another."""
_DONE_IN_THE_ROOM = {Kind.READING, Kind.WORKED, Kind.PRACTICE, Kind.REFLECTION}

Span = tuple[datetime, datetime]
"""From one moment to another."""


class Way(StrEnum):
    """What a signature says."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity of a meeting: its kind, from which minute after the beginning, and for how many."""

    activity: str
    kind: str
    begins: int
    minutes: int

    def span(self, began: datetime) -> Span:
        """Return from when to when it is worked on, in a meeting that began then."""
        begins = began + timedelta(minutes=self.begins)
        return begins, begins + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Piece:
    """Seconds of an activity that somebody was there for, none of which counts anywhere else."""

    activity: str
    begins: datetime
    seconds: int

    @property
    def ends(self) -> datetime:
        """Return when it ended."""
        return self.begins + timedelta(seconds=self.seconds)


def plan_of(session: Session) -> list[Planned]:
    """Return the activities of a session as a meeting keeps them; breaks are none of them."""
    return [
        Planned(slot.activity.id, slot.activity.kind, slot.begins, slot.minutes)
        for slot in session.slots
        if slot.activity is not None
    ]


def presence(signed: Iterable[tuple[str, datetime]]) -> list[Span]:
    """Return the stretches that signatures enclose, in and out in turn; one that is still open is none yet."""
    found: list[Span] = []
    came: datetime | None = None
    for way, at in signed:
        if way == Way.IN:
            came = came or at
        elif came is not None:
            found.append((came, at))
            came = None
    return union(found)


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the same time as stretches that lie apart, in order."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(ends, found[-1][1])
        elif begins < ends:
            found.append((begins, ends))
    return found


def pieces(plan: Iterable[Planned], began: datetime, there: Sequence[Span], taken: Iterable[Span]) -> list[Piece]:
    """Return what presence in a meeting counts: by the plan, at most its minutes, and nothing that counts already.

    `taken` are the stretches of the same person that count for something else: work on a page, another meeting.
    """
    counted, found = union(taken), []
    for one in plan:
        begins, ends = one.span(began)
        for came, left in there:
            for start, stop in _without(max(begins, came), min(ends, left), counted):
                seconds = int((stop - start).total_seconds())
                if seconds:
                    found.append(Piece(one.activity, start, seconds))
    return found


def done(plan: Iterable[Planned], began: datetime, there: Sequence[Span]) -> list[str]:
    """Return the activities that are done by having been there; quizzes and exercises are sent by everybody."""
    found = []
    for one in plan:
        begins, ends = one.span(began)
        here = sum(max(0.0, (min(ends, left) - max(begins, came)).total_seconds()) for came, left in there)
        if one.kind in _DONE_IN_THE_ROOM and here >= ENOUGH * one.minutes * 60:
            found.append(one.activity)
    return found


def _without(begins: datetime, ends: datetime, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of a stretch without others, which lie apart and in order."""
    for start, stop in taken:
        if begins < start < ends:
            yield begins, start
        if start < ends:
            begins = max(begins, stop)
    if begins < ends:
        yield begins, ends


def code_at(secret: str, moment: datetime) -> str:
    """Return the code that is shown at a moment: six letters that follow from a secret and the clock."""
    turn = int(moment.timestamp()) // CODE_SECONDS
    digest = hmac.digest(secret.encode(), str(turn).encode(), "sha256")
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:6])


def takes(secret: str, typed: str, moment: datetime) -> bool:
    """Say whether a typed code is the one that is shown, or was shown just before; blanks and case do not matter."""
    code = "".join(typed.split()).upper().encode()
    shown = (code_at(secret, moment), code_at(secret, moment - timedelta(seconds=CODE_SECONDS)))
    return any(hmac.compare_digest(code, one.encode()) for one in shown)
