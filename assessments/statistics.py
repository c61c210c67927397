"""Item statistics: how hard a question was and how well it tells trainees apart, from everybody's first answer to it.

Difficulty is the share of the points that was earned. Discrimination is the point-biserial correlation between a
question and the rest of the same form, without the question itself (Henrysson 1963, Psychometrika 28, 211-218): forms
are drawn, so that nobody answers all of a pool. When a question is reviewed is the curriculum's (section 4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any

ENOUGH = 50
"""From so many first answers on a question is reviewed."""
HARDEST, EASIEST, BLURRED = 0.30, 0.95, 0.15
"""Below the first and above the second a question is too hard or too easy; below the third it tells nobody apart."""

Result = tuple[int, Sequence[Sequence[Any]], Sequence[float]]
"""Who answered, the form, and the points of its items in the form's order."""


class Flag(StrEnum):
    """Why a question is to be dropped or mended."""

    HARD = "hard"
    EASY = "easy"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the first answers to a question tell; None where they tell nothing yet."""

    n: int = 0
    difficulty: float | None = None
    discrimination: float | None = None

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Return why the question is to be reviewed, by its figures as shown; nothing while too few answered."""
        if self.n < ENOUGH or self.difficulty is None:
            return ()
        right = round(self.difficulty, 2)
        found = (
            (Flag.HARD, right < HARDEST),
            (Flag.EASY, right > EASIEST),
            (Flag.BLURRED, self.discrimination is not None and round(self.discrimination, 2) < BLURRED),
        )
        return tuple(flag for flag, raised in found if raised)


def statistics(results: Iterable[Result]) -> Mapping[str, Statistics]:
    """Return the statistics of every question that was answered; `results` are in the order of the answers."""
    seen: set[tuple[int, str]] = set()
    points: dict[str, list[tuple[float, float]]] = {}
    for person, form, earned in results:
        for (item, _order), own in zip(form, earned, strict=True):
            if (person, item) not in seen and len(earned) > 1:
                seen.add((person, item))
                points.setdefault(item, []).append((own, (sum(earned) - own) / (len(earned) - 1)))
    return {item: _of(pairs) for item, pairs in points.items()}


def _of(pairs: Sequence[tuple[float, float]]) -> Statistics:
    """Return the statistics of a question from its points and those of the rest, answer by answer."""
    difficulty = sum(own for own, _rest in pairs) / len(pairs)
    return Statistics(len(pairs), difficulty, _correlation(pairs))


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Pearson's correlation; None where one side does not vary."""
    mean_own, mean_rest = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
    own = sum((one - mean_own) ** 2 for one, _rest in pairs)
    rest = sum((one - mean_rest) ** 2 for _own, one in pairs)
    both = sum((one - mean_own) * (other - mean_rest) for one, other in pairs)
    spread = sqrt(own * rest)
    return both / spread if spread > 1e-12 else None
