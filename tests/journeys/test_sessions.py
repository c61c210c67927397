"""Signing in and out: what opens a door, what closes it, and that the server decides both."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from registry.db import Database
from registry.models import Membership
from tests.client import Visitor
from tests.factories import NOW, PASSWORD, Clock, make_person

NEW = "a quite different password"
WRONG = "The e-mail address and the password do not belong together."


def copy_of(app: Flask, visitor: Visitor) -> Visitor:
    """Return a thief: another browser with a copy of the cookie."""
    thief = Visitor(app)
    cookie = visitor.client.get_cookie("academy", "127.0.0.1")
    assert cookie
    thief.client.set_cookie("academy", cookie.value, domain="127.0.0.1")
    return thief


def is_in(visitor: Visitor) -> bool:
    """Say whether a browser is let through a door."""
    return visitor.open("/teach").path == "/teach"


# In and out


def test_somebody_signs_in_sees_their_page_and_signs_out(member: Visitor) -> None:
    assert member.path == "/teach"
    assert member.sees("Marta Reyes")
    member.submit(action="/sign-out")
    assert member.sees("You are signed out.")
    assert not member.sees("Marta Reyes")
    assert not is_in(member)


def test_an_address_opens_however_it_is_capitalised(someone: Visitor, email: str) -> None:
    assert is_in(someone.sign_in(f"  {email.upper()} ", PASSWORD))


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(someone: Visitor, email: str) -> None:
    pages = []
    for address in (email, "nobody@example.org"):
        someone.open("/account/sign-in").submit({"email": address, "password": "not the password"}, status=422)
        assert someone.sees(WRONG)
        pages.append(re.sub(r'value="[^"]*"', "", someone.answer.text))
    assert pages[0] == pages[1]


def test_an_invitation_that_nobody_accepted_opens_with_no_password(someone: Visitor, database: Database) -> None:
    with database.session.begin() as db:
        email = make_person(db).email
    for password in ("nobody has this password", "None", " "):
        someone.open("/account/sign-in").submit({"email": email, "password": password}, status=422)


def test_a_refused_sign_in_keeps_the_address_and_never_shows_the_password(someone: Visitor) -> None:
    someone.open("/account/sign-in").submit({"email": "ana@example.org", "password": "hush hush hush"}, status=422)
    assert 'value="ana@example.org"' in someone.answer.text
    assert "hush" not in someone.answer.text


def test_signing_in_leaves_nothing_of_the_cookie_before(app: Flask, someone: Visitor, email: str) -> None:
    someone.open("/account/sign-in")
    planted, token = copy_of(app, someone), someone.form(holding="email").values()["csrf_token"]
    someone.submit({"email": email, "password": PASSWORD})
    assert is_in(someone)
    assert not is_in(planted), "whoever planted the cookie stays outside"
    assert someone.form("/sign-out").values()["csrf_token"] != token


def test_no_other_cookie_is_set(member: Visitor) -> None:
    assert [cookie.key for cookie in member.client._cookies.values()] == ["academy"]


def test_a_cookie_of_ones_own_making_opens_nothing(app: Flask, member: Visitor) -> None:
    cookie = member.client.get_cookie("academy", "127.0.0.1")
    assert cookie
    for forged in (cookie.value[:-1], cookie.value[::-1], "{}", "", "a" * 3000):
        thief = Visitor(app)
        thief.client.set_cookie("academy", forged, domain="127.0.0.1")
        thief.client.set_cookie("remember_token", "1|" + "0" * 128, domain="127.0.0.1")
        assert not is_in(thief), forged


# The server ends a sign-in


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask, member: Visitor) -> None:
    thief = copy_of(app, member)
    assert is_in(thief)
    member.submit(action="/sign-out")
    assert not is_in(thief)


def test_signing_out_leaves_the_other_device_signed_in(app: Flask, member: Visitor, email: str) -> None:
    other = Visitor(app).sign_in(email, PASSWORD)
    member.submit(action="/sign-out")
    assert is_in(other)


def test_a_new_password_ends_every_other_sign_in_and_every_copy(app: Flask, member: Visitor, email: str) -> None:
    other, thief = Visitor(app).sign_in(email, PASSWORD), copy_of(app, member)
    member.open("/account/password").submit({"current": PASSWORD, "password": NEW, "again": NEW})
    assert member.sees("Every other device has been signed out.")
    assert is_in(member)
    assert not is_in(other)
    assert not is_in(thief)
    Visitor(app).open("/account/sign-in").submit({"email": email, "password": PASSWORD}, status=422)
    assert is_in(Visitor(app).sign_in(email, NEW))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": "not the password", "password": NEW, "again": NEW}, "That is not your current password."),
        ({"current": PASSWORD, "password": NEW, "again": NEW + "!"}, "The two passwords differ."),
        ({"current": PASSWORD, "password": "eleven char", "again": "eleven char"}, "Choose between 12 and 256"),
        ({"current": PASSWORD, "password": "a" * 257, "again": "a" * 257}, "Choose between 12 and 256"),
        ({"current": "", "password": NEW, "again": NEW}, "Enter your current password."),
        ({"current": PASSWORD, "password": "", "again": ""}, "Choose a password."),
    ],
)
def test_a_password_is_changed_by_its_owner_alone_and_long_enough(
    app: Flask, member: Visitor, email: str, typed: dict[str, str], sentence: str
) -> None:
    assert member.open("/account/password").submit(typed, status=422).sees(sentence)
    assert NEW not in member.answer.text
    assert is_in(Visitor(app).sign_in(email, PASSWORD)), "nothing changed"


def test_thirty_idle_minutes_end_a_sign_in(member: Visitor, clock: Clock) -> None:
    clock.move(minutes=30)
    assert is_in(member)
    clock.move(minutes=30, seconds=1)
    assert not is_in(member)


def test_twelve_hours_end_a_sign_in_that_was_never_idle(member: Visitor, clock: Clock) -> None:
    while (clock.now - NOW).total_seconds() < 12 * 3600:
        assert is_in(member)
        clock.move(minutes=20)
    assert is_in(member), "twelve hours are allowed"
    clock.move(seconds=1)
    assert not is_in(member)


def test_a_right_that_ended_closes_the_door_at_once(member: Visitor, database: Database) -> None:
    assert is_in(member)
    with database.session.begin() as db:
        db.execute(update(Membership).values(ended_at=NOW))
    assert member.open("/teach", status=403).sees("This page is not for your account")


# Coming back


def test_whoever_had_to_sign_in_is_brought_where_they_wanted(someone: Visitor, email: str) -> None:
    someone.open("/teach/submissions/7")
    assert someone.path == "/account/sign-in"
    someone.answer = someone.answer.history[0]
    someone.open(someone.answer.headers["Location"])
    form = someone.form(holding="email")
    token = form.values()["csrf_token"][0]
    data = {"csrf_token": token, "email": email, "password": PASSWORD}
    answer = someone.client.post(someone.answer.request.full_path, base_url=someone.base, data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/teach/submissions/7")


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/teach",
        "Ii8vZXZpbC5leGFtcGxlIg.c2lnbmVk",
        "%2F%2Fevil.example",
        "",
    ],
)
def test_no_address_but_our_own_signed_one_is_followed(someone: Visitor, email: str, to: str) -> None:
    token = someone.open("/account/sign-in").form(holding="email").values()["csrf_token"][0]
    data = {"csrf_token": token, "email": email, "password": PASSWORD, "to": to, "next": to}
    query = {"to": to, "next": to}
    answer = someone.client.post("/account/sign-in", base_url=someone.base, query_string=query, data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("path", ["//evil.example/learn", "/%2F/evil.example/learn", "/learn//evil.example", "/\\evil"])
def test_no_path_leads_to_another_site(someone: Visitor, path: str) -> None:
    answer = someone.client.get("/", base_url=someone.base, environ_overrides={"PATH_INFO": path})
    assert answer.status_code in {303, 308, 404}
    assert not re.match(r"(?i)(https?:)?[/\\]{2}(?!127\.0\.0\.1:8000)", answer.headers.get("Location", ""))


def test_a_form_sent_after_the_sign_in_ended_gives_back_what_was_typed(member: Visitor, clock: Clock) -> None:
    member.open("/account/sign-in")
    token = member.form("/sign-out").values()["csrf_token"][0]
    clock.move(minutes=31)
    data = {"csrf_token": token, "note": "You quote the words.\n\nWho  hears <them>?", "password": "hush hush hush"}
    answer = member.client.post("/teach/submissions/1", base_url=member.base, data=data)
    assert answer.status_code == 401
    member._take(answer, 401)
    assert member.sees("This form is no longer open")
    assert "You quote the words.\n\nWho  hears &lt;them&gt;?</textarea>" in answer.text
    assert "hush" not in answer.text
    assert token not in answer.text.split("<main")[1]


def test_a_form_of_an_earlier_sign_in_gives_back_what_was_typed(member: Visitor, email: str) -> None:
    old = member.form("/sign-out").values()["csrf_token"][0]
    member.sign_in(email, PASSWORD)
    answer = member.client.post("/teach/submissions/1", base_url=member.base, data={"csrf_token": old, "note": "Kept."})
    assert answer.status_code == 400
    assert ">Kept.</textarea>" in answer.text


def test_a_part_of_a_page_says_in_a_line_that_the_sign_in_ended(someone: Visitor) -> None:
    token = someone.open("/account/sign-in").form(holding="email").values()["csrf_token"][0]
    options = {"base_url": someone.base, "data": {"csrf_token": token}, "headers": {"HX-Request": "true"}}
    answer = someone.client.post("/exercises/E01/draft", **options)
    assert (answer.status_code, "<" in answer.text) == (401, False)
    assert answer.text.startswith("You were signed out.")
