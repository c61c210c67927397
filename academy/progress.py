"""The trainee's way through the course, as pages show it."""

from dataclasses import dataclass
from functools import cached_property

from courses.credit import Credit, Ledger, Tally
from courses.outline import Activity, Course, Module


@dataclass(frozen=True)
class Journey:
    """What is done, what comes next, and the learning time of one enrolment."""

    course: Course
    ledger: Ledger
    done: frozenset[str]
    tally: Tally

    @cached_property
    def credits(self) -> dict[str, Credit]:
        """Return the learning time by activity."""
        return {credit.activity.id: credit for credit in self.ledger.credits}

    @cached_property
    def next_step(self) -> Activity | None:
        """Return where to continue: the step last worked on if it is still open, else the first open one."""
        touched = self.tally.touched
        if touched in self.course.by_id and touched not in self.done:
            return self.course.by_id[touched]
        return self.course.first_open(self.done)

    @property
    def anchor(self) -> str:
        """Return the paragraph at which to continue as the end of an address; nothing where no place is known."""
        return self.place(self.next_step.id) if self.next_step else ""

    def place(self, activity_id: str) -> str:
        """Return the paragraph of an open step that was in view last, as the end of an address."""
        number = self.tally.paragraphs.get(activity_id)
        return f"#p{number}" if number and activity_id not in self.done else ""

    def of(self, module: Module) -> Ledger:
        """Return the learning time of a module."""
        return self.ledger.of_module(module.id)

    def steps_done(self, module: Module) -> int:
        """Return how many steps of a module are completed."""
        return sum(1 for activity in module.activities if activity.id in self.done)
