"""The candidate's check-ins: four weeks of a real group, logged by the candidate, attested by the mentor."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.forms.mentoring import LogForm, log_form
from academy.login import door, visitor
from academy.practised import counted_of, weeks_of
from academy.pupil import enrolment
from mentoring import queries
from mentoring.actions import log_check_in
from mentoring.models import Accompaniment, CheckIn
from mentoring.practice import FURTHER, WEEKS
from registry.errors import NotFound, Refusal
from registry.models import Role

FULL = 240
"""The minutes that four full check-ins count (curriculum, R7)."""

bp = door("check_ins", Role.TRAINEE, prefix="/check-ins")


def _place() -> Accompaniment:
    """Return the accompaniment of the visitor; NotFound without one."""
    found = queries.accompaniment_of(db, enrolment().id)
    if found is None:
        raise NotFound
    return found


def _log_of(place: Accompaniment, week: int) -> CheckIn | None:
    """Return the log of a week as it counts now."""
    return next((one for one in queries.check_ins(db, [place.id])[place.id] if one.week == week), None)


@bp.get("")
def overview() -> str:
    """Show the four weeks, what is attested, and what is still missing."""
    me = enrolment().id
    place = queries.accompaniment_of(db, me)
    form, minutes = campus().observation, queries.attested_minutes(db, [me])[me]
    missing = queries.practice_missing(db, [me], form)[me]
    logs = queries.check_ins(db, [place.id])[place.id] if place else []
    return render_template(
        "check_ins/overview.html",
        place=place,
        weeks=weeks_of(logs, falls_short=bool(missing) or minutes < FULL),
        minutes=minutes,
        missing=[form.sentences[code] for code in missing],
    )


@bp.route("/weeks/<id:week>", methods=["GET", "POST"])
def log(week: int) -> str | tuple[str, int] | Response:
    """Take the log of a week, or its correction."""
    place = _place()
    kept = _log_of(place, week)
    if week not in WEEKS + FURTHER:
        raise NotFound
    if kept and kept.attestation:
        return redirect(url_for(".check_in", check_in_id=kept.id), 303)
    form = log_form(kept, week, request.form.get("more", ""))
    if "save" in request.form and form.submitted():
        return _take(place, week, form)
    return _page(place, week, form), 422 if form.errors else 200


def _page(place: Accompaniment, week: int, form: LogForm, refusal: str = "") -> str:
    """Return the page of a log."""
    zone = format_datetime(utcnow(), "zzzz")
    return render_template("check_ins/log.html", place=place, week=week, form=form, refusal=refusal, zone=zone)


def _take(place: Accompaniment, week: int, form: LogForm) -> tuple[str, int] | Response:
    """Keep the log, or say why not."""
    (started_at, ended_at), now = form.moments(), utcnow()
    try:
        log_check_in(
            db,
            place,
            week,
            started_at,
            ended_at,
            prepared=form.prepared.data,
            talk=form.talk.data,
            debrief=form.debrief.data,
            mode=form.mode.data,
            led_by=form.led_by.data,
            attendance=form.people(),
            three_ps=form.spoken(),
            note=form.note.data or "",
            logged_by_id=visitor().person_id,
            now=now,
        )
    except Refusal as refusal:
        return _page(place, week, form, _(str(refusal))), 422
    settle(place.enrolment_id, now)
    flash(_("The log is saved. Your mentor reads and attests it."))
    return redirect(url_for(".overview"), 303)


@bp.get("/<id:check_in_id>")
def check_in(check_in_id: int) -> str:
    """Show a logged check-in with what the mentor observed."""
    found = queries.check_in(db, check_in_id, visitor())
    return render_template(
        "check_ins/check_in.html",
        check_in=found,
        place=queries.accompaniment(db, found.accompaniment_id, visitor()),
        counted=counted_of(found),
        observation=found.observation,
        form=campus().observation,
    )
