"""The tables of certificates: what was issued, word for word, what ended or renews it, and the printed documents."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models import Enrolment
from registry.db import Base, Code, Fact, Key, Name


class Certificate(Base, Fact):
    """A document as it was issued: the facts at that moment and the signed credential, byte for byte.

    `edition` counts the issues of one document to one enrolment; the next edition names the one it supersedes.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "document", "edition"),
        UniqueConstraint("status_list", "status_index"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    document: Mapped[Code]
    edition: Mapped[int]
    supersedes_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("certificate.id"), unique=True)
    snapshot: Mapped[dict[str, Any]]
    credential: Mapped[str]
    status_list: Mapped[int]
    status_index: Mapped[int]
    issued_at: Mapped[datetime]
    valid_until: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship()


class Revocation(Base, Fact):
    """The end of a certificate before its time: who ended it, when, and why. It cannot be undone."""

    __tablename__ = "revocation"

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"), unique=True)
    reason: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Suspension(Base, Fact):
    """A certificate that does not count for the time being: since when, by whom, and why; a new edition lifts it."""

    __tablename__ = "suspension"

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"), unique=True)
    reason: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class NameRequest(Base, Fact):
    """A holder's wish that a certificate carry another name, and why; `number` counts these wishes."""

    __tablename__ = "name_request"
    __table_args__ = (UniqueConstraint("certificate_id", "number"),)

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"))
    number: Mapped[int]
    name: Mapped[Name]
    reason: Mapped[str]
    at: Mapped[datetime]

    certificate: Mapped[Certificate] = relationship()
    ruling: Mapped["NameRuling | None"] = relationship(viewonly=True)


class NameRuling(Base, Fact):
    """An administrator's answer to a wish for another name; a granted one is followed by a new edition."""

    __tablename__ = "name_ruling"

    id: Mapped[Key]
    request_id: Mapped[int] = mapped_column(ForeignKey("name_request.id"), unique=True)
    granted: Mapped[bool]
    reason: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Print(Base, Fact):
    """The sealed PDF of a certificate, made once."""

    __tablename__ = "print"

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"), unique=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[Code]
    made_at: Mapped[datetime]


class Development(Base, Fact):
    """A step towards renewal as its holder entered it: its kind, minutes or points, the day, and what it was."""

    __tablename__ = "development"

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"), index=True)
    kind: Mapped[Code]
    amount: Mapped[int]
    day: Mapped[datetime]
    text: Mapped[str]
    at: Mapped[datetime]

    certificate: Mapped[Certificate] = relationship()
    ruling: Mapped["DevelopmentRuling | None"] = relationship(viewonly=True)


class DevelopmentRuling(Base, Fact):
    """An administrator's answer to a step towards renewal: whether it counts, and why."""

    __tablename__ = "development_ruling"

    id: Mapped[Key]
    development_id: Mapped[int] = mapped_column(ForeignKey("development.id"), unique=True)
    accepted: Mapped[bool]
    reason: Mapped[str]
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Reminder(Base, Fact):
    """A letter that reminded a holder of the renewal; each kind is sent once for a certificate."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("certificate_id", "kind"),)

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"))
    kind: Mapped[Code]
    at: Mapped[datetime]


class Disclosure(Base, Fact):
    """What a holder lets the public page of a document show, in all its editions; the newest decision counts."""

    __tablename__ = "disclosure"
    __table_args__ = (UniqueConstraint("enrolment_id", "document", "number"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    document: Mapped[Code]
    number: Mapped[int]
    name: Mapped[bool]
    results: Mapped[bool]
    at: Mapped[datetime]


class CheckCount(Base):
    """How often a certificate was checked on a day; who asked is never known."""

    __tablename__ = "check_count"
    __table_args__ = (UniqueConstraint("certificate_id", "day"),)

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"))
    day: Mapped[Code]
    count: Mapped[int]
