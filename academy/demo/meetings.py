"""The live sessions of the demo: one is over, and somebody forgot to sign out; another is about to begin."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academy.campus import Campus
from courses.actions import open_meeting, sign
from courses.attendance import Way, code_at
from courses.queries import enrolments_in
from registry.models import Cohort, Person


def meet(db: Session, campus: Campus, cohort: Cohort, instructor: Person, now: datetime) -> None:
    """Let a cohort have met two days ago, and meet again in a quarter of an hour."""
    first, second = campus.programme.sessions[:2]
    began = (now - timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    met = open_meeting(db, cohort.id, first, "remote", instructor.id, began, now=began - timedelta(days=3))
    stayed, forgot = [place for place in enrolments_in(db, [cohort.id]) if place.person.password_hash][1:3]
    for place, late in ((stayed, 4), (forgot, 1)):
        came = began + timedelta(minutes=late)
        sign(db, met, place.id, Way.IN, code=code_at(met.secret, came), now=came)
    left = met.ends_at + timedelta(minutes=3)
    sign(db, met, stayed.id, Way.OUT, code=code_at(met.secret, left), now=left)
    soon = (now + timedelta(minutes=15)).replace(second=0, microsecond=0)
    open_meeting(db, cohort.id, second, "in-person", instructor.id, soon, now=now)
