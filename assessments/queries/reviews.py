"""Questions about reviews: what somebody said of the critic's findings, and how often each code is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from assessments.models import Review, Submission


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How often the findings of a code were accepted and rejected; each person counts once for each finding."""

    accepted: int
    rejected: int

    @property
    def reviewed(self) -> int:
        """Return how many reviews there are."""
        return self.accepted + self.rejected

    @property
    def percent(self) -> int:
        """Return the part that was accepted, in per cent."""
        return round(100 * self.accepted / self.reviewed)


def newest_review(db: Session, submission_id: int, finding: int, person_id: int) -> Review | None:
    """Return what somebody said last of a finding."""
    query = select(Review).where(Review.submission_id == submission_id, Review.finding == finding)
    return db.scalar(query.where(Review.person_id == person_id).order_by(Review.number.desc()).limit(1))


def reviews_by(db: Session, submission_id: int, person_id: int) -> dict[int, bool]:
    """Return what somebody says of the findings of a submission, by their place: accepted or not."""
    query = select(Review.finding, Review.accepted).order_by(Review.number)
    rows = db.execute(query.where(Review.submission_id == submission_id, Review.person_id == person_id))
    return {row.finding: row.accepted for row in rows}


def _standing() -> Select[Review]:
    """Return the query of the reviews that no later one by the same person replaces."""
    later = aliased(Review)
    same = and_(
        later.submission_id == Review.submission_id,
        later.finding == Review.finding,
        later.person_id == Review.person_id,
        later.number > Review.number,
    )
    return select(Review).where(~select(later.id).where(same).exists())


def acceptance(db: Session) -> dict[str, Acceptance]:
    """Return how often the findings of each code were accepted, the code with the most rejections first."""
    standing = _standing().subquery()
    query = select(standing.c.code, standing.c.accepted, func.count()).group_by(standing.c.code, standing.c.accepted)
    counts: dict[str, dict[bool, int]] = {}
    for code, accepted, count in db.execute(query):
        counts.setdefault(code, {})[accepted] = count
    found = {code: Acceptance(by.get(True, 0), by.get(False, 0)) for code, by in counts.items()}
    return dict(sorted(found.items(), key=lambda one: (-one[1].rejected, one[0])))


def reviewed(db: Session) -> list[tuple[Submission, Mapping[int, Mapping[int, bool]]]]:
    """Return every submission with a reviewed finding, oldest first, and for each person what they say, by finding."""
    said: dict[int, dict[int, dict[int, bool]]] = {}
    for one in db.scalars(_standing().order_by(Review.id)):
        said.setdefault(one.submission_id, {}).setdefault(one.person_id, {})[one.finding] = one.accepted
    query = select(Submission).where(Submission.id.in_(select(Review.submission_id))).order_by(Submission.id)
    return [(submission, said[submission.id]) for submission in db.scalars(query)]
