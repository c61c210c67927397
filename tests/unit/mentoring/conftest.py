"""A candidate, their mentor, and the group they accompany."""

import pytest
from sqlalchemy.orm import Session

from courses.models import Enrolment
from mentoring.models import Accompaniment
from registry.models import Person, Role
from tests.factories import make_enrolment, make_member
from tests.unit.mentoring.places import make_place


@pytest.fixture
def enrolment(db: Session) -> Enrolment:
    return make_enrolment(db)


@pytest.fixture
def mentor(db: Session, enrolment: Enrolment) -> Person:
    return make_member(db, enrolment.cohort, Role.MENTOR)


@pytest.fixture
def place(db: Session, enrolment: Enrolment, mentor: Person) -> Accompaniment:
    return make_place(db, enrolment=enrolment, mentor=mentor)
