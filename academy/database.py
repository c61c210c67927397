"""One transaction per request: an answer commits it, a refusal or a fault rolls it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from academy.marks import reading
from academy.settings import SettingsError
from registry.db import Database, open_database, writing
from registry.migrations import migrate

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def opened(url: str) -> Database:
    """Open the database at an address; raise `SettingsError` for an address that cannot be one."""
    try:
        return open_database(url)
    except (ValueError, SQLAlchemyError, ImportError) as error:
        raise SettingsError(f"ACADEMY_DATABASE_URL cannot be used: {error}") from error


def migrated(url: str) -> Database:
    """Open the database and bring it to the newest revision; raise `SettingsError` when it does not answer."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    database = opened(url)
    try:
        migrate(database)
    except SQLAlchemyError as error:
        raise SettingsError(f"The database does not answer: {str(error).splitlines()[0]}") from error
    return database


def _session() -> Session:
    """Return the session of this request, opened when first asked for."""
    if "db" not in g:
        database: Database = current_app.extensions["database"]
        g.db = database.session() if writing.get() else database.reading()
    return cast(Session, g.db)


db = cast(Session, LocalProxy(_session))
"""The session of the current request."""


def keep() -> None:
    """Commit now what must last even though the request will be refused, such as a failed sign-in."""
    db.commit()


@contextmanager
def apart() -> Iterator[Session]:
    """Give a short transaction of its own for what a page that only reads must note; the request's reading ends."""
    db.rollback()
    before = writing.set(True)
    try:
        with cast(Database, current_app.extensions["database"]).session.begin() as beside:
            yield beside
    finally:
        writing.reset(before)


def _kept(session: Session, *, good: bool) -> bool:
    """End what a request did, committed if its answer is good, and say whether a letter waits for the postman."""
    if not writing.get():
        session.flush()
    elif good:
        session.commit()
        return bool(session.info.pop("letters", False))
    else:
        session.rollback()
    return False


def init(app: Flask, database: Database) -> None:
    """Give every request of the application its transaction."""
    app.extensions["database"] = database

    @app.before_request
    def begin() -> None:
        writing.set(request.method not in SAFE_METHODS and not reading.here())

    @app.after_request
    def settle(response: Response) -> Response:
        session: Session | None = g.get("db")
        if session is not None and _kept(session, good=response.status_code < 400):
            app.extensions["postman"].wake()
        return response

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("db", None)
        if session is not None:
            session.close()
