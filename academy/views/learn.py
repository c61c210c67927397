"""The trainee's door: the course map, lessons step by step, and learning time."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.edge import cleaned
from academy.login import door
from academy.navigation import address_of
from academy.progress import Journey
from academy.pupil import activity_or_404, enrolment, handed_out, journey, opened_at
from assessments.queries import latest_feedback
from certificates.queries import evidence
from certificates.requirements import evaluate
from courses.actions import complete_activity, record_beat
from courses.credit import Evidence
from courses.outline import Activity, Kind
from courses.practice import Marked, mark
from courses.queries import last_touched, latest_completion
from mentoring.queries import accompaniment_of
from registry.errors import NotFound
from registry.models import Role

bp = door("learn", Role.TRAINEE)


@bp.get("")
def course() -> str:
    """Show the course map, what to continue with, what the next certificate needs, and the latest feedback."""
    place, here = enrolment(), campus()
    facts = evidence(db, [place.id], here.course, here.observation, now=utcnow())[place.id]
    wanted = [(one, evaluate(one, facts)) for one in here.rules[place.rules].documents if one.id not in facts.documents]
    return render_template(
        "learn/course.html",
        journey=Journey(here.course, facts.ledger, facts.completed, last_touched(db, place.id)),
        enrolment=place,
        ahead=wanted[0] if wanted else None,
        group=accompaniment_of(db, place.id),
        feedback=latest_feedback(db, place.id),
        exercises=here.catalogue.exercises,
    )


@bp.get("/modules/<module_id>")
def module(module_id: str) -> str:
    """Show a module: its opening case and its steps."""
    found = campus().course.modules_by_id.get(module_id)
    if found is None:
        raise NotFound
    return render_template("learn/module.html", module=found, journey=journey())


@bp.route("/steps/<activity_id>", methods=["GET", "POST"])
def step(activity_id: str) -> str | tuple[str, int] | Response:
    """Show a reading, a worked example or a practice, and take what completes it."""
    activity = activity_or_404(activity_id, Kind.READING, Kind.WORKED, Kind.PRACTICE)
    if activity.kind is Kind.PRACTICE:
        return _practise(activity)
    if request.method == "POST":
        _complete(activity, {}, {})
        return redirect(_after(activity), 303)
    lesson = campus().course.lessons[activity.place]
    return _page("learn/lesson.html", activity, lesson=lesson)


def _practise(activity: Activity) -> str | tuple[str, int] | Response:
    """Show a practice or its marked answer; take an answer and mark it."""
    practice = campus().course.practices[activity.id]
    if request.method == "POST":
        answer = {name: cleaned(text) for name, text in request.form.items()}
        marked = mark(practice, answer)
        if marked.missing:
            given = {entry.field: entry.given for entry in marked.marks}
            return _page("learn/practice.html", activity, practice=practice, given=given, missing=marked.missing), 422
        _complete(activity, {entry.field: entry.given for entry in marked.marks}, _figures(marked))
        return redirect(url_for(".step", activity_id=activity.id), 303)
    kept = None if "again" in request.args else latest_completion(db, enrolment().id, activity.id)
    if kept is None:
        return _page("learn/practice.html", activity, practice=practice, given={}, missing=())
    return _page("learn/practised.html", activity, practice=practice, marked=mark(practice, kept.answer))


def _figures(marked: Marked) -> dict[str, int]:
    """Return what is stored of the marking."""
    return {"right": marked.right, "judged": marked.judged}


def _page(template: str, activity: Activity, **values: object) -> str:
    """Return a step's page with its place in the module."""
    before, after = campus().course.neighbours(activity.id)
    return render_template(
        template,
        activity=activity,
        module=campus().course.modules_by_id[activity.module],
        journey=journey(),
        before=before,
        after=after,
        opened=handed_out(activity.id),
        **values,
    )


def _complete(activity: Activity, answer: dict[str, str], marks: dict[str, int]) -> None:
    """Note a completed step and issue what it completes."""
    now = utcnow()
    complete_activity(
        db, enrolment().id, activity.id, dict(answer), dict(marks), opened_at=opened_at(activity.id), now=now
    )
    settle(enrolment().id, now)


def _after(activity: Activity) -> str:
    """Return the address of the next step, or of the map behind the last one."""
    _before, after = campus().course.neighbours(activity.id)
    return url_for("learn.course") if after is None else address_of(after)


@bp.post("/beats/<activity_id>")
def beat(activity_id: str) -> tuple[str, int]:
    """Take a sign of life from an open page."""
    if activity_id not in campus().course.by_id:
        raise NotFound
    evidence = Evidence.OPENED if request.form.get("opening") else Evidence.HEARTBEAT
    record_beat(db, enrolment().id, activity_id, evidence, now=utcnow())
    return "", 204


@bp.get("/time")
def time() -> str:
    """Show every minute: planned, active, credited, and by which rule."""
    return render_template("learn/time.html", journey=journey())
