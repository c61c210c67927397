"""What changes with rewrites: drafts, hints, submissions and grades."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.critic.critique import criticise
from assessments.critic.language import Language
from assessments.exercise import Answer, Exercise
from assessments.models import Draft, Grade, Hint, Submission
from assessments.okr import Okr
from assessments.queries import draft, hints_asked, scored_by, submissions_of
from assessments.refusals import (
    AlreadyGraded,
    AwaitingGrade,
    EmptyRewrite,
    LevelsMissing,
    NoTriesLeft,
    OwnWork,
    PartsMissing,
    ScoredTheirPlan,
    StaleDraft,
    SuperiorMayNotGrade,
    Superseded,
    Unchanged,
)
from assessments.scoring import GradeKind
from courses.actions import complete_activity
from courses.queries import lock_enrolment
from courses.rubric import Rubric
from registry.actions import record
from registry.queries import is_superior


def save_draft(
    db: Session,
    enrolment_id: int,
    exercise: str,
    answer: Answer,
    version: int,
    *,
    now: datetime,
) -> Draft:
    """Keep the working copy; `version` is that of the copy it was made from, 0 for none. Raise `StaleDraft`."""
    lock_enrolment(db, enrolment_id)
    kept = draft(db, enrolment_id, exercise)
    if kept is None:
        kept = Draft(enrolment_id=enrolment_id, exercise=exercise, version=0)
        db.add(kept)
    elif kept.version != version:
        raise StaleDraft(kept)
    kept.rewrite, kept.parts = answer.okr.as_json(), dict(answer.parts)
    kept.tags = [dict(tag) for tag in answer.tags]
    kept.version, kept.saved_at = kept.version + 1, now
    db.flush()
    return kept


def ask_hint(db: Session, enrolment_id: int, exercise: Exercise, *, now: datetime) -> int:
    """Note that a further hint was asked for and return how many are shown now; a gate has none."""
    lock_enrolment(db, enrolment_id)
    asked = hints_asked(db, enrolment_id, exercise.id)
    if exercise.gate or asked >= len(exercise.hints):
        return asked
    db.add(Hint(enrolment_id=enrolment_id, exercise=exercise.id, number=asked + 1, at=now))
    db.flush()
    return asked + 1


def submit_rewrite(
    db: Session,
    enrolment_id: int,
    exercise: Exercise,
    answer: Answer,
    language: Language,
    *,
    opened_at: datetime | None = None,
    now: datetime,
) -> Submission:
    """Keep a rewrite as sent, with the task and what the critic says to it; it completes the activity.

    A flaw that has no name yet stays in the draft.
    """
    enrolment = lock_enrolment(db, enrolment_id)
    before = submissions_of(db, enrolment_id, exercise.id)
    _check_sendable(exercise, answer, before)
    submission = Submission(
        enrolment_id=enrolment_id,
        exercise=exercise.id,
        version=len(before) + 1,
        task=exercise.task(),
        rewrite=answer.okr.as_json(),
        parts=dict(answer.parts),
        tags=[dict(tag) for tag in answer.tags if tag["code"]],
        critique=criticise(answer.okr, language, exercise.flawed).as_json() if exercise.asks_okr else {},
        graded_by=GradeKind.PERSON,
        submitted_at=now,
    )
    db.add(submission)
    db.flush()
    record(db, "submit", f"submission:{submission.id}", actor_id=enrolment.person_id, now=now, exercise=exercise.id)
    given = {"submission": submission.id}
    complete_activity(db, enrolment_id, exercise.id, given, {}, opened_at=opened_at, now=now)
    return submission


def _check_sendable(exercise: Exercise, answer: Answer, before: Sequence[Submission]) -> None:
    """Refuse what is incomplete, what was sent before, and what exceeds the tries of a gate."""
    okr = answer.okr
    if exercise.asks_okr and not (okr.objective.strip() and any(one.text.strip() for one in okr.key_results)):
        raise EmptyRewrite
    if not all(answer.parts.get(part.id, "").strip() for part in exercise.parts):
        raise PartsMissing
    if exercise.asks_okr and _words(okr) == _words(exercise.flawed):
        raise Unchanged
    if before and (Okr.from_json(before[-1].rewrite), before[-1].parts) == (okr, dict(answer.parts)):
        raise Unchanged
    if exercise.tries is not None and before:
        if before[-1].grade is None:
            raise AwaitingGrade
        if len(before) >= exercise.tries:
            raise NoTriesLeft


def _words(okr: Okr) -> list[str]:
    """Return the lines of an OKR as compared: single blanks, no capitals."""
    return [" ".join(text.split()).casefold() for _where, text in okr.lines()]


def grade_submission(
    db: Session,
    submission: Submission,
    grader_id: int,
    rubric: Rubric,
    levels: Mapping[str, int],
    comments: Mapping[str, str],
    note: str,
    *,
    now: datetime,
) -> Grade:
    """Append a grade by the rubric: one per submission, never by its author or their superior, never a second one."""
    enrolment = lock_enrolment(db, submission.enrolment_id)
    if grader_id == enrolment.person_id:
        raise OwnWork
    if is_superior(db, grader_id, enrolment.person_id):
        raise SuperiorMayNotGrade
    if enrolment.person_id in scored_by(db, grader_id):
        raise ScoredTheirPlan
    stored = db.scalar(select(Grade).where(Grade.submission_id == submission.id).order_by(Grade.round.desc()))
    if stored is not None:
        raise AlreadyGraded(stored)
    if _newest_version(db, submission) != submission.version:
        raise Superseded
    weights = submission.task["weights"]
    if set(levels) != set(weights) or not all(0 <= level <= 3 for level in levels.values()):
        raise LevelsMissing
    grade = Grade(
        submission_id=submission.id,
        round=1,
        kind=GradeKind.PERSON,
        grader_id=grader_id,
        levels=dict(levels),
        comments=dict(comments),
        note=note,
        points=rubric.points(levels, weights),
        passed=rubric.passes(levels, weights),
        graded_at=now,
    )
    db.add(grade)
    db.flush()
    record(db, "grade", f"submission:{submission.id}", actor_id=grader_id, now=now, points=grade.points)
    return grade


def _newest_version(db: Session, submission: Submission) -> int:
    """Return the number of the newest version of what this submission is a version of."""
    query = select(func.max(Submission.version)).where(Submission.enrolment_id == submission.enrolment_id)
    return db.scalar(query.where(Submission.exercise == submission.exercise)) or 0
