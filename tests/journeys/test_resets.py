"""New passwords by letter: a link that opens once, for ten minutes, five times a day."""

from flask import Flask
from flask_mailman import EmailMessage
from sqlalchemy import select

from registry.db import Database
from registry.models import Link
from tests.client import Visitor
from tests.factories import PASSWORD, Clock
from tests.journeys.post import link_in, opens

NEW = "a quite different password"
CHOSEN = {"password": NEW, "again": NEW}


def forget(app: Flask, email: str) -> Visitor:
    """Ask for a new password."""
    return Visitor(app).open("/account/forgotten").submit({"email": email})


def test_the_answer_is_the_same_whether_or_not_an_address_is_known(
    app: Flask, email: str, letters: list[EmailMessage]
) -> None:
    pages = []
    for address in (email, "nobody@example.org", "not an address"):
        visitor = forget(app, address)
        assert visitor.sees("If the address belongs to an account, a link is on its way.")
        pages.append((visitor.path, visitor.answer.text))
    assert len(set(pages)) == 1
    assert [letter.to for letter in letters] == [[email]]


def test_a_mailed_link_sets_a_new_password_once_and_ends_every_sign_in(
    app: Flask, email: str, letters: list[EmailMessage]
) -> None:
    elsewhere = Visitor(app).sign_in(email, PASSWORD)
    forget(app, email)
    owner = Visitor(app).open(link_in(letters[0])).submit(CHOSEN)
    assert owner.sees("Your password is set.")
    assert owner.path == "/teach"
    assert elsewhere.open("/teach").path == "/account/sign-in"
    Visitor(app).open("/account/sign-in").submit({"email": email, "password": PASSWORD}, status=422)
    assert Visitor(app).open(link_in(letters[0]), status=410).sees("Ask for a new link")


def test_a_mailed_link_opens_for_ten_minutes(app: Flask, email: str, letters: list[EmailMessage], clock: Clock) -> None:
    forget(app, email)
    clock.move(minutes=10, seconds=-1)
    assert opens(app, link_in(letters[0]))
    clock.move(seconds=1)
    assert not opens(app, link_in(letters[0]))


def test_a_link_that_ran_out_over_the_form_sets_nothing(
    app: Flask, email: str, letters: list[EmailMessage], clock: Clock
) -> None:
    forget(app, email)
    slow = Visitor(app).open(link_in(letters[0]))
    clock.move(minutes=10)
    slow.submit(CHOSEN, status=410)
    assert Visitor(app).sign_in(email, PASSWORD).path == "/teach"


def test_only_the_newest_link_opens(app: Flask, email: str, letters: list[EmailMessage]) -> None:
    forget(app, email)
    forget(app, email)
    first, second = map(link_in, letters)
    assert not opens(app, first)
    assert opens(app, second)


def test_five_links_a_day_are_sent_and_no_more(
    app: Flask, email: str, letters: list[EmailMessage], clock: Clock
) -> None:
    for _time in range(7):
        assert forget(app, email).sees("a link is on its way")
        clock.move(minutes=1)
    assert len(letters) == 5
    assert opens(app, link_in(letters[4])), "the fifth still opens"
    clock.move(days=1)
    forget(app, email)
    assert len(letters) == 6


def test_a_link_of_ones_own_making_opens_nothing(app: Flask, email: str, letters: list[EmailMessage]) -> None:
    forget(app, email)
    token = link_in(letters[0]).rsplit("/", 1)[1]
    for forged in (token[:-1], token.swapcase(), "a" * 43, "a" * 10_000, "%F0%9F%90%9D", "0", "None", "' or 1=1 --"):
        assert not opens(app, f"/account/reset/{forged}"), forged


def test_a_stolen_copy_of_the_database_opens_no_link(
    app: Flask, database: Database, email: str, letters: list[EmailMessage]
) -> None:
    forget(app, email)
    with database.session() as db:
        kept = db.scalar(select(Link.token_hash))
    assert kept not in link_in(letters[0])
    assert not opens(app, f"/account/reset/{kept}")


def test_every_letter_names_the_academys_own_address(app: Flask, email: str, letters: list[EmailMessage]) -> None:
    elsewhere = Visitor(app)
    elsewhere.base = "http://localhost:9999"
    elsewhere.client.environ_base["HTTP_X_FORWARDED_HOST"] = "evil.example"
    elsewhere.open("/account/forgotten").submit({"email": email})
    assert link_in(letters[0]).startswith("http://127.0.0.1:8000/account/reset/")
