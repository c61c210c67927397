"""The migrations make exactly what the models say, seed the audit trail, and hold the facts."""

import importlib.util
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from registry.actions import record
from registry.db import Base, Database, Fact
from registry.migrations import config, migrate
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


def shape(database: Database) -> dict[str, set[str]]:
    """Return the tables with their columns, and the triggers that hold the facts."""
    inspector = inspect(database.engine)
    found = {name: {column["name"] for column in inspector.get_columns(name)} for name in inspector.get_table_names()}
    held = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if database.engine.dialect.name == "postgresql":
        held = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with database.engine.connect() as connection:
        return found | {"triggers": set(connection.scalars(text(held)))}


def test_every_step_goes_up_and_down_and_up_again(database: Database) -> None:
    whole = shape(database)
    try:
        with database.engine.connect() as connection:
            settings = config(connection)
            for step in ScriptDirectory.from_config(settings).walk_revisions():
                before = shape(database)
                command.downgrade(settings, step.down_revision or "base")
                connection.commit()
                assert shape(database) != before, step.revision
                command.upgrade(settings, step.revision)
                connection.commit()
                assert shape(database) == before, step.revision
                command.downgrade(settings, step.down_revision or "base")
                connection.commit()
        assert set(shape(database)) == {"alembic_version", "triggers"}
        assert shape(database)["triggers"] == set()
    finally:
        migrate(database)
    assert shape(database) == whole
