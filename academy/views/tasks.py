"""The door of the final task: what it is, drawing it once, and the way to what was drawn."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.login import door
from academy.pupil import enrolment, journey
from academy.scoring import scoring_of
from assessments.actions import draw_task
from assessments.exercise import Exercise
from assessments.queries import submissions_of, task_draw
from registry.errors import NotFound
from registry.models import Role

bp = door("tasks", Role.TRAINEE, prefix="/learn/tasks")


def _forms(task_id: str) -> tuple[Exercise, ...]:
    """Return the forms of a final task; NotFound for any other step."""
    found = campus().catalogue.forms(task_id)
    if not found:
        raise NotFound
    return found


@bp.get("/<task_id>")
def task(task_id: str) -> str:
    """Show how the final task goes, and what was drawn."""
    forms, place = _forms(task_id), enrolment()
    activity, drawn = campus().course.by_id[task_id], task_draw(db, place.id, task_id)
    sent = submissions_of(db, place.id, drawn.exercise) if drawn else []
    return render_template(
        "tasks/task.html",
        activity=activity,
        module=campus().course.modules_by_id[activity.module],
        journey=journey(noted=activity.id),
        forms=forms,
        drawn=drawn,
        exercise=campus().catalogue.exercises[drawn.exercise] if drawn else None,
        latest=sent[-1] if sent else None,
        second=scoring_of(sent[-1]) if sent else None,
        twice=campus().rules[place.rules].double_scored,
    )


@bp.post("/<task_id>")
def draw(task_id: str) -> Response:
    """Draw a form, if none is drawn, and lead to it."""
    drawn = draw_task(db, enrolment().id, _forms(task_id), now=utcnow())
    return redirect(url_for("rewrite.edit", exercise_id=drawn.exercise), 303)
