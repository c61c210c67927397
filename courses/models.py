"""The tables of learning: who is enrolled under which rules, what proves time, and what was completed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship
from sqlalchemy.orm import mapped_column as column

from registry.db import Base, Code, Fact, Key
from registry.models import Cohort, Person


class Enrolment(Base):
    """A trainee's place in a cohort; keeps the version of the rule set under which it began."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "cohort_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = column(ForeignKey("person.id"))
    cohort_id: Mapped[int] = column(ForeignKey("cohort.id"), index=True)
    rules: Mapped[Code]
    mode: Mapped[Code]
    enrolled_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    cohort: Mapped[Cohort] = relationship()


class Beat(Base, Fact):
    """An event that proves seconds of work on an activity (see `courses.credit`)."""

    __tablename__ = "beat"
    __table_args__ = (Index("ix_beat_enrolment_id_activity", "enrolment_id", "activity"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    activity: Mapped[Code]
    evidence: Mapped[Code]
    at: Mapped[datetime]
    seconds: Mapped[int]


class Completion(Base, Fact):
    """An activity done, with the answer given and how it was marked; each try is one row."""

    __tablename__ = "completion"
    __table_args__ = (UniqueConstraint("enrolment_id", "activity", "attempt"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    activity: Mapped[Code]
    attempt: Mapped[int]
    answer: Mapped[dict[str, Any]]
    marks: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Turn(Base, Fact):
    """One step within an activity that takes several answers; `answer` holds all that was answered so far.

    `attempt` is the completion that it leads to; the turns of one attempt are numbered from 1.
    """

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("enrolment_id", "activity", "attempt", "number"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    activity: Mapped[Code]
    attempt: Mapped[int]
    number: Mapped[int]
    answer: Mapped[dict[str, Any]]
    at: Mapped[datetime]
