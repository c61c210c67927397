"""The tables of certificates: what was issued, word for word, what was revoked, and the printed documents."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models import Enrolment
from registry.db import Base, Code, Fact, Key


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


class Print(Base, Fact):
    """The sealed PDF of a certificate, made once."""

    __tablename__ = "print"

    id: Mapped[Key]
    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("certificate.id"), unique=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[Code]
    made_at: Mapped[datetime]
