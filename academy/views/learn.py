"""The trainee's door: the course map, lessons step by step, and learning time."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.edge import cleaned, sent
from academy.login import door
from academy.navigation import address_of
from academy.pupil import activity_or_404, enrolment, handed_out, journey, limit, opened_at, paragraph_number
from assessments.queries import latest_feedback
from certificates.queries import evidence
from certificates.requirements import evaluate
from courses.actions import complete_activity, record_beat, take_turn
from courses.credit import Evidence
from courses.markdown import without_places
from courses.outline import Activity, Kind, Practice
from courses.practice import mark, stage, take
from courses.practices.base import MAX_TEXT, Answer
from courses.practices.rate import ratings
from courses.queries import answered_so_far, latest_completion, next_meeting
from courses.reserve import offers
from mentoring.queries import accompaniment_of
from registry.errors import NotFound
from registry.models import Role

bp = door("learn", Role.TRAINEE)


@bp.get("")
def course() -> str:
    """Show the course map, what to continue with, what the next certificate needs, and the latest feedback."""
    place, here, now = enrolment(), campus(), utcnow()
    facts = evidence(db, [place.id], here.course, here.rules, here.observation, now=now)[place.id]
    wanted = [(one, evaluate(one, facts)) for one in here.rules[place.rules].documents if one.id not in facts.documents]
    meeting = next_meeting(db, place.cohort_id, now)
    return render_template(
        "learn/course.html",
        meeting=meeting,
        signs=meeting is not None and meeting.is_open(now),
        sessions=here.programme.by_id,
        journey=journey(),
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


@bp.get("/lessons/<lesson_id>")
def lesson(lesson_id: str) -> str:
    """Show a whole lesson, its worked example included, as it goes on paper."""
    found = campus().course.lessons.get(lesson_id)
    if found is None:
        raise NotFound
    return render_template(
        "learn/paper.html",
        lesson=found,
        module=campus().course.modules_by_id[found.module],
        reading=without_places(found.reading),
        worked=without_places(found.worked),
    )


@bp.route("/steps/<activity_id>", methods=["GET", "POST"])
def step(activity_id: str) -> str | tuple[str, int] | Response:
    """Show a reading, a worked example or a practice, and take what completes it."""
    activity = activity_or_404(activity_id, Kind.READING, Kind.WORKED, Kind.PRACTICE, Kind.REFLECTION)
    if activity.id in campus().course.practices:
        return _practise(activity, campus().course.practices[activity.id])
    if request.method == "POST":
        _complete(activity, {}, {})
        return redirect(_after(activity), 303)
    lesson = campus().course.lessons[activity.place]
    reading, worked = campus().glossary.explained(lesson.reading, lesson.worked)
    text = reading if activity.kind is Kind.READING else worked
    return _page("learn/lesson.html", activity, lesson=lesson, text=text)


def _practise(activity: Activity, practice: Practice) -> str | tuple[str, int] | Response:
    """Show a practice or its marked answer; take a form, which completes it or leads on within it."""
    place = enrolment()
    done = latest_completion(db, place.id, activity.id)
    if request.method == "GET" and done is not None and "again" not in request.args:
        return _answered(activity, practice, done.answer)
    kept = answered_so_far(db, place.id, activity.id)
    if request.method == "GET":
        return _asked(activity, practice, kept, {}, {}, again=done is not None)
    typed = {name: cleaned(text) for name, text in sent().items()}
    taken = take(practice, kept, typed)
    problems = taken.problems | {name: "long" for name, text in typed.items() if len(text) > MAX_TEXT}
    if problems:
        return _asked(activity, practice, kept, typed, problems, again=done is not None), 422
    if taken.complete:
        _complete(activity, taken.answer, mark(practice, taken.answer).figures)
    elif taken.answer != kept:
        opened, still = opened_at(activity.id), activity.still_seconds
        take_turn(db, place.id, activity.id, dict(taken.answer), opened_at=opened, still=still, now=utcnow())
    again = None if taken.complete or done is None else 1
    return redirect(
        url_for(".step", activity_id=activity.id, again=again, _anchor=None if taken.complete else "now"), 303
    )


def _asked(
    activity: Activity, practice: Practice, kept: Answer, typed: Answer, problems: Mapping[str, str], *, again: bool
) -> str:
    """Return the page that asks for an answer, with what was typed and what is wrong with it."""
    onward = request.method == "POST" or "on" in request.args
    return _page(
        "learn/practice.html",
        activity,
        practice=practice,
        stage=stage(practice, kept, onward=onward),
        given=typed,
        problems=problems,
        again=again,
        observation=campus().observation,
    )


def _answered(activity: Activity, practice: Practice, answer: Answer) -> str:
    """Return the page of a marked answer."""
    return _page(
        "learn/practised.html",
        activity,
        practice=practice,
        marked=mark(practice, answer),
        stage=stage(practice, answer),
        before_that=_rated_before(practice),
        lessons=campus().course.lessons,
        observation=campus().observation,
    )


def _rated_before(practice: Practice) -> dict[str, str]:
    """Return how somebody rated the same outcomes in the last rating before this one, if there was any."""
    rated: dict[str, str] = {}
    for one in campus().course.practices.values():
        if one.id == practice.id or practice.type != "rate":
            return rated
        done = latest_completion(db, enrolment().id, one.id) if one.type == "rate" else None
        rated = ratings(one, done.answer) if done else rated
    return rated


def _page(template: str, activity: Activity, **values: object) -> str:
    """Return a step's page with its place in the module."""
    before, after = campus().course.neighbours(activity.id)
    return render_template(
        template,
        activity=activity,
        module=campus().course.modules_by_id[activity.module],
        journey=journey(noted=activity.id),
        before=before,
        after=after,
        opened=handed_out(activity.id),
        **values,
    )


def _complete(activity: Activity, answer: dict[str, str], marks: dict[str, int]) -> None:
    """Note a completed step and issue what it completes."""
    place, opened, still, now = enrolment().id, opened_at(activity.id), activity.still_seconds, utcnow()
    complete_activity(db, place, activity.id, dict(answer), dict(marks), opened_at=opened, still=still, now=now)
    settle(place, now)


def _after(activity: Activity) -> str:
    """Return the address of the next step; of the learning time behind the reserve, of the map behind the last one."""
    _before, after = campus().course.neighbours(activity.id)
    if after is not None:
        return address_of(after)
    return url_for("learn.time" if activity.reserve else "learn.course")


@bp.post("/beats/<activity_id>")
def beat(activity_id: str) -> tuple[str, int]:
    """Take a sign of life from an open page, with the paragraph that is being read."""
    if activity_id not in campus().course.by_id:
        raise NotFound
    evidence = Evidence.OPENED if request.form.get("opening") else Evidence.HEARTBEAT
    paragraph = request.form.get("paragraph", type=paragraph_number)
    record_beat(db, enrolment().id, activity_id, evidence, paragraph=paragraph, now=utcnow())
    return "", 204


@bp.get("/time")
def time() -> str:
    """Show every minute, by type and by step, by which rule it counts, and what makes up for those that are missing."""
    way, rules = journey(), campus().rules[enrolment().rules]
    minutes, share = rules.most("minutes"), rules.most("module_share")
    offered = offers(way.course, way.ledger, way.done, minutes=minutes, share=share)
    most, kinds = limit(), [(kind, way.ledger.of_kind(kind)) for kind in Kind]
    spent = most is not None and way.ledger.made_up_minutes >= most
    return render_template("learn/time.html", journey=way, offers=offered, kinds=kinds, limit=most, spent=spent)
