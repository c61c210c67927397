"""Sort: statements into bins."""

from collections.abc import Iterator, Mapping
from typing import Any

from courses.outline import Practice
from courses.practices.base import REASON, Mark, Type
from courses.practices.shape import TEXT, TEXTS, Layout, Wrong


class Sort(Type):
    """Statements are put into bins; an item may be right in more than one of them."""

    layout = Layout(
        "item", {"text": TEXT, "bin": TEXT, "why": TEXT}, {"also": TEXTS}, head={"bins": TEXTS}, head_may=REASON
    )

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the items whose bins do not exist."""
        bins = data["bins"]
        if len(set(bins)) != len(bins) or len(bins) < 2:
            yield Wrong("give two bins or more, each with a name of its own", ("bins =",))
        for number, item in enumerate(data["item"]):
            for key, named in (("bin =", [item["bin"]]), ("also =", item.get("also", []))):
                for one in named:
                    if one not in bins:
                        text = f"the bin {one} of {self.layout.name(number)} is not among the bins"
                        yield Wrong(text, (*self.layout.where(number), key))

    def options(self, practice: Practice, name: str) -> tuple[str, ...]:
        """Return the bins."""
        return tuple(practice.data["bins"])

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Mark an item: right in its bin, and in every bin that is right too."""
        item = practice.parts[int(name)]
        right = {item["bin"], *item.get("also", ())}
        return Mark(name, item["text"], given, given in right, item["bin"], item["why"])

    def master(self, practice: Practice, name: str) -> str:
        """Return the bin of an item."""
        return str(practice.parts[int(name)]["bin"])
