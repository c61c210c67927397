"""What all types of practice share: the marks of an answer, and a type whose whole answer is one form.

An answer is a mapping of field names to texts, as a form sends it: `0`, `1`, … for the parts, `1.0` for the first gap
of the second card, `reason` for the line that a file may ask for besides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from courses.outline import Practice
from courses.practices.shape import TEXT, Layout, Wrong

MAX_TEXT = 2000
"""The longest written answer, in characters."""
MISSING = "missing"
"""What is wrong with a field that is empty or holds none of the values on offer."""

Answer = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """How one question was answered: right, wrong, or (None) a matter for the reader's own comparison.

    `note` says what exactly this answer misses, `lesson` where the matter was taught.
    """

    field: str
    asked: str
    given: str
    right: bool | None
    model: str = ""
    why: str = ""
    note: str = ""
    lesson: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A whole practice, marked, in the order in which it was asked."""

    marks: tuple[Mark, ...]

    @property
    def right(self) -> int:
        """Return how many answers are right."""
        return sum(1 for mark in self.marks if mark.right)

    @property
    def judged(self) -> int:
        """Return how many answers are right or wrong at all."""
        return sum(1 for mark in self.marks if mark.right is not None)

    @property
    def figures(self) -> dict[str, int]:
        """Return what is stored of the marking."""
        return {"right": self.right, "judged": self.judged}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sent form makes of an answer: the answer so far, what is wrong by field, and whether it is complete."""

    answer: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    complete: bool = False


class Type:
    """A type of practice. Its subclasses say what a file lists, and ask for the whole answer in one form."""

    layout = Layout()

    def parts(self, data: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        """Return what a sound file lists."""
        return tuple(data[self.layout.table])

    def misfits(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the fields of a file that are missing or of the wrong kind."""
        return self.layout.misfits(data)

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield what is wrong with a file whose fields are all there."""
        yield from ()

    def fields(self, practice: Practice) -> tuple[str, ...]:
        """Return the names of the fields that an answer fills."""
        names = tuple(str(number) for number in range(len(practice.parts)))
        return (*names, "reason") if "reason" in practice.data else names

    def options(self, practice: Practice, name: str) -> tuple[str, ...]:
        """Return the values that a field offers; none for what is written freely."""
        return ()

    def problems(self, practice: Practice, given: Answer) -> dict[str, str]:
        """Return what is wrong with an answer by field: a code for which the page has words."""
        wrong = {}
        for name, text in given.items():
            options = () if name == "reason" else self.options(practice, name)
            if not text or (options and text not in options):
                wrong[name] = MISSING
        return wrong

    def take(self, practice: Practice, kept: Answer, sent: Answer) -> Taken:
        """Take a form: the whole answer at once, refused while anything is wrong with it."""
        given = {name: sent.get(name, "").strip()[:MAX_TEXT] for name in self.fields(practice)}
        problems = self.problems(practice, given)
        return Taken(given, problems, complete=not problems)

    def mark(self, practice: Practice, answer: Answer) -> Marked:
        """Mark an answer; what a stored answer lacks counts as not given."""
        return Marked(tuple(self._mark(practice, name, answer.get(name, "")) for name in self.fields(practice)))

    def _mark(self, practice: Practice, name: str, given: str) -> Mark:
        """Mark one field."""
        if name == "reason":
            return Mark(name, practice.data["reason"], given, None)
        return self.mark_part(practice, name, given)

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Mark the field of one part."""
        raise NotImplementedError

    def master(self, practice: Practice, name: str) -> str:
        """Return what an experienced Master would send in a field; nothing where only own words will do."""
        return ""

    def forms(self, practice: Practice, words: str) -> Iterator[dict[str, str]]:
        """Yield the forms an experienced Master would send, one after the other; `words` fill what is written."""
        yield {
            name: (self.master(practice, name) if name != "reason" else "") or words for name in self.fields(practice)
        }

    def stage(self, practice: Practice, kept: Answer, *, onward: bool = False) -> Any:
        """Return where somebody stands who answers in several forms; None where one form is all there is."""
        return None


REASON = {"reason": TEXT}
"""The field of a file by which a sort or an order asks for a written line as well."""
