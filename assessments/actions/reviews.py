"""What changes with reviews: somebody who grades accepts or rejects one finding of the critic."""

from datetime import datetime

from sqlalchemy.orm import Session

from assessments.critic.critique import Critique
from assessments.critic.finding import Weight
from assessments.models import Review, Submission
from assessments.queries import newest_review
from assessments.refusals import OwnWork
from courses.queries import lock_enrolment
from registry.errors import NotFound


def review_finding(
    db: Session, submission: Submission, finding: int, person_id: int, *, accepted: bool, now: datetime
) -> None:
    """Append what somebody says of the finding at this place; the same again changes nothing. Praise has no review."""
    found = Critique.from_json(submission.critique).findings if submission.critique else ()
    if not 0 <= finding < len(found) or found[finding].weight is Weight.FINE:
        raise NotFound
    if person_id == lock_enrolment(db, submission.enrolment_id).person_id:
        raise OwnWork
    before = newest_review(db, submission.id, finding, person_id)
    if before is not None and before.accepted is accepted:
        return
    db.add(
        Review(
            submission_id=submission.id,
            finding=finding,
            code=found[finding].code,
            person_id=person_id,
            number=before.number + 1 if before else 1,
            accepted=accepted,
            at=now,
        )
    )
    db.flush()
