"""Questions about quizzes: which are passed, which may be tried now, which wait for a talk."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from assessments.items import Quiz
from assessments.models import QuizAttempt, QuizResult, Reopening
from assessments.statistics import Result
from courses.models import Enrolment


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


def quiz_results(db: Session) -> list[Result]:
    """Return every answered form with its points, the oldest first: who, the form, the points of its items."""
    query = (
        select(Enrolment.person_id, QuizAttempt.form, QuizResult.points)
        .join(QuizAttempt, QuizAttempt.id == QuizResult.attempt_id)
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .order_by(QuizResult.at, QuizResult.id)
    )
    return [(person, form, points) for person, form, points in db.execute(query)]


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
