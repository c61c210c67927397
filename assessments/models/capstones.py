"""The tables of implementation plans: drafts, versions, and scores."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessments.capstone import Pass
from assessments.scoring import asked_next, combine
from courses.models import Enrolment
from registry.db import Base, Fact, Key


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
