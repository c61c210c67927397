"""Limits for strangers: how often an address may ask a public page, and how often in vain."""

from flask import Flask, Response, g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)
"""Counts per address in this process; an institution with several processes sets a shared store."""

MISSES = "60 per minute"
"""How often an address may ask for a certificate that does not exist (reliability target for guessing)."""


CHECKS = "120 per minute"
"""How often an address may have a file checked; who has more certificates to check sends a list of them."""


def miss() -> None:
    """Note that this request looked up a certificate that does not exist, whatever it is answered."""
    g.missed = True


def missed(response: Response) -> bool:
    """Say whether an answer counts against the limit: only a look-up that found nothing does."""
    return response.status_code == 404 or "missed" in g


def init(app: Flask) -> None:
    """Switch the limits on."""
    limiter.init_app(app)
