"""What programs fetch: one address in every format, the keys that check them, and nothing that needs a cookie."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from academy.campus import Campus
from academy.files import OPEN
from certificates import jwt
from certificates.bundle import read
from certificates.exhibit import examine
from certificates.keys import KeyRing, Trust
from certificates.keys.keeping import compromise, rotate
from certificates.keys.record import Purpose
from certificates.offline import judge_offline
from certificates.proofs import check
from certificates.verification import Outcome
from registry.db import Database
from tests.client import Visitor
from tests.factories import NOW, Clock
from tests.journeys.issued import issue
from tests.unit.certificates.samples import NUMBER

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture
def certificate(app: Flask, database: Database, loaded: Campus) -> str:
    """Give the address of a certificate that stands."""
    issue(database, loaded)
    return f"/credentials/{NUMBER}"


def get(app: Flask, path: str, accept: str | None = None, **headers: str) -> TestResponse:
    visitor = Visitor(app)
    asked = {**({} if accept is None else {"Accept": accept}), **headers}
    return visitor.client.get(path, base_url=visitor.base, headers=asked)


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/html"),
        ("application/vc", "application/vc"),
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/ld+json, */*;q=0.1", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/pdf", "application/pdf"),
        ("image/png", "image/png"),
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/svg+xml"),
    ],
)
def test_the_address_answers_in_the_format_that_is_asked_for(
    app: Flask, certificate: str, accept: str | None, answered: str
) -> None:
    answer = get(app, certificate, accept)
    assert (answer.status_code, answer.mimetype) == (200, answered)
    assert "Accept" in answer.vary
    assert answer.headers.get("Access-Control-Allow-Origin") == (None if answered == "text/html" else "*")


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("json", b'{"'), ("jwt", b"eyJ"), ("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<svg"), ("other", b"<!doc")],
)
def test_a_link_can_ask_for_a_format_too(app: Flask, certificate: str, kind: str, begins: bytes) -> None:
    answer = get(app, f"{certificate}?format={kind}", BROWSER)
    assert answer.data.startswith(begins)
    named = f'attachment; filename="{NUMBER}.{kind}"' if kind != "other" else None
    assert answer.headers.get("Content-Disposition") == named


def test_the_token_is_checked_with_the_key_that_it_names(app: Flask, certificate: str, loaded: Campus) -> None:
    token = get(app, certificate, "application/vc+jwt").text
    payload, report = jwt.check(token, loaded.issuer.keys)
    assert report.intact
    assert payload is not None
    header = json.loads(jwt.unpadded(token.split(".")[0]))
    key = get(app, header["kid"].removeprefix(loaded.issuer.base_url))
    assert key.mimetype == "application/jwk+json"
    assert header["kid"] == key.get_json(force=True)["kid"]
    assert get(app, "/.well-known/jwks.json").get_json(force=True) == {"keys": [key.get_json(force=True)]}
    assert payload["iss"] == get(app, "/.well-known/did.json").get_json(force=True)["id"]


def test_what_is_published_is_enough_to_check_everything(app: Flask, certificate: str) -> None:
    document = get(app, "/.well-known/did.json").get_json(force=True)
    trust = Trust.read(document, get(app, "/pki/ca.pem").data, get(app, "/pki/ca.crl").data)
    assert check(get(app, certificate, "application/json").get_json(), trust).intact
    assert jwt.check(get(app, certificate, "application/vc+jwt").text, trust)[1].intact
    for accept in ("application/vc", "application/vc+jwt"):
        answer = get(app, "/status/1", accept)
        assert answer.mimetype == accept
    assert jwt.check(get(app, "/status/1", "application/vc+jwt").text, trust)[1].intact
    assert check(get(app, "/status/1").get_json(force=True), trust).intact


def test_the_trust_file_and_the_program_check_what_was_downloaded(app: Flask, certificate: str, tmp_path: Path) -> None:
    for name, path in (
        ("academy-trust.json", "/verify/trust.json"),
        ("verify_certificate.py", "/verify/offline.py"),
        ("a.pdf", f"{certificate}?format=pdf"),
        ("a.jwt", f"{certificate}?format=jwt"),
        ("a.json", f"{certificate}?format=json"),
    ):
        (tmp_path / name).write_bytes(get(app, path).data)
    kept = read((tmp_path / "academy-trust.json").read_text())
    for name in ("a.pdf", "a.jwt", "a.json"):
        exhibit = examine((tmp_path / name).read_bytes(), kept.trust)
        assert judge_offline(exhibit, kept, now=NOW).outcome is Outcome.VALID
    spec = importlib.util.spec_from_file_location("offline", tmp_path / "verify_certificate.py")
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    assert program.main([str(tmp_path / name) for name in ("academy-trust.json", "a.pdf", "a.jwt")], NOW) == 0


def test_a_status_list_is_signed_anew_every_day_and_the_same_all_day(
    app: Flask, certificate: str, clock: Clock
) -> None:
    first = get(app, "/status/1").get_json(force=True)
    assert (first["validFrom"], first["validUntil"]) == ("2026-11-24T00:00:00Z", "2026-11-26T00:00:00Z")
    clock.move(hours=14)
    assert get(app, "/status/1").get_json(force=True) == first
    clock.move(hours=1)
    assert get(app, "/status/1").get_json(force=True)["validUntil"] == "2026-11-27T00:00:00Z"


def test_the_authority_is_found_under_its_first_address_too(app: Flask) -> None:
    assert get(app, "/.well-known/academy-ca.pem").data == get(app, "/pki/ca.pem").data


@pytest.mark.parametrize("path", ["/status/1", "/.well-known/did.json", "/.well-known/jwks.json", "/pki/ca.pem"])
def test_who_has_the_same_bytes_already_is_told_so(app: Flask, certificate: str, path: str) -> None:
    first = get(app, path)
    assert {name: first.headers.get(name) for name in OPEN} == OPEN
    again = get(app, path, None, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_key_is_not_there_and_a_stolen_one_is_gone(app: Flask, loaded: Campus) -> None:
    keys = KeyRing.throwaway(loaded.issuer.keys.did)
    campus = replace(loaded, issuer=replace(loaded.issuer, keys=keys))
    app.extensions["campus"] = campus
    name = rotate(keys, Purpose.JWT, now=NOW)
    kid = keys.trust.key_set(campus.issuer.base_url)["keys"][-1]["kid"].rpartition("/")[2]
    assert get(app, f"/keys/{kid}").status_code == 200
    compromise(keys, name, now=NOW)
    assert get(app, f"/keys/{kid}").status_code == 410
    assert get(app, "/keys/unknown").status_code == 404
    assert kid not in get(app, "/.well-known/jwks.json").text
