"""What changes with grades: a person's, a trainee's own, and the scores of people who do not see each other's."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.models import Grade, Recheck, Submission, TaskScore
from assessments.queries import scored_by
from assessments.refusals import (
    AlreadyGraded,
    FewerAsked,
    LevelsMissing,
    NotYoursToScore,
    OwnWork,
    ScoredTheirPlan,
    SelfScored,
    SuperiorMayNotGrade,
    Superseded,
    TaskScored,
)
from assessments.scoring import GradeKind, Levels, combine, is_drawn, is_scored_twice
from courses.queries import lock_enrolment
from courses.rubric import Rubric
from registry.actions import record
from registry.queries import is_superior


def grade_submission(
    db: Session,
    submission: Submission,
    grader_id: int,
    rubric: Rubric,
    levels: Mapping[str, int],
    comments: Mapping[str, str],
    note: str,
    *,
    double_scored: bool = False,
    now: datetime,
) -> Grade | None:
    """Append a person's grade: one per submission, never by its author or their superior, never a second one.

    `double_scored` says whether the rules let two people score what was sent. If it is drawn, or near the cut, this is
    the first score and no grade; as with a plan, a second person scores it blind, a third decides the criteria in which
    they lie more than one level apart, and what stands of their scores is the grade. None while that is awaited.
    """
    person_id = lock_enrolment(db, submission.enrolment_id).person_id
    _check_grader(db, grader_id, person_id)
    if not submission.with_person:
        raise SelfScored
    grades = _grades(db, submission)
    if grades and grades[-1].kind == GradeKind.PERSON:
        raise AlreadyGraded(grades[-1])
    db.refresh(submission, ["scores"])
    _check_levels(db, submission, grader_id, levels)
    grade = Grade(
        round=len(grades) + 1,
        kind=GradeKind.PERSON,
        grader_id=grader_id,
        levels=dict(levels),
        comments=dict(comments),
        note=note,
        graded_at=now,
    )
    if not submission.scores and not (double_scored and _is_scored_twice(submission, rubric, levels)):
        return _append(db, submission, grade, rubric)
    _score(db, submission, grade)
    standing = combine(tuple(submission.task["weights"]), [one.levels for one in submission.scores])
    if standing is None:
        return None
    grade.levels, grade.comments, grade.note = standing, {}, ""
    return _append(db, submission, grade, rubric)


def _check_grader(db: Session, grader_id: int, person_id: int) -> None:
    """Refuse whoever may not grade what somebody sent."""
    if grader_id == person_id:
        raise OwnWork
    if is_superior(db, grader_id, person_id):
        raise SuperiorMayNotGrade
    if person_id in scored_by(db, grader_id):
        raise ScoredTheirPlan


def _check_levels(db: Session, submission: Submission, grader_id: int, levels: Levels) -> None:
    """Refuse a second score by the same person, and levels other than those that are asked for now."""
    if grader_id in {one.scorer_id for one in submission.scores}:
        raise TaskScored
    if submission.scores and set(submission.asked_next) < set(levels):
        raise FewerAsked
    _check_newest(db, submission)
    if set(levels) != set(submission.asked_next) or not all(0 <= level <= 3 for level in levels.values()):
        raise LevelsMissing


def _is_scored_twice(submission: Submission, rubric: Rubric, levels: Levels) -> bool:
    """Say whether these first levels are a first score, which another person's follows."""
    points = rubric.points(levels, submission.task["weights"])
    return is_scored_twice(submission.id, submission.submitted_at, points, rubric.pass_points)


def _score(db: Session, submission: Submission, said: Grade) -> None:
    """Append what somebody says as one of several scores."""
    score = TaskScore(
        submission_id=submission.id,
        number=len(submission.scores) + 1,
        scorer_id=said.grader_id,
        levels=said.levels,
        comments=said.comments,
        note=said.note,
        at=said.graded_at,
    )
    db.add(score)
    db.flush()
    db.refresh(submission, ["scores"])
    subject = f"submission:{submission.id}"
    record(db, "score-task", subject, actor_id=score.scorer_id, now=score.at, number=score.number)


def score_own(
    db: Session, submission: Submission, scorer_id: int, rubric: Rubric, levels: Mapping[str, int], *, now: datetime
) -> Grade:
    """Append the trainee's own grade to a version that is theirs to score; one in ten is drawn for a person then."""
    enrolment = lock_enrolment(db, submission.enrolment_id)
    if scorer_id != enrolment.person_id or submission.graded_by != GradeKind.SELF:
        raise NotYoursToScore
    grades = _grades(db, submission)
    if grades:
        raise AlreadyGraded(grades[0])
    _check_levels(db, submission, scorer_id, levels)
    grade = Grade(
        round=1, kind=GradeKind.SELF, grader_id=scorer_id, levels=dict(levels), comments={}, note="", graded_at=now
    )
    _append(db, submission, grade, rubric)
    if is_drawn(submission.id, submission.submitted_at):
        db.add(Recheck(submission_id=submission.id, at=now))
        record(db, "draw-recheck", f"submission:{submission.id}", actor_id=None, now=now)
        db.flush()
    db.expire(submission, ["recheck"])
    return grade


def _grades(db: Session, submission: Submission) -> Sequence[Grade]:
    """Return the grades of a submission as they stand now, oldest first."""
    return db.scalars(select(Grade).where(Grade.submission_id == submission.id).order_by(Grade.round)).all()


def _append(db: Session, submission: Submission, grade: Grade, rubric: Rubric) -> Grade:
    """Append a grade with its points and whether they pass."""
    weights = submission.task["weights"]
    grade.submission_id = submission.id
    grade.points = rubric.points(grade.levels, weights)
    grade.passed = rubric.passes(grade.levels, weights)
    db.add(grade)
    db.flush()
    db.expire(submission, ["grades"])
    deed, subject = "grade" if grade.kind == GradeKind.PERSON else "score-own", f"submission:{submission.id}"
    record(db, deed, subject, actor_id=grade.grader_id, now=grade.graded_at, points=grade.points)
    return grade


def _check_newest(db: Session, submission: Submission) -> None:
    """Refuse to grade a version that a newer one has replaced."""
    query = select(func.max(Submission.version)).where(Submission.enrolment_id == submission.enrolment_id)
    if db.scalar(query.where(Submission.exercise == submission.exercise)) != submission.version:
        raise Superseded
