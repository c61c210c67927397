"""The status lists of this academy, as they are at a moment."""

from datetime import datetime, timedelta
from typing import Any

from academy.campus import campus
from academy.database import db
from certificates.queries import revoked_indexes, status_changed
from certificates.status import status_list

FRESH = timedelta(days=2)
"""For how long a status list may be used, from the beginning of its day."""


def list_at(number: int, now: datetime, lasts: timedelta = FRESH) -> dict[str, Any]:
    """Return a status list as it is that day: signed anew with every change and every day, and good for so long."""
    issuer, day = campus().issuer, now.replace(hour=0, minute=0, second=0, microsecond=0)
    return status_list(
        revoked_indexes(db, number),
        address=f"{issuer.base_url}/status/{number}",
        issuer=issuer.keys.did,
        valid_from=max(status_changed(db, number) or day, day),
        valid_until=day + lasts,
    )
