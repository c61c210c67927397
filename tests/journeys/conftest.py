"""Who walks in several journeys."""

import pytest
from flask import Flask
from flask_mailman import EmailMessage

from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, make_cohort, make_enrolment, make_member
from tests.journeys.assessed.people import People
from tests.journeys.world import World, make_world


@pytest.fixture
def email(database: Database) -> str:
    """Give the address of an instructor, whose first page is the queue."""
    with database.session.begin() as db:
        return make_member(db, make_cohort(db), Role.INSTRUCTOR, password=PASSWORD).email


@pytest.fixture
def member(app: Flask, email: str) -> Visitor:
    """Give the instructor, signed in."""
    return Visitor(app).sign_in(email, PASSWORD)


@pytest.fixture
def letters(app: Flask) -> list[EmailMessage]:
    """Give the letters that have left, oldest first."""
    app.extensions["mailman"].outbox = []
    return app.extensions["mailman"].outbox


@pytest.fixture
def people(app: Flask, database: Database) -> People:
    """Give a trainee and an instructor of one cohort."""
    with database.session.begin() as db:
        cohort = make_cohort(db)
        place = make_enrolment(db, cohort, password=PASSWORD)
        marta = make_member(db, cohort, Role.INSTRUCTOR, password=PASSWORD)
        return People(app, place.person.email, marta.email, place.id)


@pytest.fixture
def ana(people: People) -> Visitor:
    """Give the trainee, signed in."""
    return people.ana()


@pytest.fixture
def world(app: Flask, database: Database) -> World:
    """Give everybody, and what one trainee has."""
    return make_world(app, database)
