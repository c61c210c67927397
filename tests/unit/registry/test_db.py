import pytest
from sqlalchemy import func, select

from registry import db as module
from registry.db import Database

BACKEND = select(func.pg_backend_pid())


def test_a_connection_that_the_server_ended_while_it_rested_is_replaced(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.engine.dialect.name != "postgresql":
        pytest.skip("a file ends no connection")
    monkeypatch.setattr(module, "RESTED", 0.0)
    database.close()  # so that each pool holds the one connection that is ended here
    for mine, another in ((database.session, database.reading), (database.reading, database.session)):
        with mine() as db:
            ended = db.scalar(BACKEND)
        with another() as db:
            assert db.scalar(select(func.pg_terminate_backend(ended)))
        with mine() as db:
            assert db.scalar(BACKEND) not in {ended, None}
