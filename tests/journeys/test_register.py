"""The register: suspended and lifted, revoked after being asked twice, and a name that is corrected by two people."""

import pytest
from flask_mailman import EmailMessage
from sqlalchemy import select

from certificates.models import Certificate
from certificates.queries import revoked_indexes
from registry.db import Database
from registry.models import Event
from registry.queries import broken_line
from tests.factories import PASSWORD
from tests.journeys.world import NAME, World

NEW = "Ana Souza-Braga"


@pytest.fixture
def number(world: World) -> str:
    return str(world.keys["certificate_id"])


@pytest.fixture
def outbox(world: World) -> list[EmailMessage]:
    world.app.extensions["mailman"].outbox = []
    return world.app.extensions["mailman"].outbox


def newest(database: Database, number: str) -> str:
    with database.session() as db:
        return db.scalars(select(Certificate.id).where(Certificate.supersedes_id == number)).one()


def deeds(database: Database, number: str) -> list[str]:
    with database.session() as db:
        assert broken_line(db) is None
        return list(db.scalars(select(Event.action).where(Event.subject == f"certificate:{number}").order_by(Event.id)))


def test_a_suspension_counts_at_once_and_is_lifted_by_a_new_edition(
    world: World, number: str, database: Database, outbox: list[EmailMessage]
) -> None:
    page, stranger = f"/office/certificates/{number}", world.visitor("stranger")
    admin = world.visitor("administrator").open(page)
    admin.submit({"suspend-reason": "A colleague says that it is theirs."}, action="/suspension")
    assert stranger.open(f"/credentials/{number}").sees("Not for the time being: it is suspended")
    assert stranger.client.get(f"/api/verify?code={number}").json["outcome"] == "suspended"  # type: ignore[index]
    assert not stranger.open(f"/credentials/{number}").sees("A colleague says")
    owner = world.visitor("owner").open(f"/certificates/{number}")
    assert owner.sees("A colleague says that it is theirs.")
    admin.open(page).submit(action="/lifting")
    new = newest(database, number)
    assert stranger.open(f"/credentials/{new}").sees("Yes, this certificate is true")
    assert stranger.open(f"/credentials/{number}").sees("It was replaced by a newer edition")
    assert stranger.follow("Go to the newer edition").path == f"/credentials/{new}"
    with database.session() as db:
        old = db.get_one(Certificate, number)
        assert revoked_indexes(db, 1) == [old.status_index], "a place that was set once is never cleared"
    assert deeds(database, number) == ["issue", "suspend", "supersede"]
    assert [letter.subject for letter in outbox] == [
        "Your certificate is suspended",
        "The suspension of your certificate is lifted",
    ]


def test_a_revocation_is_asked_for_twice_and_by_the_password(world: World, number: str, database: Database) -> None:
    stranger = world.visitor("stranger")
    admin = world.visitor("administrator").open(f"/office/certificates/{number}")
    admin.submit({"reason": "The rewrites were somebody else's.", "sure": "y"}, holding="sure")
    admin.submit({"password": "not the password"}, holding="password", status=422)
    assert admin.sees("That is not your password")
    assert stranger.open(f"/credentials/{number}").sees("Yes, this certificate is true")
    admin.submit({"password": PASSWORD}, holding="password")
    assert stranger.open(f"/credentials/{number}").sees("No: this certificate was revoked")
    assert deeds(database, number) == ["issue", "revoke"]


def test_nobody_confirms_by_guessing(world: World, number: str) -> None:
    admin = world.visitor("administrator").open(f"/office/certificates/{number}")
    admin.submit({"reason": "The rewrites were somebody else's.", "sure": "y"}, holding="sure")
    for _try in range(10):
        admin.submit({"password": "a wrong guess"}, holding="password", status=422)
    admin.submit({"password": PASSWORD}, holding="password", status=422)
    assert admin.sees("mistyped too often")


def test_a_holder_asks_for_another_name_and_an_administrator_grants_it(
    world: World, number: str, database: Database, outbox: list[EmailMessage]
) -> None:
    owner = world.visitor("owner").open(f"/certificates/{number}")
    owner.submit({"name": NAME, "reason": "Because it is the same."}, holding="name", status=422)
    owner.submit({"name": NEW, "reason": "I married in May."}, holding="name")
    assert owner.sees("An administrator will answer")
    admin = world.visitor("administrator").open("/office/certificates").follow(f"asks for “{NEW}”")
    admin.submit({"name-answer": "grant", "name-reason": "Seen in the register of staff."}, holding="name-answer")
    new, stranger = newest(database, number), world.visitor("stranger")
    assert stranger.open(f"/credentials/{new}").sees(NEW)
    assert stranger.sees(": the name was corrected")
    assert stranger.open(f"/credentials/{number}").sees("It was replaced by a newer edition")
    assert deeds(database, number) == ["issue", "ask-name", "grant-name", "supersede"]
    assert "Seen in the register of staff." in str(outbox[-1].body)


def test_a_declined_name_stays_and_may_be_asked_for_again(world: World, number: str, database: Database) -> None:
    owner, admin = world.visitor("owner"), world.visitor("administrator")
    for time in (1, 2):
        owner.open(f"/certificates/{number}").submit({"name": NEW, "reason": "I married in May."}, holding="name")
        admin.open(f"/office/certificates/{number}")
        answer = {"name-answer": "decline", "name-reason": f"No proof was shown, time {time}."}
        admin.submit(answer, holding="name-answer")
    assert owner.open(f"/certificates/{number}").sees("No proof was shown, time 2.")
    assert world.visitor("stranger").open(f"/credentials/{number}").sees("Yes, this certificate is true")
    assert deeds(database, number) == ["issue", *["ask-name", "decline-name"] * 2]
