"""Facts are appended and never changed: the database itself refuses, on every table of facts that the models know."""

from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, DateTime, Float, Integer, LargeBinary, String, Table, insert, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from registry.db import Base, Fact, UtcTime
from tests.conftest import POSTGRES
from tests.factories import NOW

FACTS: dict[str, Table] = {
    mapper.local_table.name: mapper.local_table
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Fact) and isinstance(mapper.local_table, Table)
}
SAMPLES = {UtcTime: NOW, DateTime: NOW, Boolean: True, Integer: 1, Float: 1.0, LargeBinary: b"x", JSON: {}, String: "x"}


def sample(kind: Any) -> object:
    """Return a value that a column of this type takes."""
    return next(value for known, value in SAMPLES.items() if isinstance(kind, known))


@pytest.fixture
def full(db: Session) -> Session:
    """Give a database with one row in every table, each pointing at the first row of the others."""
    for table in Base.metadata.sorted_tables:
        if table.name == "trail_head":
            continue
        columns = [column for column in table.columns if not column.nullable and column.name != "id"]
        row = {column.name: sample(column.type) for column in columns}
        keys = {"id": "x"} if isinstance(table.columns["id"].type, String) else {}
        pointing = {one.parent.name: "x" if one.column.table.name == "certificate" else 1 for one in table.foreign_keys}
        db.execute(insert(table).values({**row, **keys, **{n: v for n, v in pointing.items() if n in row}}))
    return db


def count(db: Session, table: str) -> int:
    return int(db.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def refused(db: Session, deed: str) -> bool:
    """Say whether the database refuses a statement as a change of facts; anything else that goes wrong is an error."""
    try:
        with db.begin_nested():
            db.execute(text(deed))
    except DatabaseError as error:
        if "holds facts" in str(error):
            return True
        raise
    return False


def test_every_table_of_the_house_has_a_row_in_this_test(full: Session) -> None:
    assert {table.name: count(full, table.name) for table in Base.metadata.sorted_tables} == dict.fromkeys(
        Base.metadata.tables, 1
    )


@pytest.mark.parametrize("name", sorted(FACTS))
def test_no_column_of_a_fact_can_be_updated(full: Session, name: str) -> None:
    for column in FACTS[name].columns:
        assert refused(full, f'UPDATE {name} SET "{column.name}" = "{column.name}"'), column.name


@pytest.mark.parametrize("name", sorted(FACTS))
def test_no_fact_can_be_deleted(full: Session, name: str) -> None:
    assert refused(full, f"DELETE FROM {name}")
    assert count(full, name) == 1


@pytest.mark.skipif(POSTGRES is not None, reason="only SQLite knows REPLACE")
@pytest.mark.parametrize("name", sorted(FACTS))
def test_no_fact_can_be_replaced(full: Session, name: str) -> None:
    assert refused(full, f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}")
    assert count(full, name) == 1


def test_what_is_no_fact_can_change(full: Session) -> None:
    assert not refused(full, "UPDATE person SET name = 'Ana Maria'")
    assert not refused(full, "DELETE FROM knock")
