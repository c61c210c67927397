"""The clock: the only place that looks at the time."""

from datetime import UTC, datetime

from flask import current_app


def system_time() -> datetime:
    """Return the time of this machine, in UTC."""
    return datetime.now(UTC)


def utcnow() -> datetime:
    """Return the time by the application's clock, in UTC."""
    now: datetime = current_app.config["CLOCK"]()
    return now
