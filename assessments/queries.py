"""Questions about skill: what was sent, what waits for a grade, what is passed, which quizzes are open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assessments.items import Quiz
from assessments.models import Draft, Grade, Hint, QuizAttempt, QuizResult, Reopening, Submission
from courses.models import Enrolment
from courses.queries import enrolment
from registry.errors import NotFound
from registry.models import Role
from registry.queries import Presence


@dataclass(frozen=True, slots=True)
class QuizState:
    """Whether a quiz may be tried now: `closed` when no try is left, `talk` when a talk gives new ones.

    `rests_until` is set while the next try has to wait.
    """

    tries: tuple[QuizAttempt, ...]
    running: QuizAttempt | None
    closed: bool
    talk: bool
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


def quiz_state(db: Session, enrolment_id: int, quiz: Quiz, *, now: datetime) -> QuizState:
    """Return whether a quiz may be tried now by its own rule, and every try so far."""
    tries, talks = attempts(db, enrolment_id, quiz.id), _talks(db, enrolment_id, quiz.id)
    fresh = [one for one in tries if one.number > max(talks, default=0)]
    misses = sum(1 for one in fresh if one.result is not None and not one.result.passed)
    over = not quiz.retry.endless and any(one.result is not None and one.result.passed for one in tries)
    next_at = quiz.retry.next_at([_made(one) for one in tries], [_made(one) for one in fresh])
    return QuizState(
        tries=tuple(tries),
        running=next((one for one in tries if one.result is None), None),
        closed=over or not quiz.retry.misses_left(len(talks), misses),
        talk=not over and quiz.retry.talk_helps(len(talks), misses),
        rests_until=next_at if next_at is not None and next_at > now else None,
    )


def _talks(db: Session, enrolment_id: int, quiz: str) -> list[int]:
    """Return after which tries a talk has reopened a quiz."""
    query = select(Reopening.after).where(Reopening.enrolment_id == enrolment_id, Reopening.quiz == quiz)
    return list(db.scalars(query))


def _made(attempt: QuizAttempt) -> datetime:
    """Return when a try was made: when it was answered, or begun while it is not."""
    return attempt.result.at if attempt.result is not None else attempt.started_at


def closed_quizzes(
    db: Session, quizzes: Mapping[str, Quiz], cohort_ids: Collection[int] | None
) -> list[tuple[Enrolment, str, int]]:
    """Return what misses have closed until a talk in these cohorts (all, for None): place, quiz, tries so far."""
    talked = Reopening.enrolment_id, Reopening.quiz
    counted = select(*talked, func.max(Reopening.after).label("after"), func.count().label("n"))
    talks = counted.group_by(*talked).subquery()
    place = QuizAttempt.enrolment_id, QuizAttempt.quiz
    query = (
        select(*place, func.max(QuizAttempt.number), func.count(), func.coalesce(func.max(talks.c.n), 0))
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .outerjoin(talks, (talks.c.enrolment_id == place[0]) & (talks.c.quiz == place[1]))
        .where(~QuizResult.passed, QuizAttempt.number > func.coalesce(talks.c.after, 0), place[1].in_(quizzes))
        .group_by(*place)
    )
    rows = {
        (one, quiz): number
        for one, quiz, number, misses, held in db.execute(query)
        if quizzes[quiz].retry.talk_helps(held, misses)
    }
    places = select(Enrolment).where(Enrolment.id.in_([one for one, _quiz in rows]))
    if cohort_ids is not None:
        places = places.where(Enrolment.cohort_id.in_(cohort_ids))
    found = {one.id: one for one in db.scalars(places.options(joinedload(Enrolment.person)))}
    return [(found[one], quiz, number) for (one, quiz), number in sorted(rows.items()) if one in found]
