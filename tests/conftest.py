"""Fixtures for all tests: a fresh database of the kind under test, and a session on it.

SQLite by default; PostgreSQL when ACADEMY_TEST_POSTGRES names a server (`python -m tests.postgres`).
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session

import assessments.models
import certificates.models
import mentoring.models
from registry.db import Base, Database, open_database
from registry.migrations import migrate

POSTGRES = os.environ.get("ACADEMY_TEST_POSTGRES")
MODELS = (assessments.models, certificates.models, mentoring.models)


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
