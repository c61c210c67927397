"""Order: steps put into their order by a number for each."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from courses.outline import Practice
from courses.practices.base import REASON, Answer, Mark, Type
from courses.practices.shape import TEXT, TEXTS, Layout, Wrong

FEWEST, MOST = 4, 8
TWICE = "twice"
"""What is wrong with a place that is given to two steps."""


class Order(Type):
    """Steps shown in a mixed order; each is given its place. Fields are numbered as the steps are shown."""

    layout = Layout(head={"steps": TEXTS, "why": TEXT}, head_may=REASON)

    def parts(self, data: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        """Return the steps in a mixed order that stays the same, each with its right place from 1."""
        steps = [{"text": text, "place": place} for place, text in enumerate(data["steps"], start=1)]
        mixed = sorted(steps, key=lambda step: sha256(step["text"].encode()).digest())
        return tuple(mixed if mixed != steps else mixed[1:] + mixed[:1])

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield too few, too many or equal steps."""
        steps = data["steps"]
        if not FEWEST <= len(steps) <= MOST or len(set(steps)) != len(steps):
            yield Wrong(f"give {FEWEST} to {MOST} different steps", ("steps =",))

    def options(self, practice: Practice, name: str) -> tuple[str, ...]:
        """Return the places."""
        return tuple(str(place) for place in range(1, len(practice.parts) + 1))

    def problems(self, practice: Practice, given: Answer) -> dict[str, str]:
        """Return the steps without a place, and those that share one."""
        wrong = super().problems(practice, given)
        places = [text for name, text in given.items() if name != "reason"]
        shared = {name for name, text in given.items() if name != "reason" and text and places.count(text) > 1}
        return {name: wrong.get(name, TWICE) for name in given if name in wrong or name in shared}

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Mark a step: right in its place."""
        step = practice.parts[int(name)]
        place = self.master(practice, name)
        return Mark(name, step["text"], given, given == place, place)

    def master(self, practice: Practice, name: str) -> str:
        """Return the place of a step."""
        return str(practice.parts[int(name)]["place"])
