"""Where things are: the menu of a visitor, and the address of every activity."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request, url_for
from flask_babel import gettext as _

from academy.campus import campus
from courses.outline import Activity, Kind
from registry.models import Role
from registry.queries import Presence


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of the menu."""

    address: str
    word: str
    here: bool


def tabs(me: Presence | None) -> list[Tab]:
    """Return the menu for a visitor: the public pages for a stranger, one entry per duty otherwise."""
    if me is None:
        return [
            _tab("public.home", _("The programme")),
            _tab("public.about", _("How certificates are earned")),
            _tab("check.form", _("Check an OKR")),
            _tab("verify.form", _("Verify a certificate")),
        ]
    entries: list[Tab] = []
    if me.cohorts(Role.TRAINEE):
        entries += [_tab("learn.course", _("My course")), _tab("rewrite.exercises", _("Exercises"))]
        if campus().course.studio is not None:
            entries.append(_tab("capstone.edit", _("Capstone")))
        entries += [
            _tab("check_ins.overview", _("Check-ins")),
            _tab("certificates.overview", _("Certificates")),
        ]
    for role, endpoint, word in (
        (Role.INSTRUCTOR, "teach.queue", _("Grading")),
        (Role.INSTRUCTOR, "facilitate.sessions", _("Facilitate")),
        (Role.MENTOR, "mentor.candidates", _("Mentoring")),
        (Role.ASSESSOR, "assess.queue", _("Capstones")),
        (Role.MANAGER, "office.cohorts", _("Cohorts")),
    ):
        if me.cohorts(role):
            entries.append(_tab(endpoint, word))
    if any(right.role is Role.ADMINISTRATOR for right in me.rights):
        entries += [_tab("office.cohorts", _("Cohorts")), _tab("register.certificates", _("Certificates"))]
        entries += [_tab("critic.acceptance", _("The critic")), _tab("questions.overview", _("Questions"))]
    return entries


def _tab(endpoint: str, word: str) -> Tab:
    """Return an entry, marked when the visitor is on that page or below it."""
    address = url_for(endpoint)
    path = urlsplit(address).path
    below = path != "/" and request.path.startswith(path.rstrip("/") + "/")
    return Tab(address, word, request.path == path or below)


def address_of(activity: Activity) -> str:
    """Return the address of an activity."""
    if activity.kind is Kind.QUIZ:
        return url_for("quizzes.overview", quiz_id=activity.id)
    studio = campus().course.studio
    if studio is not None and activity.id == studio.id:
        return url_for("capstone.edit")
    if campus().catalogue.forms(activity.id):
        return url_for("tasks.task", task_id=activity.id)
    if activity.kind is Kind.EXERCISE:
        return url_for("rewrite.edit", exercise_id=activity.id)
    return url_for("learn.step", activity_id=activity.id)
