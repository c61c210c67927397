"""The instructor's answer to a trainee who contests the time of a step."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.forms.time import RulingForm
from academy.login import door, visitor
from courses.actions import rule_on_contest
from courses.credit import ceiling, sittings
from courses.models import Contest
from courses.queries import attended_at, contest, contests_of, events_of, tallies
from courses.refusals import OverCeiling
from registry.errors import NotFound
from registry.models import Role

bp = door("contests", Role.INSTRUCTOR, prefix="/teach/time")


@bp.route("/<id:contest_id>", methods=["GET", "POST"])
def answer(contest_id: int) -> str | tuple[str, int] | Response:
    """Show what a trainee contests beside the evidence, and take an answer."""
    found, form = contest(db, contest_id, visitor()), RulingForm()
    activity = campus().course.by_id.get(found.activity)
    if activity is None:
        raise NotFound
    if request.method == "GET":
        return _page(found, None if found.ruling else form)
    if not form.validate():
        return _page(found, form), 422
    now = utcnow()
    try:
        rule_on_contest(db, found, activity, visitor().person_id, form.minutes.data, form.reason.data.strip(), now=now)
    except OverCeiling as refusal:
        form.minutes.errors = [_(str(refusal))]
        return _page(found, form), 422
    settle(found.enrolment_id, now)
    flash(_("The answer is saved; the trainee sees it now."))
    return redirect(url_for("teach.queue"), 303)


def _page(found: Contest, form: RulingForm | None) -> str:
    """Return the page of a contest; without a form where it is answered already."""
    place, activity = found.enrolment, campus().course.by_id[found.activity]
    (credit,) = tallies(db, [place.id])[place.id].ledger([activity]).credits
    return render_template(
        "contests/answer.html",
        contest=found,
        earlier=[one for one in contests_of(db, place.id, activity.id) if one.number < found.number],
        activity=activity,
        module=campus().course.modules_by_id[activity.module],
        credit=credit,
        most=ceiling(activity) // 60,
        sittings=sittings(events_of(db, place.id, activity.id)),
        attended=attended_at(db, place.id, activity.id),
        sessions=campus().programme.by_id,
        form=form,
    )
