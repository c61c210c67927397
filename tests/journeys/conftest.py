"""Who walks in several journeys."""

import pytest
from flask import Flask
from flask_mailman import EmailMessage

from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, make_cohort, make_member


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
