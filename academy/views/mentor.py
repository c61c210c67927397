"""The mentor's door: candidates and their groups, and the attestation of what was seen."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.forms.mentoring import GroupForm, ObservationForm, read_observation
from academy.login import door, visitor
from academy.practised import Week, counted_of, weeks_of
from assessments.queries import scored_by
from courses.models import Enrolment
from courses.queries import enrolments_in
from mentoring import queries
from mentoring.actions import attest_check_in, begin_accompaniment, open_group
from mentoring.models import Accompaniment, CheckIn
from registry.errors import NotFound, Refusal
from registry.models import Role
from registry.queries import person_by_id

bp = door("mentor", Role.MENTOR)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the mentor accompanies: their group, attested minutes and weeks."""

    place: Accompaniment
    minutes: int
    weeks: list[Week]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A log that waits for the mentor's word."""

    name: str
    check_in: CheckIn


@bp.get("")
def candidates() -> str:
    """Show what waits for an attestation, and how far every candidate is."""
    me = visitor().person_id
    places = queries.accompaniments_of(db, me)
    logs = queries.check_ins(db, [place.id for place in places])
    minutes = queries.attested_minutes(db, [place.enrolment_id for place in places])
    waiting = [Waiting(place.enrolment.person.name, log) for place, log in queries.to_attest(db, me)]
    listed = [
        Candidate(place, minutes[place.enrolment_id], weeks_of(logs[place.id], falls_short=False)) for place in places
    ]
    return render_template("mentor/candidates.html", candidates=listed, waiting=waiting)


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | tuple[str, int] | Response:
    """Begin to accompany a candidate with a real group."""
    form, free = GroupForm(), _free()
    form.candidate.choices = [SelectChoice(place.id, f"{place.person.name}, {place.cohort.name}") for place in free]
    refusal = ""
    if form.submitted():
        place = next(place for place in free if place.id == form.candidate.data)
        try:
            _begin(place, form)
        except Refusal as declined:
            db.rollback()
            refusal = _(str(declined))
        else:
            flash(_("You accompany %(name)s from now on.", name=place.person.name))
            return redirect(url_for(".candidates"), 303)
    page = render_template("mentor/new.html", form=form, refusal=refusal)
    return page, 422 if form.errors or refusal else 200


def _free() -> list[Enrolment]:
    """Return the enrolments in the mentor's cohorts, without the mentor's own and those whose plan they scored."""
    me = visitor().person_id
    places, far = enrolments_in(db, visitor().cohorts(Role.MENTOR)), {me, *scored_by(db, me)}
    return [place for place in places if place.person_id not in far]


def _begin(place: Enrolment, form: GroupForm) -> None:
    """Open the group and begin the accompaniment."""
    now, me = utcnow(), visitor().person_id
    mentor = person_by_id(db, me)
    if mentor is None:
        raise NotFound
    words = form.name.data, form.unit.data, form.objective.data, form.owner.data
    group = open_group(db, place.cohort, *words, actor_id=me, now=now)
    begin_accompaniment(db, place, group, mentor, actor_id=me, now=now)


@bp.route("/check-ins/<id:check_in_id>", methods=["GET", "POST"])
def check_in(check_in_id: int) -> str | tuple[str, int] | Response:
    """Show a log and take the mentor's observation and word."""
    log = queries.check_in(db, check_in_id, visitor())
    place = queries.accompaniment(db, log.accompaniment_id, visitor())
    if place.mentor_id != visitor().person_id:
        raise NotFound
    if request.method == "GET":
        return _page(place, log, None if log.attestation else ObservationForm())
    typed, now = read_observation(campus().observation.keys), utcnow()
    if not typed.holds:
        return _page(place, log, typed, undeclared=not typed.declared), 422
    try:
        attest_check_in(db, log, place.mentor_id, campus().observation, typed.levels, typed.comment, now=now)
    except Refusal as refusal:
        return _page(place, log, typed, refusal=_(str(refusal))), 409
    settle(place.enrolment_id, now)
    flash(_("Attested. Thank you."))
    return redirect(url_for(".candidates"), 303)


def _page(
    place: Accompaniment, log: CheckIn, typed: ObservationForm | None, *, undeclared: bool = False, refusal: str = ""
) -> str:
    """Return the mentor's page of a check-in."""
    return render_template(
        "mentor/check_in.html",
        place=place,
        name=place.enrolment.person.name,
        check_in=log,
        counted=counted_of(log),
        observation=log.observation,
        form=campus().observation,
        typed=typed,
        undeclared=undeclared,
        refusal=refusal,
    )
