"""Scoring: who grades a version of a rewrite, and which of those graded by their trainee are graded again.

Under rules that let trainees score their own practice, a gate and the final task are still a person's, and so is what
follows the first revision, or a version that was drawn to be graded again.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

OWN_VERSIONS = 2
"""How many versions a trainee scores alone: the first one, and its revision with the model in view."""
ONE_IN = 10
"""One in so many is drawn to be graded again by a person (curriculum, section 3)."""


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
    digest = sha256(f"{submission_id} {sent_at.timestamp():.6f}".encode()).digest()
    return int.from_bytes(digest, "big") % ONE_IN == 0
