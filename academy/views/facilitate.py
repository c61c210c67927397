"""The facilitator's door: the same course for a room, session by session, with script, timing and material."""

from functools import lru_cache

from flask import Response, render_template, request

from academy.campus import campus
from academy.login import door
from academy.room import clock, input_of, kit_of, material_of, read_clock, turns
from certificates.booklet import booklet
from courses.outline import Kind
from courses.sessions import Session
from registry.errors import NotFound
from registry.models import Role

bp = door("facilitate", Role.INSTRUCTOR)
printed = lru_cache(maxsize=8)(booklet)
"""The press, with the kits printed last kept: a kit takes seconds and changes only with the content or the clock."""


@bp.get("")
def sessions() -> str:
    """Show the sessions, and the days that two of them make."""
    start, programme = read_clock(request.args.get("start", "")), campus().programme
    days = [
        [(session, clock(begins), clock(begins + session.lasts)) for session, begins in day.begins(start)]
        for day in programme.days
    ]
    return render_template("facilitate/sessions.html", programme=programme, days=days, start=clock(start))


def _session(session_id: str) -> Session:
    """Return a session; NotFound for an unknown id."""
    found = campus().programme.by_id.get(session_id)
    if found is None:
        raise NotFound
    return found


@bp.get("/sessions/<session_id>")
def session(session_id: str) -> str:
    """Show the running order of a session on the clock."""
    found, start, here = _session(session_id), read_clock(request.args.get("start", "")), campus()
    return render_template(
        "facilitate/session.html",
        session=found,
        turns=turns(found, here.course, start),
        start=clock(start),
        rooms=here.programme.rooms,
        lessons=here.course.lessons,
        practices=here.course.practices,
        exercises=here.catalogue.exercises,
    )


@bp.get("/sessions/<session_id>/kit.pdf")
def kit(session_id: str) -> Response:
    """Give the workshop kit of a session as one file for the printer."""
    found = _session(session_id)
    pdf = printed(kit_page(found, read_clock(request.args.get("start", ""))))
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.id}-kit.pdf"'
    return answer


def kit_page(session: Session, start: int) -> str:
    """Return the workshop kit of a session that begins at a minute of the day, as one page for the press."""
    here = campus()
    return render_template(
        "kit/kit.html",
        kit=kit_of(session, here.course, here.catalogue.exercises, start),
        rooms=here.programme.rooms,
        observation=here.observation,
    )


@bp.get("/lessons/<lesson_id>")
def lesson(lesson_id: str) -> str:
    """Show a lesson as it is given in a room: point by point, with what is said and when."""
    course = campus().course
    found = course.lessons.get(lesson_id)
    if found is None:
        raise NotFound
    activity = course.by_id[f"{lesson_id}.{Kind.READING}"]
    practices = [one for one in course.practices.values() if one.id.rsplit(".", 1)[0] == lesson_id]
    return render_template(
        "facilitate/lesson.html",
        lesson=found,
        given=input_of(found, course),
        module=course.modules_by_id[found.module],
        session=campus().programme.of(activity.id),
        practices=[material_of(one) for one in practices],
        observation=campus().observation,
    )


@bp.get("/practices/<practice_id>")
def practice(practice_id: str) -> str:
    """Show a practice for a room: what is asked, and what an experienced Master answers."""
    course = campus().course
    found = course.practices.get(practice_id)
    if found is None:
        raise NotFound
    return render_template(
        "facilitate/practice.html",
        material=material_of(found),
        activity=course.by_id[found.id],
        session=campus().programme.of(found.id),
        observation=campus().observation,
    )
