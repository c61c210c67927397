"""Fixtures for all tests: a fresh database of the kind under test, and a session on it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from registry.db import Base, Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Give an empty database of the kind under test: SQLite, or PostgreSQL when ACADEMY_TEST_DATABASE_URL names one."""
    import assessments.models  # noqa: F401
    import certificates.models  # noqa: F401
    import mentoring.models  # noqa: F401

    url = os.environ.get("ACADEMY_TEST_DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    opened = open_database(url)
    Base.metadata.drop_all(opened.engine)
    Base.metadata.create_all(opened.engine)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """Give a session that is rolled back at the end unless the test commits."""
    with database.session() as session:
        yield session
