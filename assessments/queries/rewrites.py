"""Questions about rewrites: what was drafted and sent, what waits for a grade, what is passed."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assessments.models import Draft, Grade, Hint, Submission
from courses.models import Enrolment
from courses.queries import enrolment
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence


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
    return list(db.scalars(query.options(selectinload(Submission.grades)).order_by(Submission.version)))


def latest_submissions(db: Session, enrolment_id: int) -> dict[str, Submission]:
    """Return the newest version of each exercise that was sent, with its grades."""
    query = select(Submission).where(Submission.enrolment_id == enrolment_id)
    found = db.scalars(query.options(selectinload(Submission.grades)).order_by(Submission.version))
    return {submission.exercise: submission for submission in found}


def submission(db: Session, submission_id: int, viewer: Presence) -> Submission:
    """Return a submission to its trainee or an instructor of the cohort; NotFound to others."""
    options = joinedload(Submission.enrolment).joinedload(Enrolment.person), selectinload(Submission.grades)
    found = db.get(Submission, submission_id, options=options)
    if found is None:
        raise NotFound
    enrolment(db, found.enrolment_id, viewer, Role.INSTRUCTOR)
    return found


def queue(db: Session, cohort_ids: Collection[int] | None, grader_id: int, *, limit: int = 200) -> list[Submission]:
    """Return the newest versions without a grade in these cohorts (all, for None), oldest first, never one's own."""
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
        .outerjoin(Grade, Grade.submission_id == Submission.id)
        .where(Grade.id.is_(None), Enrolment.person_id != grader_id)
        .order_by(Submission.submitted_at, Submission.id)
        .limit(limit)
    )
    if cohort_ids is not None:
        query = query.where(Enrolment.cohort_id.in_(cohort_ids))
    place = joinedload(Submission.enrolment)
    return list(db.scalars(query.options(place.joinedload(Enrolment.person), place.joinedload(Enrolment.cohort))))


def latest_feedback(db: Session, enrolment_id: int) -> Submission | None:
    """Return what was graded last, with its grades."""
    query = select(Submission).join(Grade, Grade.submission_id == Submission.id)
    query = query.where(Submission.enrolment_id == enrolment_id).order_by(Grade.id.desc()).limit(1)
    return db.scalar(query.options(selectinload(Submission.grades)))


def passed_exercises(db: Session, enrolment_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the exercises with a passing grade, by enrolment (R4)."""
    query = select(Submission.enrolment_id, Submission.exercise).join(Grade, Grade.submission_id == Submission.id)
    passed: dict[int, set[str]] = {one: set() for one in enrolment_ids}
    for one, exercise in db.execute(query.where(Submission.enrolment_id.in_(enrolment_ids), Grade.passed)):
        passed[one].add(exercise)
    return {one: frozenset(exercises) for one, exercises in passed.items()}
