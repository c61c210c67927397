from uuid import uuid4

import pytest
from flask import Flask

from academy.limits import limiter
from tests.client import Visitor


@pytest.fixture(autouse=True)
def _fresh(app: Flask) -> None:
    """Begin every test with no tries counted: they are counted in this process, for all its applications."""
    limiter.reset()


def at(app: Flask, address: str) -> Visitor:
    """Give somebody at an address."""
    visitor = Visitor(app)
    visitor.client.environ_base["REMOTE_ADDR"] = address
    return visitor


def guess(visitor: Visitor, times: int) -> set[int]:
    """Guess the numbers of certificates and return how that was answered."""
    return {visitor.client.get(f"/credentials/{uuid4()}", base_url=visitor.base).status_code for _try in range(times)}


def test_sixty_guesses_a_minute_are_answered_and_no_more(app: Flask) -> None:
    visitor = at(app, "203.0.113.1")
    assert guess(visitor, 60) == {404}
    assert guess(visitor, 3) == {429}
    assert visitor.open(f"/credentials/{uuid4()}", status=429).sees("Too many tries")


def test_whoever_guesses_shuts_nobody_else_out(app: Flask) -> None:
    assert guess(at(app, "203.0.113.2"), 61) == {404, 429}
    assert guess(at(app, "203.0.113.3"), 1) == {404}


def test_no_header_moves_a_guesser_elsewhere(app: Flask) -> None:
    visitor = at(app, "203.0.113.4")
    assert guess(visitor, 60) == {404}
    visitor.client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.1"
    assert guess(visitor, 1) == {429}


def test_reading_what_exists_counts_as_no_guess(app: Flask) -> None:
    visitor = at(app, "203.0.113.5")
    for _time in range(70):
        assert visitor.client.get("/verify", base_url=visitor.base).status_code == 200
    assert guess(visitor, 1) == {404}


def test_the_critic_answers_an_address_sixty_times_a_minute(app: Flask) -> None:
    visitor = at(app, "203.0.113.6").open("/check")
    data = {"csrf_token": visitor.form(holding="okr").values()["csrf_token"][0], "okr": "Neighbours hear first"}
    asked = [visitor.client.post("/check", base_url=visitor.base, data=data).status_code for _time in range(61)]
    assert (set(asked[:60]), asked[60]) == ({200}, 429)
    assert visitor.open("/check").path == "/check", "the page itself stays open"
