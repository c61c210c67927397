"""Who is enrolled under which rules and promises, what proves time, what was completed, noted and contested."""

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
    """An event that proves seconds of work on an activity (see `courses.credit`), and the paragraph then in view."""

    __tablename__ = "beat"
    __table_args__ = (Index("ix_beat_enrolment_id_activity", "enrolment_id", "activity"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    activity: Mapped[Code]
    evidence: Mapped[Code]
    at: Mapped[datetime]
    seconds: Mapped[int]
    paragraph: Mapped[int | None]


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


class IdentityCheck(Base, Fact):
    """Who made sure that a trainee is who they say, how, and when; no document is ever stored (R8)."""

    __tablename__ = "identity_check"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"), unique=True)
    how: Mapped[Code]
    checker_id: Mapped[int] = column(ForeignKey("person.id"))
    at: Mapped[datetime]

    checker: Mapped[Person] = relationship()


class ConductSignature(Base, Fact):
    """A trainee's signature under the code of conduct, signed in the account; `text` is the hash of what they read."""

    __tablename__ = "conduct_signature"
    __table_args__ = (UniqueConstraint("enrolment_id", "text"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    text: Mapped[Code]
    at: Mapped[datetime]


class Note(Base):
    """What somebody wrote beside a step, for themselves; `version` grows with every save, as that of a draft does."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("enrolment_id", "activity"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    activity: Mapped[Code]
    text: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime]


class Contest(Base, Fact):
    """A trainee's word that a step took more time than it is credited with."""

    __tablename__ = "contest"
    __table_args__ = (UniqueConstraint("enrolment_id", "activity", "number"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    activity: Mapped[Code]
    number: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship()
    ruling: Mapped["Ruling | None"] = relationship(viewonly=True)


class Ruling(Base, Fact):
    """An instructor's answer to a contest: how many minutes the step is credited with at least, and why."""

    __tablename__ = "ruling"

    id: Mapped[Key]
    contest_id: Mapped[int] = column(ForeignKey("contest.id"), unique=True)
    actor_id: Mapped[int] = column(ForeignKey("person.id"))
    minutes: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]

    actor: Mapped[Person] = relationship()
