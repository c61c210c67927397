"""The trainee's place: which enrolment a signed-in trainee is working in, and when a page was handed out."""

from datetime import datetime

from flask import current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer

from academy.database import db
from academy.login import visitor
from courses.models import Enrolment
from courses.queries import enrolments_of
from registry.errors import NotFound
from registry.models import Role


def enrolment() -> Enrolment:
    """Return the newest enrolment in which the visitor is a trainee now; NotFound for others."""
    if "enrolment" not in g:
        cohorts = visitor().cohorts(Role.TRAINEE)
        held = [one for one in enrolments_of(db, visitor().person_id) if one.cohort_id in cohorts]
        if not held:
            raise NotFound
        g.enrolment = held[0]
    found: Enrolment = g.enrolment
    return found


def handed_out(activity: str) -> str:
    """Return a signed note of the moment a page was handed out, for the page's form to bring back."""
    return _notes().dumps([enrolment().id, activity])


def opened_at(activity: str) -> datetime | None:
    """Return when the answered page was handed out, by our own signed note; None without one."""
    try:
        note, moment = _notes().loads(request.form.get("opened", ""), max_age=12 * 3600, return_timestamp=True)
    except BadData:
        return None
    found: datetime = moment
    return found if note == [enrolment().id, activity] else None


def _notes() -> URLSafeTimedSerializer:
    """Return the signer of these notes."""
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="opened")
