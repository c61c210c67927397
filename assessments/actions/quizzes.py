"""What changes with quizzes: a form drawn, a form answered, a quiz opened again."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.items import Quiz
from assessments.models import QuizAttempt, QuizResult, Reopening
from assessments.queries import quiz_state
from assessments.quiz import draw as draw_form
from assessments.quiz import mark, percent
from assessments.refusals import NothingToReopen, NotRunning, OwnWork, QuizClosed
from courses.actions import complete_activity
from courses.queries import lock_enrolment
from registry.actions import record


def start_quiz(db: Session, enrolment_id: int, quiz: Quiz, *, now: datetime) -> QuizAttempt:
    """Draw a form for a new try, or return the one that is still unanswered; raise `QuizClosed`."""
    lock_enrolment(db, enrolment_id)
    state = quiz_state(db, enrolment_id, quiz, now=now)
    if state.running is not None:
        return state.running
    if not state.open:
        raise QuizClosed
    seen = {item_id for one in state.tries for item_id, _order in one.form}
    form: list[Any] = [list(entry) for entry in draw_form(quiz, seen, secrets.SystemRandom())]
    attempt = QuizAttempt(
        enrolment_id=enrolment_id, quiz=quiz.id, number=len(state.tries) + 1, form=form, started_at=now
    )
    db.add(attempt)
    db.flush()
    return attempt


def answer_quiz(
    db: Session,
    attempt: QuizAttempt,
    quiz: Quiz,
    answer: Mapping[str, Sequence[str]],
    *,
    opened_at: datetime | None = None,
    now: datetime,
) -> QuizResult:
    """Mark a form once; a passed quiz completes its activity (R3). Raise `NotRunning` for the second answer."""
    enrolment = lock_enrolment(db, attempt.enrolment_id)
    if db.scalar(select(QuizResult.id).where(QuizResult.attempt_id == attempt.id)) is not None:
        raise NotRunning
    marked = mark(quiz, attempt.form, answer)
    result = QuizResult(
        attempt_id=attempt.id,
        answers={one.item.id: list(one.given) for one in marked},
        points=[one.points for one in marked],
        percent=percent(marked),
        passed=percent(marked) >= quiz.cut,
        at=now,
    )
    db.add(result)
    db.flush()
    subject = f"quiz:{quiz.id}:{attempt.number}"
    record(db, "answer-quiz", subject, actor_id=enrolment.person_id, now=now, percent=round(result.percent))
    if result.passed:
        figures = {"attempt": attempt.number, "percent": result.percent}
        complete_activity(db, attempt.enrolment_id, quiz.id, {}, figures, opened_at=opened_at, now=now)
    return result


def reopen_quiz(db: Session, enrolment_id: int, quiz: Quiz, actor_id: int, note: str, *, now: datetime) -> None:
    """Open a closed quiz again after a talk about its missed questions; nobody opens their own."""
    enrolment = lock_enrolment(db, enrolment_id)
    if actor_id == enrolment.person_id:
        raise OwnWork
    state = quiz_state(db, enrolment_id, quiz, now=now)
    if not state.talk:
        raise NothingToReopen
    after = len(state.tries)
    db.add(Reopening(enrolment_id=enrolment_id, quiz=quiz.id, after=after, actor_id=actor_id, note=note, at=now))
    db.flush()
    record(db, "reopen-quiz", f"enrolment:{enrolment_id}", actor_id=actor_id, now=now, quiz=quiz.id)
