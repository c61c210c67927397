"""Questions about capstones: what is drafted and sent, what may be written now, what waits for a score, what passed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from assessments.capstone import CALENDAR, CapstoneForm
from assessments.models import Capstone, CapstoneDraft, CapstoneScore, Grade, Submission, TaskScore
from assessments.scoring import SCORERS
from courses.models import Enrolment
from courses.queries import enrolment
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence, line_of


class Stage(StrEnum):
    """Where somebody stands with their plan."""

    WRITING = "writing"
    WAITING = "waiting"
    AGAIN = "again"
    PASSED = "passed"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class CapstoneState:
    """Where a plan stands: its versions, and which parts may be written now."""

    versions: tuple[Capstone, ...]
    stage: Stage
    open: tuple[str, ...]

    @property
    def latest(self) -> Capstone | None:
        """Return the newest version, if one was sent."""
        return self.versions[-1] if self.versions else None

    def texts(self, draft: Mapping[str, str]) -> dict[str, str]:
        """Return the plan as it stands: the draft where it may be written, what was sent elsewhere."""
        sent = self.latest.sections if self.latest else {}
        return {**sent, **{one: draft[one] for one in self.open if one in draft}}


def capstone_draft(db: Session, enrolment_id: int) -> CapstoneDraft | None:
    """Return the working copy of a plan."""
    return db.scalar(select(CapstoneDraft).where(CapstoneDraft.enrolment_id == enrolment_id))


def capstone_state(db: Session, enrolment_id: int, form: CapstoneForm) -> CapstoneState:
    """Return where somebody stands with their plan."""
    query = select(Capstone).where(Capstone.enrolment_id == enrolment_id).order_by(Capstone.version)
    options = selectinload(Capstone.scores)
    versions = tuple(db.scalars(query.options(options).execution_options(populate_existing=True)))
    everything = tuple(part.id for part in form.parts)
    if not versions:
        return CapstoneState(versions, Stage.WRITING, everything)
    levels, rules = versions[-1].levels, versions[-1].rules
    if levels is None:
        return CapstoneState(versions, Stage.WAITING, ())
    if rules.passes(levels):
        return CapstoneState(versions, Stage.PASSED, ())
    if len(versions) > form.resubmissions:
        return CapstoneState(versions, Stage.SPENT, ())
    return CapstoneState(versions, Stage.AGAIN, (*rules.failing(levels), CALENDAR))


def capstone(db: Session, capstone_id: int, viewer: Presence, *roles: Role) -> Capstone:
    """Return a version to its author or to whoever holds one of the roles in the cohort; NotFound to others."""
    options = joinedload(Capstone.enrolment).joinedload(Enrolment.person), selectinload(Capstone.scores)
    found = db.get(Capstone, capstone_id, options=options)
    if found is None:
        raise NotFound
    enrolment(db, found.enrolment_id, viewer, *roles)
    return found


def to_score(
    db: Session, cohort_ids: Collection[int] | None, scorer_id: int, mentored: Collection[int]
) -> list[Capstone]:
    """Return what waits in these cohorts (all, for None) for a score by this person, the oldest first.

    `mentored` are the people whom the scorer accompanies as a mentor, which this floor cannot know.
    """
    counted = select(CapstoneScore.capstone_id, func.count().label("n")).group_by(CapstoneScore.capstone_id).subquery()
    query = select(Capstone).join(Capstone.enrolment).outerjoin(counted, counted.c.capstone_id == Capstone.id)
    query = query.where(func.coalesce(counted.c.n, 0) <= SCORERS).order_by(Capstone.sent_at, Capstone.id)
    if cohort_ids is not None:
        query = query.where(Enrolment.cohort_id.in_(cohort_ids))
    place = joinedload(Capstone.enrolment)
    options = place.joinedload(Enrolment.person), place.joinedload(Enrolment.cohort), selectinload(Capstone.scores)
    near = {*not_to_score(db, scorer_id), *mentored}
    return [
        one
        for one in db.scalars(query.options(*options, defer(Capstone.sections)))
        if one.asked_next
        and one.enrolment.person_id not in near
        and scorer_id not in {score.scorer_id for score in one.scores}
    ]


def not_to_score(db: Session, scorer_id: int) -> frozenset[int]:
    """Return whom this person may not score: themselves, their line of command, and whomever they have graded."""
    sent = select(Enrolment.person_id).join(Submission, Submission.enrolment_id == Enrolment.id)
    graded = sent.join(Grade, Grade.submission_id == Submission.id).where(Grade.grader_id == scorer_id)
    scored = sent.join(TaskScore, TaskScore.submission_id == Submission.id).where(TaskScore.scorer_id == scorer_id)
    return frozenset({scorer_id, *line_of(db, scorer_id), *db.scalars(graded.union(scored))})


def scored_by(db: Session, scorer_id: int) -> frozenset[int]:
    """Return whose plans this person has scored; they neither grade nor accompany them afterwards."""
    query = select(Enrolment.person_id).join(Capstone, Capstone.enrolment_id == Enrolment.id)
    query = query.join(CapstoneScore, CapstoneScore.capstone_id == Capstone.id)
    return frozenset(db.scalars(query.where(CapstoneScore.scorer_id == scorer_id)))


def passed_capstones(db: Session, enrolment_ids: Collection[int]) -> dict[int, Capstone]:
    """Return the version that passed, by enrolment; nothing for those whose plan has not (R6)."""
    query = select(Capstone).where(Capstone.enrolment_id.in_(enrolment_ids)).order_by(Capstone.version)
    versions = db.scalars(query.options(selectinload(Capstone.scores), defer(Capstone.sections)))
    return {one.enrolment_id: one for one in versions if one.passed}
