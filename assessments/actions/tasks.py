"""What changes with the final task: one of its forms is drawn, once."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.exercise import Exercise
from assessments.models import TaskDraw
from assessments.queries import task_draw
from courses.queries import lock_enrolment
from registry.actions import record


def draw_task(db: Session, enrolment_id: int, forms: Sequence[Exercise], *, now: datetime) -> TaskDraw:
    """Draw one of the forms of a final task for an enrolment, or return what was drawn before."""
    person_id = lock_enrolment(db, enrolment_id).person_id
    form = secrets.choice(forms)
    before = task_draw(db, enrolment_id, form.activity)
    if before is not None:
        return before
    drawn = TaskDraw(enrolment_id=enrolment_id, activity=form.activity, exercise=form.id, at=now)
    db.add(drawn)
    db.flush()
    record(db, "draw-task", f"enrolment:{enrolment_id}", actor_id=person_id, now=now, exercise=form.id)
    return drawn
