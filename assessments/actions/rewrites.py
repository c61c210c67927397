"""What changes with rewrites: drafts, hints and submissions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from assessments.critic.critique import criticise
from assessments.critic.language import Language
from assessments.exercise import Answer, Exercise
from assessments.models import Draft, Hint, Submission
from assessments.okr import Okr
from assessments.queries import draft, hints_asked, is_open, submissions_of
from assessments.refusals import (
    AwaitingGrade,
    EmptyRewrite,
    NotDrawn,
    NoTriesLeft,
    PartsMissing,
    ScoreFirst,
    StaleDraft,
    Unchanged,
)
from assessments.scoring import GradeKind, graded_by
from courses.actions import complete_activity
from courses.queries import lock_enrolment
from registry.actions import record


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
    self_scored: bool = False,
    opened_at: datetime | None = None,
    now: datetime,
) -> Submission:
    """Keep a rewrite as sent, with the task and what the critic says to it; it completes the activity.

    A flaw that has no name yet stays in the draft. `self_scored` says whether the rules let trainees score themselves.
    """
    enrolment = lock_enrolment(db, enrolment_id)
    if not is_open(db, enrolment_id, exercise):
        raise NotDrawn
    before = submissions_of(db, enrolment_id, exercise.id)
    _check_text(exercise, answer, before)
    _check_turn(exercise, before)
    submission = Submission(
        enrolment_id=enrolment_id,
        exercise=exercise.id,
        version=len(before) + 1,
        task=exercise.task(),
        rewrite=answer.okr.as_json(),
        parts=dict(answer.parts),
        tags=[dict(tag) for tag in answer.tags if tag["code"]],
        critique=_critique(exercise, answer, language) if exercise.asks_okr else {},
        graded_by=next_graded_by(exercise, before, self_scored=self_scored),
        submitted_at=now,
    )
    db.add(submission)
    db.flush()
    record(db, "submit", f"submission:{submission.id}", actor_id=enrolment.person_id, now=now, exercise=exercise.id)
    given = {"submission": submission.id}
    complete_activity(db, enrolment_id, exercise.activity, given, {}, opened_at=opened_at, now=now)
    return submission


def _critique(exercise: Exercise, answer: Answer, language: Language) -> dict[str, Any]:
    """Return what the critic says to a rewrite, as plain JSON values."""
    return criticise(answer.okr, language, exercise.original(language.locale)).as_json()


def _check_text(exercise: Exercise, answer: Answer, before: Sequence[Submission]) -> None:
    """Refuse what is incomplete and what was sent before."""
    okr = answer.okr
    if exercise.asks_okr and not (okr.objective.strip() and any(one.text.strip() for one in okr.key_results)):
        raise EmptyRewrite
    if not all(answer.parts.get(part.id, "").strip() for part in exercise.parts):
        raise PartsMissing
    if exercise.asks_okr and _words(okr) == _words(exercise.flawed):
        raise Unchanged
    if before and (Okr.from_json(before[-1].rewrite), before[-1].parts) == (okr, dict(answer.parts)):
        raise Unchanged


def _check_turn(exercise: Exercise, before: Sequence[Submission]) -> None:
    """Refuse what comes before the version in front has its score, and what exceeds the tries of a gate."""
    if before and before[-1].awaits is GradeKind.SELF:
        raise ScoreFirst
    if exercise.tries is not None and before:
        if before[-1].grade is None:
            raise AwaitingGrade
        if len(before) >= exercise.tries:
            raise NoTriesLeft


def next_graded_by(exercise: Exercise, before: Sequence[Submission], *, self_scored: bool) -> GradeKind:
    """Return who grades the version that follows those before."""
    return graded_by(gate=exercise.gate, self_scored=self_scored, with_person=[one.with_person for one in before])


def _words(okr: Okr) -> list[str]:
    """Return the lines of an OKR as compared: single blanks, no capitals."""
    return [" ".join(text.split()).casefold() for _where, text in okr.lines()]
