"""The tables of quizzes: what was drawn, how it was answered, and what was opened again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.db import Base, Code, Fact, Key


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
