"""Too many tries at the sign-in: who is shut out, for how long, and that nobody else is."""

from flask import Flask

from academy import create_app
from academy.campus import Campus
from academy.settings import Settings
from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, Clock, make_cohort, make_member


def is_in(visitor: Visitor) -> bool:
    """Say whether a browser is let through a door."""
    return visitor.open("/teach").path == "/teach"


def fail(app: Flask, email: str, times: int, address: str = "192.0.2.1", **headers: str) -> list[int]:
    """Try a wrong password some times from an address and return the statuses."""
    visitor, statuses = Visitor(app), []
    visitor.client.environ_base["REMOTE_ADDR"] = address
    token = visitor.open("/account/sign-in").form(holding="email").values()["csrf_token"][0]
    for _try in range(times):
        data = {"csrf_token": token, "email": email, "password": "not the password"}
        answer = visitor.client.post("/account/sign-in", base_url=visitor.base, data=data, headers=headers)
        statuses.append(answer.status_code)
    return statuses


def test_ten_failures_shut_an_account_for_five_minutes_whoever_tries(app: Flask, email: str, clock: Clock) -> None:
    assert fail(app, email, 10) == [422] * 10
    owner = Visitor(app).open("/account/sign-in")
    owner.submit({"email": email, "password": PASSWORD}, status=429)
    assert owner.sees("Wait five minutes, then try again.")
    clock.move(minutes=5)
    assert is_in(owner.sign_in(email, PASSWORD))


def test_an_account_is_shut_by_its_own_failures_alone(app: Flask, database: Database, email: str) -> None:
    with database.session.begin() as db:
        other = make_member(db, make_cohort(db), Role.INSTRUCTOR, password=PASSWORD).email
    assert fail(app, email, 11) == [422] * 10 + [429]
    assert is_in(Visitor(app).sign_in(other, PASSWORD))


def test_an_unknown_address_is_shut_like_a_known_one(app: Flask, email: str) -> None:
    assert fail(app, "nobody@example.org", 11) == fail(app, email, 11, "192.0.2.2") == [422] * 10 + [429]


def test_however_an_address_is_written_its_failures_add_up(app: Flask, email: str) -> None:
    assert fail(app, email.upper(), 5) + fail(app, f" {email}", 5) == [422] * 10
    assert fail(app, email, 1) == [429]


def test_twenty_failures_shut_the_place_they_come_from(app: Flask, email: str, clock: Clock) -> None:
    for number in range(20):
        assert fail(app, f"person-{number}@example.net", 1) == [422]
    there, elsewhere = Visitor(app), Visitor(app)
    there.client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    there.open("/account/sign-in").submit({"email": email, "password": PASSWORD}, status=429)
    assert is_in(elsewhere.sign_in(email, PASSWORD))
    clock.move(minutes=5)
    assert is_in(there.sign_in(email, PASSWORD))


def test_a_right_password_counts_as_no_failure(app: Flask, email: str) -> None:
    for _time in range(3):
        assert fail(app, email, 3) == [422] * 3
        assert is_in(Visitor(app).sign_in(email, PASSWORD))
    assert fail(app, email, 1) == [422]


def test_nobody_moves_elsewhere_by_a_header_that_no_proxy_wrote(app: Flask, email: str) -> None:
    for number in range(20):
        assert fail(app, f"person-{number}@example.net", 1, **{"X-Forwarded-For": f"198.51.100.{number}"}) == [422]
    assert fail(app, email, 1, **{"X-Forwarded-For": "198.51.100.99"}) == [429]


def test_behind_a_proxy_the_address_is_the_one_it_saw(
    database: Database, loaded: Campus, clock: Clock, email: str
) -> None:
    behind = create_app(Settings(mail="memory", proxies=1), database, loaded, clock)
    for number in range(20):
        forged = f"198.51.100.{number}, 203.0.113.5"
        assert fail(behind, f"person-{number}@example.net", 1, **{"X-Forwarded-For": forged}) == [422]
    assert fail(behind, email, 1, **{"X-Forwarded-For": "203.0.113.5"}) == [429]
    assert fail(behind, email, 1, **{"X-Forwarded-For": "203.0.113.6"}) == [422]
