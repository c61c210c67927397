"""The practice reserve: further activities for those who were faster than the plan, offered where minutes are missing.

Minutes are missing where every step is done and still fewer are credited than the rules ask for (T5, R2).
"""

from collections.abc import Set
from dataclasses import dataclass
from math import ceil

from courses.credit import Ledger
from courses.outline import Activity, Course, Module


@dataclass(frozen=True, slots=True)
class Offer:
    """What a module offers: how many minutes are missing, and what is left in its reserve."""

    missing: int
    activities: tuple[Activity, ...]


def offers(course: Course, ledger: Ledger, done: Set[str], *, minutes: int, share: int) -> dict[str, Offer]:
    """Return the offers by module: where `minutes` in all or `share` per cent of a module's plan are not reached.

    Of the minutes in all, each module owes its part of the plan. Once nothing is left in the reserve of the modules
    that owe, what is missing in all is offered by every other.
    """
    short = max(0, minutes - ledger.credited_minutes)
    owed = {
        module.id: _owed(course, module, ledger, minutes=minutes if short else 0, share=share)
        for module in course.modules
    }
    found = {
        module.id: Offer(owed[module.id], _left(module, done))
        for module in course.modules
        if owed[module.id] > 0 and _is_finished(module, done)
    }
    all_finished = all(_is_finished(module, done) for module in course.modules)
    if short and all_finished and not any(offer.activities for offer in found.values()):
        left = {module.id: _left(module, done) for module in course.modules if module.id not in found}
        found |= {module_id: Offer(short, activities) for module_id, activities in left.items() if activities}
    return found


def _owed(course: Course, module: Module, ledger: Ledger, *, minutes: int, share: int) -> int:
    """Return how many minutes a module lacks of its share and of its part of the minutes in all."""
    credited = ledger.of_module(module.id).credited_minutes
    floor = ceil(share * module.minutes / 100)
    part = ceil(minutes * module.minutes / course.minutes) if course.minutes else 0
    return max(floor, part) - credited


def _is_finished(module: Module, done: Set[str]) -> bool:
    """Say whether every step of a module is done."""
    return all(activity.id in done for activity in module.activities)


def _left(module: Module, done: Set[str]) -> tuple[Activity, ...]:
    """Return what is left of a module's reserve."""
    return tuple(activity for activity in module.reserve if activity.id not in done)
