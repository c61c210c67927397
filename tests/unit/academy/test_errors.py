from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from academy.campus import Campus
from registry.db import Database
from tests.client import Visitor


@pytest.fixture
def silent(database: Database) -> Iterator[Database]:
    """Give a database that does not answer."""

    def refuse(_connection: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("the server is gone"))

    event.listen(database.engine, "begin", refuse)
    yield database
    event.remove(database.engine, "begin", refuse)


def test_a_stranger_reads_what_needs_no_database(someone: Visitor, silent: Database, loaded: Campus) -> None:
    for path in ("/", "/about", "/privacy", f"/flaws/{next(iter(loaded.flaws))}", "/account/sign-in", "/verify"):
        assert someone.client.get(path, base_url=someone.base).status_code == 200, path
    assert someone.client.get("/healthz", base_url=someone.base).status_code == 503


@pytest.mark.parametrize("path", ["/teach", "/privacy", "/nowhere", "/account/password"])
def test_a_member_reads_that_the_academy_is_busy(member: Visitor, silent: Database, path: str) -> None:
    answer = member.client.get(path, base_url=member.base)
    assert answer.status_code == (404 if path == "/nowhere" else 503)
    assert "<h1>" in answer.text
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_academy_goes_on_when_the_database_is_back(member: Visitor, database: Database, app: Flask) -> None:
    def refuse(_connection: object) -> None:
        raise OperationalError("BEGIN", {}, Exception("the server is gone"))

    event.listen(database.engine, "begin", refuse)
    assert member.client.get("/teach", base_url=member.base).status_code == 503
    event.remove(database.engine, "begin", refuse)
    assert member.open("/teach").sees("Nothing is waiting")
