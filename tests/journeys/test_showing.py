"""What a holder lets everybody see of a certificate, and how often it was looked at."""

import io
import json
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from sqlalchemy import select

from certificates.code import code_of
from certificates.models import CheckCount
from certificates.proofs import check
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.world import NAME, World

KINDS = ("json", "jwt", "pdf", "png", "svg")


@pytest.fixture
def number(world: World) -> str:
    return str(world.keys["certificate_id"])


def choose(world: World, number: str, *shown: str) -> None:
    """Let the holder choose what is shown, and nothing else."""
    owner = world.visitor("owner").open(f"/certificates/{number}")
    form = owner.form(action="/shown")
    for control in form.controls:
        control.checked = control.kind == "hidden" or control.name in shown
    owner.submit({}, action="/shown")


def statuses(visitor: Visitor, number: str) -> set[int]:
    base = visitor.base
    return {visitor.client.get(f"/credentials/{number}?format={kind}", base_url=base).status_code for kind in KINDS}


def test_a_name_that_is_kept_back_is_nowhere_but_its_status_is_everywhere(world: World, number: str) -> None:
    stranger = world.visitor("stranger")
    credential = stranger.download(f"/credentials/{number}?format=json")
    choose(world, number, "shows_results")
    assert stranger.open(f"/credentials/{number}").sees("Yes, this certificate is true")
    asked = stranger.client.get(f"/api/verify?code={number}", base_url=stranger.base).get_json()
    listed = stranger.client.post("/api/verify", base_url=stranger.base, json={"codes": [number]}).get_json()
    table = stranger.open("/verify").submit({"file": (io.BytesIO(f"n\n{number}\n".encode()), "a.csv")}, holding="file")
    assert (asked["outcome"], listed["certificates"][0]["outcome"]) == ("valid", "valid")
    for words in (stranger.open(f"/credentials/{number}").answer.text, json.dumps([asked, listed]), table.answer.text):
        assert NAME not in words
    assert statuses(stranger, number) == {403}
    assert statuses(world.visitor("owner"), number) == statuses(world.visitor("administrator"), number) == {200}
    assert statuses(world.visitor("fellow"), number) == {403}
    named = stranger.client.get(f"/api/verify?code={number}&name={NAME}", base_url=stranger.base).get_json()
    assert named["outcome"] == "valid", "whoever knows the name may compare it"
    handed = stranger.client.post("/api/verify", base_url=stranger.base, data=credential).get_json()
    assert handed["certificate"]["holder"] == NAME, "whoever holds the file has read the name in it"


def test_results_that_are_kept_back_are_not_on_the_page_and_a_choice_can_be_changed(world: World, number: str) -> None:
    stranger, address = world.visitor("stranger"), f"/credentials/{number}"
    assert stranger.open(address).sees("What was achieved")
    choose(world, number, "shows_name")
    assert stranger.open(address).sees(NAME)
    assert not stranger.sees("What was achieved")
    assert not stranger.sees("Learning time by module")
    choose(world, number, "shows_name", "shows_results")
    assert stranger.open(address).sees("What was achieved")
    assert statuses(stranger, number) == {200}


def test_a_new_edition_keeps_the_choice(world: World, number: str) -> None:
    choose(world, number)
    page = f"/office/certificates/{number}"
    admin = world.visitor("administrator").open(page)
    admin.submit({"suspend-reason": "A question is open."}, action="/suspension")
    admin.open(page).submit(action="/lifting")
    stranger = world.visitor("stranger").open(admin.path.replace("/office/certificates", "/credentials"))
    assert stranger.sees("Yes, this certificate is true")
    assert not stranger.sees(NAME)


def test_the_address_for_changes_gives_the_newest_edition_unless_something_is_kept_back(
    world: World, number: str
) -> None:
    stranger, admin = world.visitor("stranger"), world.visitor("administrator").open(f"/office/certificates/{number}")
    first = json.loads(stranger.download(f"/credentials/{number}?format=json"))
    address = urlsplit(first["refreshService"]["id"]).path
    assert json.loads(stranger.download(address)) == first
    admin.submit({"suspend-reason": "A question is open."}, action="/suspension")
    admin.open(f"/office/certificates/{number}").submit(action="/lifting")
    answer = stranger.client.get(address, base_url=stranger.base)
    newest = answer.get_json(force=True)
    assert newest["id"].endswith(admin.path.rpartition("/")[2])
    assert newest["id"] != first["id"]
    assert check(newest, world.app.extensions["campus"].issuer.keys).intact
    assert (answer.mimetype, answer.headers["Access-Control-Allow-Origin"]) == ("application/vc+ld+json", "*")
    token = stranger.client.get(address, base_url=stranger.base, headers={"Accept": "application/vc+jwt"})
    assert (token.mimetype, token.text[:3]) == ("application/vc+jwt", "eyJ")
    choose(world, newest["id"].rpartition("/")[2])
    kept = stranger.client.get(address, base_url=stranger.base)
    assert (kept.status_code, kept.get_json(force=True)["code"]) == (403, "kept-back")
    assert stranger.client.get(f"/credentials/{uuid4()}/refresh", base_url=stranger.base).status_code == 404


def test_a_holder_takes_a_certificate_to_linkedin_and_into_a_wallet(world: World, number: str) -> None:
    owner = world.visitor("owner").open(f"/certificates/{number}")
    (link,) = [where for where, words in owner.page.links if "LinkedIn" in words]
    asked, code = dict(parse_qsl(urlsplit(link).query)), code_of(number)
    issuer = world.app.extensions["campus"].issuer
    assert link.startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=")
    assert asked == {
        "startTask": "CERTIFICATION_NAME",
        "name": "OKR Foundations",
        "organizationName": issuer.name,
        "issueYear": "2026",
        "issueMonth": "11",
        "certId": code,
        "certUrl": f"{issuer.base_url}/credentials/{number}",
    }
    assert owner.sees(f"Credential ID {code}")
    file = owner.open(f"/certificates/{number}").follow("File for a wallet").answer
    assert file.mimetype == "application/vc+ld+json"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{number}.json"'
    assert check(json.loads(file.data), issuer.keys).intact
    typed = world.visitor("stranger").open("/verify").submit({"code": asked["certId"]}, holding="code")
    assert typed.path == f"/credentials/{number}"


def test_a_holder_sees_how_often_others_checked_and_nobody_who(
    world: World, number: str, database: Database, clock: Clock
) -> None:
    stranger = world.visitor("stranger")
    for _ in range(2):
        stranger.open(f"/credentials/{number}")
    world.visitor("owner").open(f"/credentials/{number}")
    stranger.client.get(f"/api/verify?code={number}", base_url=stranger.base)
    clock.move(days=40)
    stranger.open("/verify").submit({"code": number, "name": NAME}, holding="code")
    owner = world.visitor("owner").open(f"/certificates/{number}")
    assert owner.sees("Checked by others 4 times, 1 of them in the last thirty days")
    with database.session() as db:
        assert sorted(db.scalars(select(CheckCount.count))) == [1, 3]
