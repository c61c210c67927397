"""Races without luck: transactions are brought to the moment where they meet, and only then let go on.

On PostgreSQL a transaction counts as having met the others when it has come to the meeting point or when the database
itself says that it waits for a lock. SQLite lets one writer in at a time (BEGIN IMMEDIATE), so there the second begins
only after the first has committed: the same races run, but as a sequence, and cannot show a missing lock.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from registry.db import Database

Deed = Callable[[Session], Any]
PATIENCE = 60
"""The seconds after which a race that never meets is given up; no race that works comes near it."""
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> "
    "pg_backend_pid()"
)


@dataclass
class Outcome:
    """How one party ended: with what its last deed returned, or with what it raised."""

    value: Any = None
    error: Exception | None = None


class Meeting:
    """The point where the parties of a race wait until each of the others is there, waits for a lock, or has ended."""

    def __init__(self, database: Database, parties: int) -> None:
        self.database, self.parties, self.here = database, parties, 0
        self.changed = threading.Condition()

    def arrive(self) -> None:
        """Come to the meeting and stay until nobody is missing."""
        with self.changed:
            self.here += 1
            self.changed.notify_all()
            if self.database.engine.dialect.name == "sqlite":
                return
            if not self.changed.wait_for(self._complete, timeout=0):
                self._stay()

    def _stay(self) -> None:
        """Ask the database again and again whether the missing ones are held by a lock."""
        for _ in range(PATIENCE * 100):
            if self.changed.wait_for(self._complete, timeout=0.01):
                return
        raise TimeoutError("the parties of the race never met")

    def _complete(self) -> bool:
        """Say whether everybody has arrived, ended, or waits for a lock."""
        if self.here >= self.parties:
            return True
        with self.database.engine.connect() as connection:
            return self.here + int(connection.scalar(_WAITING) or 0) >= self.parties

    def leave(self) -> None:
        """Count as arrived for good: this party has ended."""
        with self.changed:
            self.here += 1
            self.changed.notify_all()


def race(database: Database, *parties: Sequence[Deed]) -> list[Outcome]:
    """Run each party's deeds in a transaction of its own; all meet before the last deed and once more before commit."""
    meetings = [Meeting(database, len(parties)), Meeting(database, len(parties))]

    def run(deeds: Sequence[Deed]) -> Outcome:
        outcome, open_meetings = Outcome(), list(meetings)
        try:
            with database.session() as db:
                for deed in deeds[:-1]:
                    deed(db)
                open_meetings.pop(0).arrive()
                outcome.value = deeds[-1](db)
                open_meetings.pop(0).arrive()
                db.commit()
        except Exception as error:
            outcome.error = error
        finally:
            for meeting in open_meetings:
                meeting.leave()
        return outcome

    with ThreadPoolExecutor(len(parties)) as pool:
        return list(pool.map(run, parties))


def burst(size: int, deed: Callable[[int], Any]) -> list[Any]:
    """Do the same from as many threads at once, let go together, and return what each returned."""
    barrier = threading.Barrier(size)

    def run(number: int) -> Any:
        barrier.wait(PATIENCE)
        return deed(number)

    with ThreadPoolExecutor(size) as pool:
        return list(pool.map(run, range(size)))


def winners(outcomes: Sequence[Outcome]) -> list[Any]:
    """Return what those returned who were not refused."""
    return [one.value for one in outcomes if one.error is None]


def losers(outcomes: Sequence[Outcome]) -> list[Exception]:
    """Return why the others were refused."""
    return [one.error for one in outcomes if one.error is not None]
