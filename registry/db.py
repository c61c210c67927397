"""The database: the model base, column types, and how a database is opened on SQLite or PostgreSQL."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Text,
    case,
    create_engine,
    event,
    literal,
    true,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, sessionmaker
from sqlalchemy.types import TypeDecorator

writing: ContextVar[bool] = ContextVar("writing", default=True)
"""Whether the transactions begun now will write; SQLite then takes its write lock at once instead of failing later."""


PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000", "recursive_triggers=ON")
"""What every connection to SQLite is told; without the last, REPLACE would delete a fact unseen by its trigger."""


RESTED = 1.0
"""After how many seconds of rest a connection to PostgreSQL is tried out before it is used."""


class UtcTime(TypeDecorator[datetime]):
    """A moment with its zone: stored as UTC on both databases, returned aware, refused when naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations agree on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcTime, dict[str, Any]: JSON, list[Any]: JSON, str: Text}  # noqa: RUF012


Key = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(64))]
"""A short machine word: a role, an activity id, a flaw code."""
Name = Annotated[str, mapped_column(String(200))]
"""A line a person typed: a name, a title, an address."""


def by_then(moment: Any, owner: Any, until: Mapping[int, datetime] | None) -> ColumnElement[bool]:
    """Return the condition that something happened until the moment named for its owner; always true for None."""
    if until is None:
        return true()
    moments = {key: literal(at, UtcTime()) for key, at in until.items()}
    return moment <= case(moments, value=owner) if moments else ~true()


class Fact:
    """A mark on a model whose rows are facts: once written, the database itself refuses to change or delete them."""


@dataclass(frozen=True)
class Database:
    """An opened database: its engine, the factory of its sessions, and the factory of those that only read."""

    engine: Engine
    session: sessionmaker[Session]
    reading: sessionmaker[Session]

    def close(self) -> None:
        """Close every connection that is not in use."""
        for factory in (self.session, self.reading):
            factory.kw["bind"].dispose()


def open_database(url: str) -> Database:
    """Open the database at a URL (`sqlite:///file` or `postgresql+psycopg://…`); raise ValueError on any other kind."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        engine = reader = create_engine(parsed, connect_args={"timeout": 10})
        _prepare_sqlite(engine)
    elif backend == "postgresql":
        engine = _postgres(parsed)
        reader = _postgres(parsed, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)
    else:
        raise ValueError(f"the database must be SQLite or PostgreSQL, not {backend}")
    return Database(engine, sessionmaker(engine, expire_on_commit=False), _reading(reader))


def _postgres(url: URL, **options: Any) -> Engine:
    """Return an engine on PostgreSQL whose connections are tried out before use when they have rested.

    A restart of the server is noticed by that, or by the first request that it cuts off, which empties the pool; to try
    before every use would send a message more for every page.
    """
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_timeout=3, **options)

    @event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info["rested"] = monotonic()

    @event.listens_for(engine, "checkout")
    def try_out(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get("rested", monotonic()) > RESTED:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise DisconnectionError from error

    return engine


def _reading(engine: Engine) -> sessionmaker[Session]:
    """Return the factory of sessions that only read.

    PostgreSQL sees each of their questions alone, over connections of their own, which spares two messages for every
    page; SQLite keeps its transaction, which costs nothing there.
    """
    factory = sessionmaker(engine, expire_on_commit=False)

    @event.listens_for(factory, "before_flush")
    def refuse(session: Session, _context: Any, _instances: Any) -> None:
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("a page that is only shown writes nothing: use `apart`")

    return factory


def _prepare_sqlite(engine: Engine) -> None:
    """Give SQLite what PostgreSQL has by itself: foreign keys, durable commits, and writers that queue."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
