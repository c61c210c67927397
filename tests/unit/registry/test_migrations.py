"""The migrations make exactly what the models say, seed the audit trail, and hold the facts."""

import importlib.util
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from registry.actions import record
from registry.db import Base, Database, Fact
from registry.migrations import migrate
from tests.factories import NOW


def test_the_migrated_database_agrees_with_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    migrate(database)
    migrate(database)


def held_facts(path: Path) -> tuple[str, ...]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    revision = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(revision)
    return tuple(getattr(revision, "FACTS", ()))


def test_every_table_of_facts_is_held() -> None:
    held = {table for path in Path("migrations/versions").glob("*.py") for table in held_facts(path)}
    facts = {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Fact)}
    assert held == facts


@pytest.mark.parametrize("deed", ["UPDATE event SET action = 'x'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_a_fact(db: Session, deed: str) -> None:
    record(db, "note", "person:1", actor_id=None, now=NOW)
    db.commit()
    with pytest.raises(DatabaseError, match="holds facts"):
        db.execute(text(deed))
    db.rollback()
    assert db.scalar(text("SELECT count(*) FROM event WHERE action = 'note'")) == 1
