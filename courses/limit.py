"""The limit of a course held live: how much of what was missed may be made up online (T6)."""

from collections.abc import Callable
from dataclasses import replace

from courses.credit import Credit, Ledger

LIVE_MODES = frozenset({"live", "in person"})
"""The modes of an enrolment in which a course is taken in sessions: in calls, or in one room."""


def limited(ledger: Ledger, minutes: int | None) -> Ledger:
    """Return the learning time with at most so many minutes made up online; the same as it is, for None.

    What was missed of the plan is made up first, step by step in the order of the course; what exceeds the plan and
    what is of the reserve comes after it. What is left over counts for nothing until it is attended.
    """
    if minutes is None:
        return ledger
    left, taken = minutes * 60, [0] * len(ledger.credits)
    parts: tuple[Callable[[Credit], int], ...] = (lambda one: min(one.made_up, one.missed), lambda one: one.made_up)
    for part in parts:
        for place, credit in enumerate(ledger.credits):
            more = min(part(credit) - taken[place], left)
            taken[place] += more
            left -= more
    return Ledger(
        tuple(replace(one, beyond=one.made_up - some) for one, some in zip(ledger.credits, taken, strict=True))
    )
