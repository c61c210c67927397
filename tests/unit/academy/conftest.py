"""Somebody who is signed in."""

import pytest

from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, make_cohort, make_member


@pytest.fixture
def member(database: Database, someone: Visitor) -> Visitor:
    with database.session.begin() as db:
        email = make_member(db, make_cohort(db), Role.INSTRUCTOR, password=PASSWORD).email
    return someone.sign_in(email, PASSWORD)
