"""Cut: a long text in pieces, each kept or removed."""

from collections.abc import Iterator, Mapping
from typing import Any

from courses.outline import Practice
from courses.practices.base import Mark, Type
from courses.practices.shape import TEXT, Layout, Wrong

VERDICTS = ("keep", "means", "condition", "later")
"""What a piece is: part of the sentence, a means, a condition to guard, or another aim for later."""


class Cut(Type):
    """A long text is shortened piece by piece; what is kept reads as the result."""

    layout = Layout("piece", {"text": TEXT, "verdict": TEXT, "why": TEXT}, head={"result": TEXT})

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the unknown verdicts, and whether what is kept does not read as the result."""
        for number, piece in enumerate(data["piece"]):
            if piece["verdict"] not in VERDICTS:
                text = f"the verdict of {self.layout.name(number)} must be one of {', '.join(VERDICTS)}"
                yield Wrong(text, (*self.layout.where(number), "verdict ="))
        kept = " ".join(piece["text"] for piece in data["piece"] if piece["verdict"] == "keep")
        if kept.strip(" .").casefold() != data["result"].strip(" .").casefold():
            yield Wrong(f"the kept pieces read '{kept}', not the result", ("result =",))

    def options(self, practice: Practice, name: str) -> tuple[str, ...]:
        """Return the two deeds."""
        return ("keep", "cut")

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Mark a piece; why it is cut is taught, not asked."""
        piece = practice.parts[int(name)]
        return Mark(name, piece["text"], given, given == self.master(practice, name), piece["verdict"], piece["why"])

    def master(self, practice: Practice, name: str) -> str:
        """Return whether a piece stays."""
        return "keep" if practice.parts[int(name)]["verdict"] == "keep" else "cut"
