"""When skill was proven: the day on which somebody did what passed, not the day on which it was graded (R9)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from assessments.models import Grade, QuizAttempt, QuizResult, Submission
from assessments.queries.rewrites import counts

_ANSWERED = (
    select(QuizAttempt.enrolment_id, QuizAttempt.quiz, func.min(QuizResult.at))
    .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
    .where(QuizAttempt.enrolment_id.in_(bindparam("ids", expanding=True)), QuizResult.passed)
    .group_by(QuizAttempt.enrolment_id, QuizAttempt.quiz)
)
_SENT = (
    select(Submission.enrolment_id, Submission.exercise, func.min(Submission.submitted_at))
    .join(Grade, Grade.submission_id == Submission.id)
    .where(Submission.enrolment_id.in_(bindparam("ids", expanding=True)), Grade.passed, counts())
    .group_by(Submission.enrolment_id, Submission.exercise)
)


def passed_on(db: Session, enrolment_ids: Collection[int]) -> dict[int, dict[str, datetime]]:
    """Return when each quiz that is passed was first answered, and each exercise that is passed first sent so."""
    found: dict[int, dict[str, datetime]] = {one: {} for one in enrolment_ids}
    for query in (_ANSWERED, _SENT):
        for one, what, at in db.execute(query, {"ids": list(enrolment_ids)}):
            found[one][what] = at
    return found
