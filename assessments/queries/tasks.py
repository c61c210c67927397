"""Questions about the final task: which form was drawn for whom, and whether an exercise is open to them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.exercise import Exercise
from assessments.models import TaskDraw


def task_draw(db: Session, enrolment_id: int, activity: str) -> TaskDraw | None:
    """Return which form of a final task was drawn for an enrolment; None before the draw."""
    return db.scalar(select(TaskDraw).where(TaskDraw.enrolment_id == enrolment_id, TaskDraw.activity == activity))


def is_open(db: Session, enrolment_id: int, exercise: Exercise) -> bool:
    """Say whether an enrolment may work on an exercise: on a form of the final task only if it was drawn for it."""
    if not exercise.final:
        return True
    drawn = task_draw(db, enrolment_id, exercise.activity)
    return drawn is not None and drawn.exercise == exercise.id
