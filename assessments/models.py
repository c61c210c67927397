"""The tables of skill: drafts, submissions with what the critic said, grades, quiz attempts, and capstones."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessments.capstone import Pass, asked_next, combine
from assessments.scoring import GradeKind
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


class QuizAttempt(Base, Fact):
    """A form of a quiz as it was drawn for somebody."""

    __tablename__ = "quiz_attempt"
    __table_args__ = (UniqueConstraint("enrolment_id", "quiz", "number"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    quiz: Mapped[Code]
    number: Mapped[int]
    form: Mapped[list[Any]]
    started_at: Mapped[datetime]

    result: Mapped["QuizResult | None"] = relationship(viewonly=True)


class QuizResult(Base, Fact):
    """The answers to a form and how they were marked; a form is answered once."""

    __tablename__ = "quiz_result"

    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"), unique=True)
    answers: Mapped[dict[str, Any]]
    points: Mapped[list[Any]]
    percent: Mapped[float]
    passed: Mapped[bool]
    at: Mapped[datetime]


class Reopening(Base, Fact):
    """A quiz opened again after its third miss, by whom and after what talk."""

    __tablename__ = "reopening"
    __table_args__ = (UniqueConstraint("enrolment_id", "quiz", "after"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    quiz: Mapped[Code]
    after: Mapped[int]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str]
    at: Mapped[datetime]


class CapstoneDraft(Base):
    """The working copy of an implementation plan, section by section; `version` grows with every save."""

    __tablename__ = "capstone_draft"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    sections: Mapped[dict[str, Any]]
    version: Mapped[int]
    saved_at: Mapped[datetime]


class Capstone(Base, Fact):
    """An implementation plan as it was sent, with the pass as it stood then; each version is one row.

    `asked` are the sections that are scored; `kept` holds the levels that stand from the version before.
    """

    __tablename__ = "capstone"
    __table_args__ = (UniqueConstraint("enrolment_id", "version"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    version: Mapped[int]
    sections: Mapped[dict[str, Any]]
    asked: Mapped[list[Any]]
    kept: Mapped[dict[str, Any]]
    needed: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship()
    scores: Mapped[list["CapstoneScore"]] = relationship(order_by="CapstoneScore.number", viewonly=True)

    @property
    def asked_next(self) -> tuple[str, ...]:
        """Return what the next scorer is asked for; nothing once the result stands."""
        return asked_next(self.asked, [score.levels for score in self.scores])

    @property
    def levels(self) -> dict[str, float] | None:
        """Return the levels that stand, those from the version before among them; None until all scores are in."""
        found = combine(self.asked, [score.levels for score in self.scores])
        return None if found is None else {**self.kept, **found}

    @property
    def rules(self) -> Pass:
        """Return the pass as it stood when this version was sent."""
        return Pass.from_json(self.needed)

    @property
    def passed(self) -> bool:
        """Say whether the result stands and passes."""
        return self.levels is not None and self.rules.passes(self.levels)


class CapstoneScore(Base, Fact):
    """What one assessor says of a version, without having seen what another says; the third decides a dispute."""

    __tablename__ = "capstone_score"
    __table_args__ = (UniqueConstraint("capstone_id", "scorer_id"), UniqueConstraint("capstone_id", "number"))

    id: Mapped[Key]
    capstone_id: Mapped[int] = mapped_column(ForeignKey("capstone.id"))
    number: Mapped[int]
    scorer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    levels: Mapped[dict[str, Any]]
    comments: Mapped[dict[str, Any]]
    note: Mapped[str]
    at: Mapped[datetime]
