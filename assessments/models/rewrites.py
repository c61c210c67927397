"""The tables of rewrites: drafts, submissions with what the critic said, grades and scores, reviews of the critic."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessments.scoring import GradeKind, asked_next
from courses.models import Enrolment
from registry.db import Base, Code, Fact, Key
from registry.models import Person


class Draft(Base):
    """The working copy of a rewrite; `version` grows with every save, so that two windows cannot undo each other."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("enrolment_id", "exercise"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    exercise: Mapped[Code]
    rewrite: Mapped[dict[str, Any]]
    parts: Mapped[dict[str, Any]]
    tags: Mapped[list[Any]]
    version: Mapped[int]
    saved_at: Mapped[datetime]


class Hint(Base, Fact):
    """A hint that was asked for: the how-manieth of which exercise."""

    __tablename__ = "hint"
    __table_args__ = (UniqueConstraint("enrolment_id", "exercise", "number"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    exercise: Mapped[Code]
    number: Mapped[int]
    at: Mapped[datetime]


class Submission(Base, Fact):
    """A rewrite as it was sent, with the task as it stood and what the critic said; each version is one row.

    `parts` holds the further texts by their id; `critique` is empty where no OKR was asked for; `graded_by` says
    whether another person grades it or the trainee (a `GradeKind`).
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("enrolment_id", "exercise", "version"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    exercise: Mapped[Code]
    version: Mapped[int]
    task: Mapped[dict[str, Any]]
    rewrite: Mapped[dict[str, Any]]
    parts: Mapped[dict[str, Any]]
    tags: Mapped[list[Any]]
    critique: Mapped[dict[str, Any]]
    graded_by: Mapped[Code]
    submitted_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship()
    grades: Mapped[list["Grade"]] = relationship(order_by="Grade.round", viewonly=True)
    recheck: Mapped["Recheck | None"] = relationship(viewonly=True)
    scores: Mapped[list["TaskScore"]] = relationship(order_by="TaskScore.number", viewonly=True)

    @property
    def with_person(self) -> bool:
        """Say whether another person grades it, from the start or because it was drawn."""
        return self.graded_by == GradeKind.PERSON or self.recheck is not None

    @property
    def grade(self) -> "Grade | None":
        """Return the grade that counts: the newest, and only another person's where one grades it."""
        counting = [one for one in self.grades if one.kind == GradeKind.PERSON or not self.with_person]
        return counting[-1] if counting else None

    @property
    def awaits(self) -> GradeKind | None:
        """Return whose grade is awaited; None once there is one that counts."""
        if self.grade is not None:
            return None
        return GradeKind.PERSON if self.with_person else GradeKind.SELF

    @property
    def asked_next(self) -> tuple[str, ...]:
        """Return the criteria that the next person is asked for: all, or those in which two scorers lie apart."""
        return asked_next(tuple(self.task["weights"]), [score.levels for score in self.scores])


class Recheck(Base, Fact):
    """A version that its trainee has scored and that was drawn to be graded again by another person."""

    __tablename__ = "recheck"

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), unique=True)
    at: Mapped[datetime]


class TaskDraw(Base, Fact):
    """Which of the forms of a final task was drawn for somebody; it is drawn once."""

    __tablename__ = "task_draw"
    __table_args__ = (UniqueConstraint("enrolment_id", "activity"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    activity: Mapped[Code]
    exercise: Mapped[Code]
    at: Mapped[datetime]


class Grade(Base, Fact):
    """A verdict on a submission by the rubric, of one `GradeKind`; appended, never edited."""

    __tablename__ = "grade"
    __table_args__ = (UniqueConstraint("submission_id", "round"),)

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    round: Mapped[int]
    kind: Mapped[Code]
    grader_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    levels: Mapped[dict[str, Any]]
    comments: Mapped[dict[str, Any]]
    note: Mapped[str]
    points: Mapped[int]
    passed: Mapped[bool]
    graded_at: Mapped[datetime]

    grader: Mapped[Person] = relationship()


class TaskScore(Base, Fact):
    """What one person says of a final task that is scored twice, without having seen what another says.

    It counts for nothing by itself: once all scores are in, what stands of them is the `Grade`.
    """

    __tablename__ = "task_score"
    __table_args__ = (UniqueConstraint("submission_id", "scorer_id"), UniqueConstraint("submission_id", "number"))

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    number: Mapped[int]
    scorer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    levels: Mapped[dict[str, Any]]
    comments: Mapped[dict[str, Any]]
    note: Mapped[str]
    at: Mapped[datetime]


class Review(Base, Fact):
    """What somebody who grades says of one finding of the critic, by its place in the critique; the newest counts.

    A changed mind is a further row, with the next number.
    """

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("submission_id", "finding", "person_id", "number"),)

    id: Mapped[Key]
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    finding: Mapped[int]
    code: Mapped[Code]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    accepted: Mapped[bool]
    at: Mapped[datetime]
