"""One transaction per request: an answer commits it, a refusal or a fault rolls it back."""

from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from registry.db import Database, writing

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def _session() -> Session:
    """Return the session of this request, opened when first asked for."""
    if "db" not in g:
        database: Database = current_app.extensions["database"]
        g.db = database.session()
    return cast(Session, g.db)


db = cast(Session, LocalProxy(_session))
"""The session of the current request."""


def keep() -> None:
    """Commit now what must last even though the request will be refused, such as a failed sign-in."""
    db.commit()


def init(app: Flask, database: Database) -> None:
    """Give every request of the application its transaction."""
    app.extensions["database"] = database

    @app.before_request
    def begin() -> None:
        writing.set(request.method not in SAFE_METHODS)

    @app.after_request
    def settle(response: Response) -> Response:
        session: Session | None = g.get("db")
        if session is not None:
            if response.status_code < 400:
                session.commit()
                if session.info.pop("letters", False):
                    app.extensions["postman"].wake()
            else:
                session.rollback()
        return response

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("db", None)
        if session is not None:
            session.close()
