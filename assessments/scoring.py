"""Scoring: who grades a version of a rewrite, which are graded again, and how two or three blind scores become one.

Under rules that let trainees score their own practice, a gate and the final task are still a person's, and so is what
follows the first revision, or a version that was drawn to be graded again. An implementation plan always has two
scorers, a final task sometimes; neither sees what the other says, and a third decides where they lie apart.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

OWN_VERSIONS = 2
"""How many versions a trainee scores alone: the first one, and its revision with the model in view."""
ONE_IN = 10
"""One in so many is drawn to be graded again by a person (curriculum, section 3)."""
TWICE_ONE_IN = 5
"""One in so many final tasks is drawn to be scored by a second person (curriculum, section 4)."""
NEAR = 2
"""Within so many points of the cut every final task is scored by a second person."""
APART = 1
"""How far two scorers may lie apart in a criterion before a third decides it."""
SCORERS, MOST_SCORERS = 2, 3

Levels = Mapping[str, float]


class GradeKind(StrEnum):
    """Whose grade it is: that of another person, or that of the trainee."""

    PERSON = "person"
    SELF = "self"


def graded_by(*, gate: bool, self_scored: bool, with_person: Sequence[bool]) -> GradeKind:
    """Return who grades the next version, given which of those before are with a person."""
    own = self_scored and not gate and len(with_person) < OWN_VERSIONS and not any(with_person)
    return GradeKind.SELF if own else GradeKind.PERSON


def is_drawn(submission_id: int, sent_at: datetime) -> bool:
    """Say whether a version is among those that are graded again.

    The lot is a hash of what is stored, so that anybody with the database can check that nobody chose. The moment
    counts to the microsecond and is shown to the minute, so that the trainee cannot know the lot beforehand.
    """
    return _lot(f"{submission_id} {sent_at.timestamp():.6f}", ONE_IN)


def is_scored_twice(submission_id: int, sent_at: datetime, points: int, cut: int) -> bool:
    """Say whether a second person scores a final task, blind: one in five by lot, and every one near the cut.

    The lot is of the same kind as that of `is_drawn`, in a draw of its own. It follows from what is stored, so that it
    is the same whenever it is asked for; whoever scores first sees the moment to the minute and cannot know it.
    """
    return abs(points - cut) <= NEAR or _lot(f"twice {submission_id} {sent_at.timestamp():.6f}", TWICE_ONE_IN)


def _lot(what: str, one_in: int) -> bool:
    """Say whether a text is among the one in so many that its hash draws."""
    return int.from_bytes(sha256(what.encode()).digest(), "big") % one_in == 0


def disputed(first: Levels, second: Levels) -> tuple[str, ...]:
    """Return the criteria in which two scorers lie more than one level apart."""
    return tuple(one for one, level in first.items() if abs(level - second[one]) > APART)


def asked_next(asked: Sequence[str], scores: Sequence[Levels]) -> tuple[str, ...]:
    """Return what the next scorer is asked for, given the scores so far in order; nothing once they are complete."""
    if len(scores) < SCORERS:
        return tuple(asked)
    return disputed(scores[0], scores[1]) if len(scores) < MOST_SCORERS else ()


def combine(asked: Sequence[str], scores: Sequence[Levels]) -> dict[str, float] | None:
    """Return the levels that stand: the mean of two, or the third's word where they lie apart; None until then."""
    if asked_next(asked, scores):
        return None
    means = {one: (scores[0][one] + scores[1][one]) / 2 for one in asked}
    return {**means, **(scores[2] if len(scores) == MOST_SCORERS else {})}
