"""Retries: when a quiz may be tried again, as a rule that each quiz carries (curriculum, section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Retry:
    """How tries follow each other: rounds of misses with a talk between two of them, spread over days.

    `rounds` holds how many misses end each round. An endless rule repeats its last round after every further talk;
    any other ends with it, or with the first pass. Within 24 hours lie at most `a_day` tries, and a round that a talk
    begins waits until `pause` after the try before it.
    """

    rounds: tuple[int, ...]
    a_day: int
    pause: timedelta = timedelta()
    endless: bool = False

    def misses_left(self, talks: int, misses: int) -> int:
        """Return how many misses the round still holds that so many talks have begun."""
        if talks < len(self.rounds):
            return max(0, self.rounds[talks] - misses)
        return max(0, self.rounds[-1] - misses) if self.endless else 0

    def talk_helps(self, talks: int, misses: int) -> bool:
        """Say whether the round is over and a talk begins another."""
        return not self.misses_left(talks, misses) and (self.endless or talks + 1 < len(self.rounds))

    def next_at(self, before: Sequence[datetime], fresh: Sequence[datetime]) -> datetime | None:
        """Return from when on a try may begin, given when all tries and those of this round were made; None for now.

        The moment may lie in the past.
        """
        if before and not fresh:
            return before[-1] + self.pause
        return fresh[-self.a_day] + DAY if len(fresh) >= self.a_day else None


QUIZ_RETRY = Retry(rounds=(3,), a_day=3, endless=True)
"""A module's quiz: three tries in 24 hours; after the third miss a talk, and so on for ever."""
EXAM_RETRY = Retry(rounds=(2, 1), a_day=1, pause=timedelta(days=7))
"""The final exam: three tries; the second a day after the first, the third a week after the second and a talk."""
