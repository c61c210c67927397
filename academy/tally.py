"""The tally: how often certificates are checked, kept in memory and noted now and then; who asked is never known."""

import logging
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from flask import Flask, Response, current_app

from academy.clock import utcnow
from academy.database import db
from certificates.actions import count_checks
from registry.db import Database, writing

log = logging.getLogger("academy.tally")
EVERY, MOST = timedelta(minutes=1), 500
"""After how long, and after how many checks, the tally is written down."""


class Tally:
    """Counts the checks of this process until they are written down, which no visitor waits for."""

    def __init__(self, database: Database, *, at_once: bool) -> None:
        self.database = database
        self.worker = None if at_once else ThreadPoolExecutor(1, "tally")
        self._lock, self._counts = threading.Lock(), Counter[tuple[str, str]]()
        self._since: datetime | None = None

    def count(self, certificate_id: str, now: datetime) -> None:
        """Count one check."""
        with self._lock:
            self._counts[certificate_id, f"{now:%Y-%m-%d}"] += 1
            self._since = self._since or now

    def is_due(self, now: datetime) -> bool:
        """Say whether it is time to write the tally down."""
        return self._since is not None and (now - self._since >= EVERY or self._counts.total() >= MOST)

    def settle(self) -> None:
        """Write the tally down: at once in tests, else outside the request."""
        if self.worker is None:
            self.write()
        else:
            self.worker.submit(self.write)

    def write(self) -> None:
        """Write the tally down; what cannot be written now is kept for the next time."""
        with self._lock:
            counts, self._counts, self._since = self._counts, Counter(), None
        before = writing.set(True)
        try:
            if counts:
                with self.database.session.begin() as db:
                    count_checks(db, counts)
        except Exception:
            log.exception("the tally could not be written down")
            with self._lock:
                self._counts.update(counts)
        finally:
            writing.reset(before)


def count(*certificate_ids: str) -> None:
    """Count a check of each of these certificates by somebody outside."""
    for one in certificate_ids:
        current_app.extensions["tally"].count(one, utcnow())


def write_down() -> None:
    """Write the tally of this process down before somebody reads it; the request's reading begins anew."""
    db.rollback()
    current_app.extensions["tally"].write()


def init(app: Flask, database: Database, *, at_once: bool) -> None:
    """Give the application its tally."""
    app.extensions["tally"] = Tally(database, at_once=at_once)

    @app.after_request
    def settle(response: Response) -> Response:
        tally: Tally = app.extensions["tally"]
        if tally.is_due(utcnow()):
            tally.settle()
        return response
