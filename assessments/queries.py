"""Questions about skill: what was sent, what waits for a grade, what is passed, which quizzes are open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assessments.models import Draft, Grade, Hint, QuizAttempt, QuizResult, Reopening, Submission
from courses.models import Enrolment
from courses.queries import enrolment
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence

TRIES = 3
TRIES_WITHIN = timedelta(hours=24)
"""Three tries in 24 hours; the third miss closes a quiz until a talk reopens it (curriculum, section 4)."""


@dataclass(frozen=True, slots=True)
class QuizState:
    """Whether a quiz may be tried now: `closed` after the third miss, `rests_until` while the day's tries are used."""

    tries: tuple[QuizAttempt, ...]
    running: QuizAttempt | None
    closed: bool
    rests_until: datetime | None

    @property
    def open(self) -> bool:
        """Say whether a form may be drawn or a running one be answered."""
        return self.running is not None or not (self.closed or self.rests_until)


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


def passed_quizzes(db: Session, enrolment_ids: Collection[int]) -> dict[int, dict[str, float]]:
    """Return the best passing result of each quiz in per cent, by enrolment (R3)."""
    query = (
        select(QuizAttempt.enrolment_id, QuizAttempt.quiz, func.max(QuizResult.percent))
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .where(QuizAttempt.enrolment_id.in_(enrolment_ids), QuizResult.passed)
        .group_by(QuizAttempt.enrolment_id, QuizAttempt.quiz)
    )
    passed: dict[int, dict[str, float]] = {one: {} for one in enrolment_ids}
    for one, quiz, best in db.execute(query):
        passed[one][quiz] = best
    return passed


def attempts(db: Session, enrolment_id: int, quiz: str) -> list[QuizAttempt]:
    """Return every try of a quiz, oldest first, with its result."""
    query = select(QuizAttempt).where(QuizAttempt.enrolment_id == enrolment_id, QuizAttempt.quiz == quiz)
    return list(db.scalars(query.options(joinedload(QuizAttempt.result)).order_by(QuizAttempt.number)))


def quiz_state(db: Session, enrolment_id: int, quiz: str, *, now: datetime) -> QuizState:
    """Return whether a quiz may be tried now, and every try so far."""
    tries = attempts(db, enrolment_id, quiz)
    reopened = select(func.max(Reopening.after)).where(Reopening.enrolment_id == enrolment_id, Reopening.quiz == quiz)
    after = db.scalar(reopened) or 0
    fresh = [one for one in tries if one.number > after]
    misses = sum(1 for one in fresh if one.result is not None and not one.result.passed)
    today = [one for one in fresh if now - one.started_at < TRIES_WITHIN]
    return QuizState(
        tries=tuple(tries),
        running=next((one for one in tries if one.result is None), None),
        closed=misses >= TRIES,
        rests_until=today[0].started_at + TRIES_WITHIN if len(today) >= TRIES else None,
    )


def closed_quizzes(db: Session, cohort_ids: Collection[int] | None) -> list[tuple[Enrolment, str, int]]:
    """Return the quizzes that three misses have closed in these cohorts (all, for None): place, quiz, tries so far."""
    reopened = (
        select(Reopening.enrolment_id, Reopening.quiz, func.max(Reopening.after).label("after"))
        .group_by(Reopening.enrolment_id, Reopening.quiz)
        .subquery()
    )
    joined = (reopened.c.enrolment_id == QuizAttempt.enrolment_id) & (reopened.c.quiz == QuizAttempt.quiz)
    query = (
        select(QuizAttempt.enrolment_id, QuizAttempt.quiz, func.max(QuizAttempt.number))
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .outerjoin(reopened, joined)
        .where(~QuizResult.passed, QuizAttempt.number > func.coalesce(reopened.c.after, 0))
        .group_by(QuizAttempt.enrolment_id, QuizAttempt.quiz)
        .having(func.count() >= TRIES)
    )
    rows = {(one, quiz): number for one, quiz, number in db.execute(query)}
    places = select(Enrolment).where(Enrolment.id.in_([one for one, _quiz in rows]))
    if cohort_ids is not None:
        places = places.where(Enrolment.cohort_id.in_(cohort_ids))
    found = {one.id: one for one in db.scalars(places.options(joinedload(Enrolment.person)))}
    return [(found[one], quiz, number) for (one, quiz), number in sorted(rows.items()) if one in found]
