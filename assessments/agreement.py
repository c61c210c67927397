"""Agreement: how far two people who do not see each other's levels say the same (curriculum, section 4).

Kappa is Cohen's with quadratic weights (Cohen 1968, Psychological Bulletin 70, 213-220): agreement beyond what chance
would bring, where two levels apart weigh four times as much as one.
"""

from collections.abc import Collection
from dataclasses import dataclass

KAPPA, NEAR = 0.70, 0.90
"""Below the first, or with a smaller share than the second within one level, scorers calibrate and score anew."""
ENOUGH = 50
"""From so many levels on, the figures are judged."""

Pair = tuple[int, int]
"""What the first and the second person say of one criterion."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far pairs of levels agree: how many there are, the share within one level, and kappa; None where unknown."""

    n: int
    near: float | None = None
    kappa: float | None = None

    @property
    def judged(self) -> bool:
        """Say whether there are enough of them to judge."""
        return self.n >= ENOUGH

    @property
    def falls_short(self) -> bool:
        """Say whether scorers are to calibrate, by the figures as shown."""
        near, kappa = (None if one is None else round(one, 2) for one in (self.near, self.kappa))
        return self.judged and ((near or 0) < NEAR or (kappa is not None and kappa < KAPPA))


def agreement(pairs: Collection[Pair]) -> Agreement:
    """Return how far pairs of levels agree."""
    if not pairs:
        return Agreement(0)
    n = len(pairs)
    near = sum(abs(one - other) <= 1 for one, other in pairs) / n
    means = [sum(side) / n for side in zip(*pairs, strict=True)]
    spread = sum((one - means[0]) ** 2 + (other - means[1]) ** 2 for one, other in pairs) / n
    by_chance = spread + (means[0] - means[1]) ** 2
    apart = sum((one - other) ** 2 for one, other in pairs) / n
    return Agreement(n, near, 1 - apart / by_chance if by_chance else None)
