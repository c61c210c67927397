"""The rubric for rewrites: criteria with anchors 0 to 3, points, and the pass (curriculum, section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courses.files import read_toml


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion (`D` Diagnosis …) and what each level from 0 to 3 looks like."""

    id: str
    title: str
    anchors: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria in order, and the points that pass."""

    criteria: tuple[Criterion, ...]
    max_points: int
    pass_points: int

    def used(self, weights: Mapping[str, int]) -> tuple[Criterion, ...]:
        """Return the criteria that an exercise uses."""
        return tuple(criterion for criterion in self.criteria if criterion.id in weights)

    def points(self, levels: Mapping[str, float], weights: Mapping[str, int]) -> int:
        """Return the sum of weight times level; weights sum to 10, so 30 is the most.

        The mean of two levels may end in a half; half a point does not count.
        """
        return int(sum(weight * levels[criterion] for criterion, weight in weights.items()))

    def passes(self, levels: Mapping[str, float], weights: Mapping[str, int]) -> bool:
        """Say whether the levels pass: enough points and no used criterion at 0 (R4)."""
        return self.points(levels, weights) >= self.pass_points and all(levels[c] > 0 for c in weights)


def load_rubric(path: Path) -> Rubric:
    """Read the rubric from its content file."""
    data = read_toml(path)
    criteria = tuple(Criterion(c["id"], c["title"], tuple(c["anchors"])) for c in data["criterion"])
    return Rubric(criteria, data["max_points"], data["pass_points"])
