"""What tests need to exist: plain functions that make one thing each, with sensible values."""

from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from courses.actions import enrol
from courses.models import Enrolment
from registry.actions import found_organisation, grant_role, open_cohort, register_person, set_password
from registry.models import Cohort, Person, Role

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
_number = count(1)


def make_person(db: Session, name: str = "Ana Souza", *, password: str | None = None) -> Person:
    person = register_person(db, f"person{next(_number)}@example.org", name, now=NOW)
    if password:
        set_password(db, person, password, now=NOW)
    return person


def make_cohort(db: Session, name: str = "March cohort") -> Cohort:
    organisation = found_organisation(db, f"city-{next(_number)}", "City of Vila Nova", now=NOW)
    return open_cohort(db, organisation, name, NOW, NOW + timedelta(days=120), now=NOW)


def make_member(db: Session, cohort: Cohort, role: Role, name: str = "Marta Reyes", **options: str) -> Person:
    person = make_person(db, name, **options)
    grant_role(db, person, role, None if role is Role.ADMINISTRATOR else cohort, now=NOW)
    return person


def make_enrolment(db: Session, cohort: Cohort | None = None, name: str = "Ana Souza", **options: str) -> Enrolment:
    person = make_person(db, name, **options)
    return enrol(db, person, cohort or make_cohort(db), "foundation-1", actor_id=None, now=NOW)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **time: float) -> None:
        self.now += timedelta(**time)
