"""Fixtures for the whole programme: all ten modules under the rules 1.0."""

import pytest
from flask import Flask

from academy import create_app
from academy.campus import Campus, load_campus
from academy.settings import Settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from registry.db import Database
from tests.factories import Clock
from tests.whole import whole


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Campus:
    settings = Settings()
    issuer = Issuer(settings.issuer_name, settings.base_url, KeyRing.throwaway(settings.did))
    return load_campus(whole(tmp_path_factory.mktemp("whole")), issuer)


@pytest.fixture
def app(database: Database, campus: Campus, clock: Clock) -> Flask:
    return create_app(Settings(mail="memory"), database, campus, clock)
