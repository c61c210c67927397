"""Fixtures for all tests: a fresh database of the kind under test, and a session on it.

SQLite by default; PostgreSQL when ACADEMY_TEST_POSTGRES names a server (`python -m tests.postgres`).
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session

from academy import create_app
from academy.campus import Campus, load_campus
from academy.settings import Settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from registry.db import Base, Database, open_database
from registry.migrations import migrate
from tests.client import Visitor
from tests.factories import Clock

POSTGRES = os.environ.get("ACADEMY_TEST_POSTGRES")

settings.register_profile(
    "academy",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("academy")


@pytest.fixture(scope="session", autouse=True)
def _compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let every application of this process share the templates that were compiled for the first."""
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a migrated, empty database that belongs to this test process."""
    if POSTGRES is None:
        path = tmp_path_factory.mktemp("database") / "template.db"
        database = open_database(f"sqlite:///{path}")
        migrate(database)
        database.engine.dispose()
        yield str(path)
        return
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = make_url(POSTGRES).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    address = server.set(database=name).render_as_string(hide_password=False)
    database = open_database(address)
    migrate(database)
    database.engine.dispose()
    yield address


@pytest.fixture
def database(prepared: str, tmp_path: Path) -> Iterator[Database]:
    """Give an empty database: a copy on SQLite, the emptied one on PostgreSQL."""
    if POSTGRES is None:
        shutil.copy(prepared, tmp_path / "test.db")
        opened = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    else:
        opened = open_database(prepared)
        _empty(opened)
    yield opened
    opened.engine.dispose()


def _empty(database: Database) -> None:
    """Remove every row of a PostgreSQL database and start the audit trail anew."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        connection.execute(text("INSERT INTO trail_head (id, hash) VALUES (1, :origin)"), {"origin": "0" * 64})


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """Give a session that is rolled back at the end unless the test commits."""
    with database.session() as session:
        yield session


@pytest.fixture(scope="session")
def loaded() -> Campus:
    """Give the real campus, with keys that live in memory alone."""
    settings = Settings()
    issuer = Issuer(settings.issuer_name, settings.base_url, KeyRing.throwaway(settings.did))
    return load_campus(settings.content, issuer)


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still until it is moved."""
    return Clock()


@pytest.fixture
def app(database: Database, loaded: Campus, clock: Clock) -> Flask:
    """Give the application over the empty database; letters are kept in memory."""
    return create_app(Settings(mail="memory"), database, loaded, clock)


@pytest.fixture
def someone(app: Flask) -> Visitor:
    """Give a stranger with a browser."""
    return Visitor(app)
