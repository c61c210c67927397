"""The tables of the ground: organisations, people, roles, ways in, and the audit trail."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.db import Base, Code, Fact, Key, Name


class Role(StrEnum):
    """What a person may do in a cohort; an administrator may do so everywhere."""

    TRAINEE = "trainee"
    INSTRUCTOR = "instructor"
    MENTOR = "mentor"
    ASSESSOR = "assessor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Organisation(Base):
    """An institution that runs cohorts."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    slug: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    created_at: Mapped[datetime]


class Cohort(Base):
    """A group of people who learn together in an organisation."""

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[Name]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()


class Person(Base):
    """Someone known to the academy; without a password hash the invitation has not been accepted yet."""

    __tablename__ = "person"

    id: Mapped[Key]
    email: Mapped[Name] = mapped_column(unique=True)
    name: Mapped[Name]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]


class Membership(Base):
    """A role a person holds: in a cohort, or everywhere for an administrator; ended, never deleted."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_current",
            "person_id",
            "cohort_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    role: Mapped[Role] = mapped_column(String(16))
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class LineAuthority(Base):
    """Who is whose superior: no superior may attest or grade a subordinate."""

    __tablename__ = "line_authority"
    __table_args__ = (UniqueConstraint("superior_id", "subordinate_id"),)

    id: Mapped[Key]
    superior_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subordinate_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SignIn(Base):
    """One signed-in browser; the server can end it at any time. The token itself is never stored, only its hash."""

    __tablename__ = "sign_in"

    id: Mapped[Key]
    token_hash: Mapped[Code] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Link(Base):
    """A link that was mailed to a person: an invitation or a password reset; it opens once, and only the newest."""

    __tablename__ = "link"

    id: Mapped[Key]
    token_hash: Mapped[Code] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[Code]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Knock(Base):
    """A try at a limited door (sign-in, reset, an unknown certificate code), counted per account and per address."""

    __tablename__ = "knock"
    __table_args__ = (Index("ix_knock_door_whom_at", "door", "whom", "at"),)

    id: Mapped[Key]
    door: Mapped[Code]
    whom: Mapped[Code]
    at: Mapped[datetime]


class Letter(Base):
    """An e-mail to be sent: written in the transaction that causes it, delivered after that has been committed."""

    __tablename__ = "letter"

    id: Mapped[Key]
    address: Mapped[Name]
    subject: Mapped[Name]
    body: Mapped[str]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Event(Base, Fact):
    """One line of the audit trail; its hash covers the line and the hash of the line before, so that no line can go."""

    __tablename__ = "event"

    id: Mapped[Key]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[Code]
    subject: Mapped[Name] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]
    previous: Mapped[Code] = mapped_column(unique=True)
    hash: Mapped[Code] = mapped_column(unique=True)


class TrailHead(Base):
    """The single row that names the last line of the audit trail; whoever appends holds its lock."""

    __tablename__ = "trail_head"

    id: Mapped[Key]
    hash: Mapped[Code]
