"""Invitations: a letter with a link that opens once, and who may send one to whom."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask_mailman import EmailMessage
from sqlalchemy import func, select

from registry.db import Database
from registry.models import Letter, Role
from registry.queries import letters_to_send, person_by_email
from tests.client import Visitor
from tests.factories import PASSWORD, Clock, make_cohort, make_member, make_person
from tests.journeys.post import link_in, opens

NEW = "a quite different password"
CHOSEN = {"password": NEW, "again": NEW}


@dataclass
class Office:
    """A manager before the page of their cohort."""

    visitor: Visitor
    email: str
    cohort_id: int

    def invite(self, email: str, *, name: str = "Ana Souza", role: str = "trainee", status: int = 200) -> Visitor:
        """Fill in the invitation."""
        self.visitor.open(f"/office/cohorts/{self.cohort_id}")
        return self.visitor.submit({"name": name, "email": email, "role": role}, holding="role", status=status)


@pytest.fixture
def office(app: Flask, database: Database) -> Office:
    """Give the office of a manager."""
    with database.session.begin() as db:
        cohort = make_cohort(db)
        email = make_member(db, cohort, Role.MANAGER, "Helena Duarte", password=PASSWORD).email
        office = Office(Visitor(app), email, cohort.id)
    office.visitor.sign_in(email, PASSWORD)
    return office


def test_an_invitation_opens_once_and_lets_its_owner_in(
    app: Flask, office: Office, letters: list[EmailMessage]
) -> None:
    office.invite("ana@example.org")
    assert [letter.to for letter in letters] == [["ana@example.org"]]
    assert "City of Vila Nova" in letters[0].body
    ana = Visitor(app).open(link_in(letters[0]))
    assert ana.sees("Welcome, Ana Souza")
    ana.submit(CHOSEN)
    assert ana.path == "/learn"
    assert not opens(app, link_in(letters[0]))
    again = Visitor(app).open(link_in(letters[0]), status=410)
    assert again.sees("It has been used, is too old, or was replaced by a newer one.")
    assert again.sees("ask the person who invited you for a new link")


def test_only_the_newest_invitation_opens(app: Flask, office: Office, letters: list[EmailMessage]) -> None:
    office.invite("ana@example.org", role="mentor")
    office.invite("ana@example.org", role="instructor")
    first, second = map(link_in, letters)
    assert not opens(app, first)
    assert opens(app, second)


def test_an_invitation_opens_for_fourteen_days(
    app: Flask, office: Office, letters: list[EmailMessage], clock: Clock
) -> None:
    office.invite("ana@example.org")
    clock.move(days=14, seconds=-1)
    assert opens(app, link_in(letters[0]))
    clock.move(seconds=1)
    assert not opens(app, link_in(letters[0]))


def test_whoever_missed_their_invitation_is_invited_again(
    app: Flask, office: Office, letters: list[EmailMessage], clock: Clock
) -> None:
    office.invite("ana@example.org")
    clock.move(days=15)
    assert not opens(app, link_in(letters[0]))
    office.visitor.sign_in(office.email, PASSWORD)
    assert office.invite("ana@example.org").sees("Ana Souza is in the cohort now.")
    assert Visitor(app).open(link_in(letters[1])).submit(CHOSEN).path == "/learn"


def test_nobody_is_enrolled_twice_and_what_was_typed_is_kept(app: Flask, office: Office, database: Database) -> None:
    with database.session.begin() as db:
        email = make_person(db, "Ana Souza", password=PASSWORD).email
    assert office.invite(email).sees("Ana Souza is in the cohort now.")
    office.invite(email, name="Ana S.", status=422)
    assert office.visitor.sees("The person is enrolled in this cohort already.")
    assert 'value="Ana S."' in office.visitor.answer.text
    assert f'value="{email}"' in office.visitor.answer.text


def test_somebody_known_needs_no_letter_and_keeps_their_password(
    app: Flask, office: Office, email: str, letters: list[EmailMessage]
) -> None:
    assert office.invite(email.upper(), name="Somebody else", role="mentor").sees("Marta Reyes is in the cohort now.")
    assert letters == []
    assert Visitor(app).sign_in(email, PASSWORD).open("/mentor").sees("You accompany nobody yet.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "  "}, "Enter the name."),
        ({"name": "a" * 201}, "Please use at most 200 characters."),
        ({"email": ""}, "Enter the e-mail address."),
        ({"email": "ana"}, "This is not an e-mail address."),
        ({"email": "ana@example.org\nbcc: b@example.org"}, "This is not an e-mail address."),
        ({"email": "a" * 200 + "@example.org"}, "Please use at most 200 characters."),
        ({"role": "administrator"}, "Not a valid choice"),
        ({"role": "superuser"}, "Not a valid choice"),
    ],
)
def test_a_wrong_invitation_is_explained_and_invites_nobody(
    office: Office, database: Database, letters: list[EmailMessage], typed: dict[str, str], sentence: str
) -> None:
    values = {"name": "Ana Souza", "email": "ana@example.org", "role": "trainee"} | typed
    office.invite(values["email"], name=values["name"], role=values["role"], status=422)
    assert office.visitor.sees(sentence)
    assert letters == []
    with database.session() as db:
        assert person_by_email(db, values["email"]) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "eleven char", "again": "eleven char"}, "Choose between 12 and 256 characters"),
        ({"password": "b" * 257, "again": "b" * 257}, "Choose between 12 and 256 characters"),
        ({"password": NEW, "again": "another"}, "The two passwords differ."),
        ({"password": NEW, "again": ""}, "Type the password a second time."),
        ({"password": " " * 20, "again": " " * 20}, "Choose a password."),
        ({"password": NEW + "\x00", "again": NEW + "\x00"}, "This held characters that cannot be stored"),
    ],
)
def test_a_refused_password_leaves_the_link_open(
    app: Flask, office: Office, letters: list[EmailMessage], typed: dict[str, str], sentence: str
) -> None:
    office.invite("ana@example.org")
    ana = Visitor(app).open(link_in(letters[0]))
    assert ana.submit(typed, status=422).sees(sentence)
    assert ana.submit(CHOSEN).path == "/learn"


def test_two_tabs_with_one_link_choose_one_password(app: Flask, office: Office, letters: list[EmailMessage]) -> None:
    office.invite("ana@example.org")
    first, second = (Visitor(app).open(link_in(letters[0])) for _tab in range(2))
    first.submit(CHOSEN)
    second.submit({"password": "too late for a word", "again": "too late for a word"}, status=410)
    assert Visitor(app).sign_in("ana@example.org", NEW).path == "/learn"


def test_a_letter_that_cannot_leave_undoes_nothing_and_leaves_later(
    app: Flask, office: Office, database: Database, letters: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_letter: EmailMessage) -> None:
        raise OSError("the post office is closed")

    with monkeypatch.context() as closed:
        closed.setattr(EmailMessage, "send", refuse)
        assert office.invite("ana@example.org").sees("Ana Souza is in the cohort now.")
    with database.session() as db:
        assert [letter.address for letter in letters_to_send(db)] == ["ana@example.org"]
    office.invite("bo@example.org", name="Bo")
    assert sorted(letter.to[0] for letter in letters) == ["ana@example.org", "bo@example.org"]
    assert opens(app, link_in(letters[0]))
    with database.session() as db:
        assert db.scalar(select(func.count()).select_from(Letter).where(Letter.sent_at.is_(None))) == 0


def test_a_link_opens_only_what_it_was_made_for(
    app: Flask, office: Office, email: str, letters: list[EmailMessage]
) -> None:
    office.invite("ana@example.org")
    Visitor(app).open("/account/forgotten").submit({"email": email})
    invitation, reset = map(link_in, letters)
    assert not opens(app, invitation.replace("/invitation/", "/reset/"))
    assert not opens(app, reset.replace("/reset/", "/invitation/"))
