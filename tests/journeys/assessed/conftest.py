"""Fixtures for journeys through exercises of every shape, the exam and the final task: a small course of their own."""

import pytest
from flask import Flask

from academy.campus import Campus, load_campus
from academy.settings import Settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from registry.db import Database
from registry.models import Role
from tests.factories import PASSWORD, make_cohort, make_enrolment, make_member
from tests.journeys.assessed.people import People
from tests.samples import assessed


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Campus:
    settings = Settings()
    issuer = Issuer(settings.issuer_name, settings.base_url, KeyRing.throwaway(settings.did))
    return load_campus(assessed(tmp_path_factory.mktemp("assessed")), issuer)


@pytest.fixture
def people(app: Flask, database: Database) -> People:
    with database.session.begin() as db:
        cohort = make_cohort(db)
        place = make_enrolment(db, cohort, password=PASSWORD)
        marta = make_member(db, cohort, Role.INSTRUCTOR, password=PASSWORD)
        return People(app, place.person.email, marta.email, place.id)
