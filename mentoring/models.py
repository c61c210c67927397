"""The tables of mentored practice: groups, who accompanies whom, logs of check-ins, observations and attestations."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models import Enrolment
from registry.db import Base, Code, Fact, Key, Name
from registry.models import Cohort, Person


class OkrGroup(Base):
    """A real group with an OKR in the running cycle, under a pseudonym; no member's name is ever stored."""

    __tablename__ = "okr_group"

    id: Mapped[Key]
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    name: Mapped[Name]
    unit: Mapped[Name]
    objective: Mapped[str]
    owner: Mapped[Name]
    created_at: Mapped[datetime]

    cohort: Mapped[Cohort] = relationship()


class Accompaniment(Base):
    """A candidate who accompanies a group, under the eyes of a mentor; one group at a time."""

    __tablename__ = "accompaniment"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "group_id"),
        Index(
            "uq_accompaniment_current",
            "enrolment_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("okr_group.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship()
    group: Mapped[OkrGroup] = relationship()
    mentor: Mapped[Person] = relationship()


class CheckIn(Base, Fact):
    """The log of a weekly check-in; a correction is a further revision, the earlier ones stay.

    Minutes are as they were logged; what counts is computed by `mentoring.practice`. `attendance` holds pseudonyms,
    `three_ps` one row for each key result.
    """

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("accompaniment_id", "week", "revision"),)

    id: Mapped[Key]
    accompaniment_id: Mapped[int] = mapped_column(ForeignKey("accompaniment.id"))
    week: Mapped[int]
    revision: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    prepared: Mapped[int]
    talk: Mapped[int]
    debrief: Mapped[int]
    mode: Mapped[Code]
    led_by: Mapped[Code]
    attendance: Mapped[list[Any]]
    three_ps: Mapped[list[Any]]
    note: Mapped[str]
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    logged_at: Mapped[datetime]

    accompaniment: Mapped[Accompaniment] = relationship()
    attestation: Mapped["Attestation | None"] = relationship(viewonly=True)
    observation: Mapped["Observation | None"] = relationship(viewonly=True)


class Observation(Base, Fact):
    """What the mentor saw in a check-in: a level from 0 to 3 for each item of the observation form."""

    __tablename__ = "observation"

    id: Mapped[Key]
    check_in_id: Mapped[int] = mapped_column(ForeignKey("check_in.id"), unique=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    levels: Mapped[dict[str, Any]]
    comment: Mapped[str]
    at: Mapped[datetime]


class Attestation(Base, Fact):
    """The mentor's word that a check-in took place as logged; one week of an accompaniment is attested once."""

    __tablename__ = "attestation"
    __table_args__ = (UniqueConstraint("accompaniment_id", "week"),)

    id: Mapped[Key]
    check_in_id: Mapped[int] = mapped_column(ForeignKey("check_in.id"), unique=True)
    accompaniment_id: Mapped[int] = mapped_column(ForeignKey("accompaniment.id"))
    week: Mapped[int]
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    minutes: Mapped[int]
    at: Mapped[datetime]
