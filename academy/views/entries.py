"""The entries of learning time: what proves the minutes of one step, and contesting them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.forms.time import ContestForm
from academy.login import door
from academy.pupil import activity_or_404, enrolment, journey
from courses.actions import contest_time
from courses.credit import sittings
from courses.outline import Activity, Kind
from courses.queries import attended_at, contests_of, events_of
from registry.models import Role

bp = door("entries", Role.TRAINEE, prefix="/learn/time")


@bp.route("/<activity_id>", methods=["GET", "POST"])
def entry(activity_id: str) -> str | tuple[str, int] | Response:
    """Show every minute of a step with its evidence, and take the word of a trainee who misses some."""
    activity, form = activity_or_404(activity_id, *Kind), ContestForm()
    if request.method == "GET":
        return _page(activity, form)
    if not form.validate():
        return _page(activity, form), 422
    contest_time(db, enrolment().id, activity, form.text.data.strip(), now=utcnow())
    flash(_("An instructor of your cohort reads it and answers here."))
    return redirect(url_for(".entry", activity_id=activity.id), 303)


def _page(activity: Activity, form: ContestForm) -> str:
    """Return the page of a step's time."""
    contests = contests_of(db, enrolment().id, activity.id)
    credit = journey().credits[activity.id]
    waiting = bool(contests) and contests[-1].ruling is None
    return render_template(
        "entries/entry.html",
        activity=activity,
        module=campus().course.modules_by_id[activity.module],
        credit=credit,
        sittings=sittings(events_of(db, enrolment().id, activity.id)),
        attended=attended_at(db, enrolment().id, activity.id),
        sessions=campus().programme.by_id,
        contests=contests,
        form=form if credit.is_short and not waiting else None,
    )
