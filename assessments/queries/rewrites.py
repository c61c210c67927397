"""Questions about rewrites: what was drafted and sent, what waits for a grade, what is passed."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from assessments.models import Draft, Grade, Hint, Submission, TaskScore
from assessments.scoring import GradeKind
from courses.models import Enrolment
from courses.queries import enrolment
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence

_GRADED = selectinload(Submission.grades), joinedload(Submission.recheck)
"""What a submission needs beside it to tell which grade counts."""


def draft(db: Session, enrolment_id: int, exercise: str) -> Draft | None:
    """Return the working copy of a rewrite."""
    return db.scalar(select(Draft).where(Draft.enrolment_id == enrolment_id, Draft.exercise == exercise))


def drafted(db: Session, enrolment_id: int) -> set[str]:
    """Return the exercises that have a working copy."""
    return set(db.scalars(select(Draft.exercise).where(Draft.enrolment_id == enrolment_id)))


def hints_asked(db: Session, enrolment_id: int, exercise: str) -> int:
    """Return how many hints were asked for."""
    query = select(func.count()).select_from(Hint)
    return db.scalar(query.where(Hint.enrolment_id == enrolment_id, Hint.exercise == exercise)) or 0


def submissions_of(db: Session, enrolment_id: int, exercise: str) -> list[Submission]:
    """Return every version that was sent, oldest first, with its grades."""
    query = select(Submission).where(Submission.enrolment_id == enrolment_id, Submission.exercise == exercise)
    return list(db.scalars(query.options(*_GRADED).order_by(Submission.version)))


def latest_submissions(db: Session, enrolment_id: int) -> dict[str, Submission]:
    """Return the newest version of each exercise that was sent, with its grades."""
    query = select(Submission).where(Submission.enrolment_id == enrolment_id)
    found = db.scalars(query.options(*_GRADED).order_by(Submission.version))
    return {submission.exercise: submission for submission in found}


def submission(db: Session, submission_id: int, viewer: Presence) -> Submission:
    """Return a submission to its trainee or an instructor of the cohort; NotFound to others."""
    place = joinedload(Submission.enrolment).joinedload(Enrolment.person)
    options = place, *_GRADED, joinedload(Submission.scores)
    found = db.get(Submission, submission_id, options=options)
    if found is None:
        raise NotFound
    enrolment(db, found.enrolment_id, viewer, Role.INSTRUCTOR)
    return found


def queue(db: Session, cohort_ids: Collection[int] | None, grader_id: int, *, limit: int = 200) -> list[Submission]:
    """Return the newest versions that await a grade by this person in these cohorts (all, for None).

    One's own never does, nor what one has scored already. The oldest comes first.
    """
    scored = select(TaskScore.submission_id).where(TaskScore.scorer_id == grader_id)
    newest = select(Submission.enrolment_id, Submission.exercise, func.max(Submission.version).label("newest"))
    latest = newest.group_by(Submission.enrolment_id, Submission.exercise).subquery()
    query = (
        select(Submission)
        .join(
            latest,
            (latest.c.enrolment_id == Submission.enrolment_id)
            & (latest.c.exercise == Submission.exercise)
            & (latest.c.newest == Submission.version),
        )
        .join(Submission.enrolment)
        .outerjoin(Grade, (Grade.submission_id == Submission.id) & (Grade.kind == GradeKind.PERSON))
        .where(Grade.id.is_(None), _with_person(Submission), Enrolment.person_id != grader_id)
        .where(Submission.id.not_in(scored))
        .order_by(Submission.submitted_at, Submission.id)
        .limit(limit)
    )
    if cohort_ids is not None:
        query = query.where(Enrolment.cohort_id.in_(cohort_ids))
    place = joinedload(Submission.enrolment)
    options = place.joinedload(Enrolment.person), place.joinedload(Enrolment.cohort), joinedload(Submission.recheck)
    return list(db.scalars(query.options(*options, joinedload(Submission.scores))).unique())


def _with_person(sent: type[Submission]) -> ColumnElement[bool]:
    """Return the condition that another person grades a submission (see `Submission.with_person`)."""
    return (sent.graded_by == GradeKind.PERSON) | sent.recheck.has()


def latest_feedback(db: Session, enrolment_id: int) -> Submission | None:
    """Return what another person graded last, with its grades."""
    query = select(Submission).join(Grade, Grade.submission_id == Submission.id)
    query = query.where(Submission.enrolment_id == enrolment_id, Grade.kind == GradeKind.PERSON)
    return db.scalar(query.order_by(Grade.id.desc()).limit(1).options(*_GRADED))


def passed_exercises(db: Session, enrolment_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the exercises with a passing grade of another person, by enrolment (R4)."""
    passed = passed_by(db, enrolment_ids)
    return {one: of_kind(passed[one], GradeKind.PERSON) for one in passed}


def of_kind(passed: Mapping[str, GradeKind], kind: GradeKind) -> frozenset[str]:
    """Return the exercises that are passed by a grade of this kind."""
    return frozenset(exercise for exercise, whose in passed.items() if whose is kind)


def counts() -> ColumnElement[bool]:
    """Return the condition that a grade counts: a person's does, one's own while no version is with a person."""
    other = aliased(Submission)
    same = (other.enrolment_id == Submission.enrolment_id) & (other.exercise == Submission.exercise)
    return (Grade.kind == GradeKind.PERSON) | ~select(other.id).where(same, _with_person(other)).exists()


_PASSED = (
    select(Submission.enrolment_id, Submission.exercise, Grade.kind)
    .join(Grade, Grade.submission_id == Submission.id)
    .where(Grade.passed, counts(), Submission.enrolment_id.in_(bindparam("ids", expanding=True)))
)


def passed_by(db: Session, enrolment_ids: Collection[int]) -> dict[int, dict[str, GradeKind]]:
    """Return the exercises with a passing grade that counts, and whose grade it is, by enrolment (R4).

    Once any version of an exercise is with a person, only a person's grade counts for it.
    """
    passed: dict[int, dict[str, GradeKind]] = {one: {} for one in enrolment_ids}
    for one, exercise, kind in db.execute(_PASSED, {"ids": list(enrolment_ids)}):
        passed[one][exercise] = GradeKind(kind)
    return passed
