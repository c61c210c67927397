"""Limits for strangers: how often an address may ask a public page, and how often in vain."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, abort, g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerMinute

P = ParamSpec("P")
R = TypeVar("R")

limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)
"""Counts per address in this process; an institution with several processes sets a shared store."""

MISSES = RateLimitItemPerMinute(60)
"""How often an address may ask for a certificate that does not exist (reliability target for guessing)."""

CHECKS = "120 per minute"
"""How often an address may have a file checked; who has more certificates to check sends a list of them."""


def few_misses(view: Callable[P, R]) -> Callable[P, R]:
    """Refuse who has just asked for too many certificates that do not exist; what is found costs nothing."""

    @wraps(view)
    def limited(*args: P.args, **kwargs: P.kwargs) -> R:
        g.guesser = get_remote_address()
        if not limiter.limiter.test(MISSES, g.guesser):
            abort(429)
        return view(*args, **kwargs)

    return limited


def miss() -> None:
    """Note that this request looked up a certificate that does not exist, whatever it is answered."""
    g.missed = True


def init(app: Flask) -> None:
    """Switch the limits on."""
    limiter.init_app(app)

    @app.after_request
    def note(response: Response) -> Response:
        if "guesser" in g and (response.status_code == 404 or "missed" in g):
            limiter.limiter.hit(MISSES, g.guesser)
        return response
