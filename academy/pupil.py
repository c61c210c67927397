"""The trainee's place: their enrolment, how far they are, and when a page was handed out."""

from datetime import UTC, datetime

from flask import current_app, g, request
from itsdangerous import BadData, URLSafeSerializer

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.login import LONGEST, visitor
from academy.progress import Journey
from courses.limit import limited
from courses.models import Enrolment
from courses.outline import Activity, Kind
from courses.queries import enrolments_of, note, tallies
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


def self_scored() -> bool:
    """Say whether the rules of the enrolment let trainees score those exercises themselves that are no gates."""
    return campus().rules[enrolment().rules].self_scored


def limit() -> int | None:
    """Return how many minutes the trainee may make up online; None for whoever does not take the course live."""
    return campus().rules[enrolment().rules].limit(enrolment().mode)


def journey(noted: str = "") -> Journey:
    """Return the trainee's way through the course so far, with their note beside one step."""
    place = enrolment()
    tally, course = tallies(db, [place.id], noted=noted)[place.id], campus().course
    return Journey(course, limited(tally.ledger(course.all_activities()), limit()), frozenset(tally.done), tally)


def note_beside(activity_id: str) -> tuple[str, int]:
    """Return the trainee's note beside a step and its version, 0 for none."""
    kept = note(db, enrolment().id, activity_id)
    return (kept.text, kept.version) if kept else ("", 0)


def activity_or_404(activity_id: str, *kinds: Kind) -> Activity:
    """Return an activity of these kinds; NotFound for any other."""
    activity = campus().course.by_id.get(activity_id)
    if activity is None or activity.kind not in kinds:
        raise NotFound
    return activity


def handed_out(activity: str) -> str:
    """Return a signed note of the moment a page was handed out, for the page's form to bring back."""
    return _notes().dumps([enrolment().id, activity, int(utcnow().timestamp())])


def opened_at(activity: str) -> datetime | None:
    """Return when the answered page was handed out, by our own signed note; None without one, or for an old one."""
    try:
        place, named, second = _notes().loads(request.form.get("opened", ""))
    except BadData:
        return None
    moment = datetime.fromtimestamp(second, UTC)
    return moment if (place, named) == (enrolment().id, activity) and utcnow() - moment < LONGEST else None


def paragraph_number(text: str) -> int:
    """Return the number of a paragraph as a page sends it; raise ValueError for anything else."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:4]) < 1000):
        raise ValueError(text)
    return int(text)


def _notes() -> URLSafeSerializer:
    """Return the signer of these notes."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="opened")
