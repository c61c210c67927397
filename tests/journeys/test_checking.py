"""A stranger checks a certificate: by its number as it is printed, by its file, and by their own means."""

import io
import json

import pytest
from flask import Flask

from academy.campus import Campus
from certificates.code import code_of
from certificates.credential import as_credential
from certificates.keys import KeyRing
from certificates.models import Revocation
from certificates.proofs import sign
from certificates.snapshot import grouped
from registry.db import Database
from tests.client import Visitor
from tests.factories import NOW, make_person
from tests.journeys.issued import issue
from tests.unit.certificates.samples import NUMBER, make_snapshot

FOUR, CODE = grouped(NUMBER), code_of(NUMBER)
OTHER = "7b0de6f2-52b6-4f5e-8d6e-0f6c1d2e3f40"


@pytest.mark.parametrize(
    "typed",
    [
        FOUR,
        FOUR.upper(),
        NUMBER,
        NUMBER.replace("-", ""),
        f"  {FOUR[:19]}\n{FOUR[20:]} ",
        f"Number: {NUMBER}, academy",
        f"https://academy.example/credentials/{NUMBER}?format=pdf",
        CODE,
        CODE.replace(" ", "").lower(),
    ],
)
def test_the_number_is_found_however_it_is_typed(app: Flask, database: Database, loaded: Campus, typed: str) -> None:
    issue(database, loaded)
    visitor = Visitor(app).open("/verify").submit({"code": typed})
    assert visitor.path == f"/credentials/{NUMBER}"
    assert visitor.sees("Yes, this certificate is true")


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        (FOUR[:-1], 422, "Type the number as it stands"),
        (FOUR + "0", 422, "Type the number as it stands"),
        ("a place of deeds and facades", 422, "Type the number as it stands"),
        (FOUR[:-1] + "2", 404, "has issued no certificate with this number"),
        (code_of(OTHER), 404, "has issued no certificate with this number"),
        (CODE.replace("W", "V"), 422, "A letter is mistyped"),
        (CODE.replace("W6", "6W"), 422, "A letter is mistyped"),
        (CODE[:-1], 422, "A letter is mistyped"),
    ],
)
def test_a_number_that_is_none_is_told_from_one_that_nobody_has(
    app: Flask, database: Database, loaded: Campus, typed: str, status: int, words: str
) -> None:
    issue(database, loaded)
    assert Visitor(app).open("/verify").submit({"code": typed}, status=status).sees(words)


@pytest.mark.parametrize("code", [OTHER, code_of(OTHER)])
def test_whoever_guesses_numbers_on_the_page_is_slowed_down(app: Flask, code: str) -> None:
    visitor = Visitor(app)
    token = visitor.open("/verify").form(holding="code").values()["csrf_token"][0]
    typed = {"csrf_token": token, "code": code}
    asked = [visitor.client.post("/verify", base_url=visitor.base, data=typed).status_code for _ in range(61)]
    assert asked == [404] * 60 + [429]


def test_the_page_says_what_was_achieved_and_what_was_required(app: Flask, database: Database, loaded: Campus) -> None:
    issue(database, loaded)
    page = Visitor(app).open(f"/credentials/{NUMBER}")
    for words in (
        "certifies that Maria da Silva Ferreira has completed modules M2",
        "Learning time credited 131 minutes 128",
        "M2 Objectives that direct 65 52",
        "Total 160 131",
        "128 credited minutes or more of the 160 planned.",
        "Start and end 1 Sep 2026 – 24 Nov 2026",
        "Mode Remote",
        FOUR,
        CODE,
        "Not an academic degree. Accreditation: none.",
    ):
        assert page.sees(words), words


def test_every_file_for_a_check_without_the_page_can_be_fetched(app: Flask, database: Database, loaded: Campus) -> None:
    issue(database, loaded)
    page = Visitor(app).open(f"/credentials/{NUMBER}")
    assert page.sees("place 4 is 0 while it stands")
    for words in ("The trust file", "The program", "public keys", "authority", "status list"):
        assert Visitor(app).open(f"/credentials/{NUMBER}").follow(words).answer.get_data()
    assert page.download(f"/credentials/{NUMBER}?format=pdf").startswith(b"%PDF-")


def test_a_revoked_certificate_says_so_first_and_keeps_the_reason(
    app: Flask, database: Database, loaded: Campus
) -> None:
    issue(database, loaded, revoked=True)
    page = Visitor(app).open(f"/credentials/{NUMBER}")
    assert page.page.h1 == ["No: this certificate was revoked"]
    assert page.sees("Neither revoked, suspended nor replaced : no.")
    assert not page.sees("a private reason")


def test_who_comes_back_after_a_revocation_sees_it_at_once(app: Flask, database: Database, loaded: Campus) -> None:
    certificate = issue(database, loaded)
    assert Visitor(app).open(f"/credentials/{NUMBER}").page.h1 == ["Yes, this certificate is true"]
    with database.session.begin() as db:
        actor = make_person(db, "Olga")
        db.add(Revocation(certificate_id=certificate.id, reason="an error", actor_id=actor.id, at=NOW))
    assert Visitor(app).open(f"/credentials/{NUMBER}").page.h1 == ["No: this certificate was revoked"]


def test_a_changed_file_is_false_and_what_hangs_on_it_could_not_be_checked(
    app: Flask, database: Database, loaded: Campus
) -> None:
    changed = issue(database, loaded).credential.replace("Maria", "Mario").encode()
    page = Visitor(app).open("/verify").submit({"file": (io.BytesIO(changed), "credential.json")}, holding="file")
    assert page.sees("No: it is not as it was issued")
    assert page.sees("Unchanged since its issue : no. The digital signature does not fit the words.")
    assert page.sees(
        "Neither revoked, suspended nor replaced : could not be checked. Nothing that a changed certificate says"
    )
    assert not page.sees("Mari")


def test_a_true_file_is_answered_with_whose_it_is(app: Flask, database: Database, loaded: Campus) -> None:
    issue(database, loaded)
    printed = Visitor(app).download(f"/credentials/{NUMBER}?format=pdf")
    page = Visitor(app).open("/verify").submit({"file": (io.BytesIO(printed), "a.pdf")}, holding="file")
    assert page.page.h1 == ["Yes, this certificate is true"]
    assert page.sees("OKR Foundations Maria da Silva Ferreira")
    assert page.sees("PDF unchanged since its issue : yes.")
    assert not page.sees("could not be checked")


def test_a_file_of_somebody_else_is_not_called_false(app: Flask, loaded: Campus) -> None:
    keys = KeyRing.throwaway("did:web:other.example")
    other = sign(as_credential(make_snapshot(issuer_did=keys.did, issuer_name="Another Academy")), keys, now=NOW)
    file = (io.BytesIO(json.dumps(other).encode()), "a.json")
    page = Visitor(app).open("/verify").submit({"file": file}, holding="file")
    assert page.page.h1 == ["It is not one of ours"]
    assert page.sees("It names as its issuer: Another Academy.")
    assert page.sees("Unchanged since its issue : could not be checked. Only its issuer can say.")


def test_a_name_that_the_fonts_cannot_draw_is_refused_by_the_printer_alone(
    app: Flask, database: Database, loaded: Campus
) -> None:
    issue(database, loaded, holder_name="አበበ በቀለ")
    assert Visitor(app).open(f"/credentials/{NUMBER}").sees("certifies that አበበ በቀለ")
    refused = Visitor(app).open(f"/credentials/{NUMBER}?format=pdf", status=409)
    assert refused.sees("This cannot be done")
    assert refused.sees("cannot draw “አ” (U+12A0")
    assert refused.sees("The credential itself is not affected.")
