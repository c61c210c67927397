"""Live sessions: where and when they meet, who signed in them, and what presence counts."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship
from sqlalchemy.orm import mapped_column as column

from courses.attendance import EARLY, LATE, Piece
from registry.db import Base, Code, Fact, Key
from registry.models import Cohort, Person


class Meeting(Base, Fact):
    """A live session of a cohort: its plan as it stood then, how people meet, and the secret of its codes."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("cohort_id", "session", "planned_at"),)

    id: Mapped[Key]
    cohort_id: Mapped[int] = column(ForeignKey("cohort.id"))
    session: Mapped[Code]
    mode: Mapped[Code]
    plan: Mapped[list[Any]]
    lasts: Mapped[int]
    secret: Mapped[Code]
    planned_at: Mapped[datetime]
    opened_by_id: Mapped[int] = column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]

    cohort: Mapped[Cohort] = relationship()
    notice: Mapped["Notice | None"] = relationship(viewonly=True, lazy="joined")

    @property
    def called_off(self) -> bool:
        """Say whether it does not take place."""
        return self.notice is not None and self.notice.what == "called-off"

    @property
    def begins_at(self) -> datetime:
        """Return when it really began, where that was told; else when it begins by the plan."""
        return self.notice.at if self.notice and self.notice.what == "begun" else self.planned_at

    @property
    def ends_at(self) -> datetime:
        """Return when it ends, breaks included."""
        return self.begins_at + timedelta(minutes=self.lasts)

    def is_open(self, now: datetime) -> bool:
        """Say whether it can be signed now."""
        return not self.called_off and self.begins_at - EARLY <= now <= self.ends_at + LATE


class Notice(Base, Fact):
    """What an instructor told of a meeting, once: that it has `begun`, or that it is `called-off`."""

    __tablename__ = "notice"

    id: Mapped[Key]
    meeting_id: Mapped[int] = column(ForeignKey("meeting.id"), unique=True)
    what: Mapped[Code]
    actor_id: Mapped[int] = column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Signature(Base, Fact):
    """A signature on coming to a meeting (`in`) or leaving it (`out`): by the trainee, or by an instructor for them."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("meeting_id", "enrolment_id", "number"),)

    id: Mapped[Key]
    meeting_id: Mapped[int] = column(ForeignKey("meeting.id"))
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    number: Mapped[int]
    way: Mapped[Code]
    actor_id: Mapped[int] = column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Attendance(Base, Fact):
    """What somebody's presence in a meeting counts: by their signatures, or corrected with a reason; the newest stands.

    `counted` holds the pieces (activity, beginning, seconds) and what is done; who was not there neither came nor left.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("enrolment_id", "meeting_id", "number"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = column(ForeignKey("enrolment.id"))
    meeting_id: Mapped[int] = column(ForeignKey("meeting.id"))
    number: Mapped[int]
    came_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    counted: Mapped[dict[str, Any]]
    reason: Mapped[str]
    actor_id: Mapped[int] = column(ForeignKey("person.id"))
    at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    actor: Mapped[Person] = relationship()

    @property
    def pieces(self) -> list[Piece]:
        """Return the pieces that count."""
        return [
            Piece(activity, datetime.fromisoformat(at), seconds) for activity, at, seconds in self.counted["pieces"]
        ]

    @property
    def minutes(self) -> int:
        """Return the minutes that count, whole ones."""
        return sum(piece.seconds for piece in self.pieces) // 60
