"""Fixtures for journeys through the capstone: a small course with a studio, a trainee, and three assessors."""

from pathlib import Path

import pytest
from flask import Flask

from academy.campus import Campus, load_campus
from academy.settings import Settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from registry.db import Database
from tests.journeys.capstone.people import People, make_people
from tests.samples import CONTENT, sampled

STUDIO = CONTENT / "m8-implementation" / "8.5-capstone-studio.en.toml"


def with_studio(folder: Path) -> Path:
    """Return a content folder of samples, to which the studio is added."""
    content = sampled(folder)
    head = content / "samples" / "module.en.md"
    head.write_text(head.read_text(encoding="utf-8").replace("minutes = 31", "minutes = 53"), encoding="utf-8")
    (content / "samples" / STUDIO.name).write_text(STUDIO.read_text(encoding="utf-8"), encoding="utf-8")
    return content


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Campus:
    settings = Settings()
    issuer = Issuer(settings.issuer_name, settings.base_url, KeyRing.throwaway(settings.did))
    return load_campus(with_studio(tmp_path_factory.mktemp("studio")), issuer)


@pytest.fixture
def people(app: Flask, database: Database) -> People:
    return make_people(app, database)
