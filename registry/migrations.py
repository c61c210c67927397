"""Migrations: bringing an opened database to the newest revision, once, whoever starts first."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from registry.db import Database

_SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"
_LOCK = 4_240_713
"""A number of our own: whoever migrates a PostgreSQL database holds the advisory lock of this name."""


def config(connection: Connection) -> Config:
    """Return what Alembic needs to work on an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(_SCRIPTS))
    settings.attributes["connection"] = connection
    return settings


def migrate(database: Database) -> None:
    """Bring the database to the newest revision; safe to call at every start and from several processes."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
            connection.commit()
        try:
            command.upgrade(config(connection), "head")
            connection.commit()
        finally:
            if connection.dialect.name == "postgresql":
                connection.rollback()
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
                connection.commit()
