"""Programs check certificates: as its description says, with problems in their words, and from any site."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from academy.campus import Campus
from academy.verdicts import headline
from certificates.badge import PLAIN
from certificates.keys import KeyRing
from certificates.models import Certificate
from certificates.verification import Outcome, Result
from registry.db import Database
from tests.client import Visitor
from tests.journeys.issued import issue
from tests.journeys.test_dropping import OTHER, ROWS, signed_by
from tests.unit.certificates.samples import NUMBER

PROBLEM = "application/problem+json"


@pytest.fixture
def certificate(database: Database, loaded: Campus) -> Certificate:
    return issue(database, loaded)


def ask(app: Flask, method: str = "POST", path: str = "/api/verify", **options: Any) -> TestResponse:
    visitor = Visitor(app)
    return visitor.client.open(path, method=method, base_url=visitor.base, **options)


def described(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = ask(app, "GET", "/api/openapi.json").get_json()
    return found


def fits(app: Flask, answer: TestResponse) -> dict[str, Any]:
    """Return an answer that fits its description."""
    document = described(app)
    operation = document["paths"]["/api/verify"][answer.request.method.lower()]
    content = operation["responses"][str(answer.status_code)]["content"][answer.mimetype]
    schema = {**content["schema"], "components": document["components"]}
    value: dict[str, Any] = answer.get_json(force=True)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return value


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["$ref"]] if "$ref" in value else []
        value = list(value.values())
    for inner in value if isinstance(value, list) else []:
        yield from references(inner)


def test_the_description_knows_every_outcome_and_check(app: Flask) -> None:
    document = described(app)
    schemas = document["components"]["schemas"]
    offline = {Outcome.ENDED, Outcome.UNSETTLED}
    assert schemas["Outcome"]["enum"] == [outcome for outcome in Outcome if outcome not in offline]
    assert schemas["Check"]["properties"]["result"]["enum"] == [*Result]
    for one in references(document):
        assert one.removeprefix("#/components/schemas/") in schemas
    Draft202012Validator.check_schema(schemas["Answer"])


def test_every_outcome_has_words(app: Flask) -> None:
    with app.test_request_context():
        assert len({headline(outcome) for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize("typed", [NUMBER, NUMBER.upper().replace("-", " "), f"http://x.example/credentials/{NUMBER}"])
def test_a_number_is_answered(app: Flask, certificate: Certificate, typed: str) -> None:
    for answer in (
        ask(app, "GET", query_string={"code": typed}),
        ask(app, json={"code": typed}),
        ask(app, data={"code": typed}),
    ):
        found = fits(app, answer)
        assert found["outcome"] == "valid"
        assert found["certificate"]["holder"] == "Maria da Silva Ferreira"
        assert found["certificate"]["address"].endswith(f"/credentials/{NUMBER}")
        assert {check["result"] for check in found["checks"]} == {"passed"}


def test_a_number_that_nobody_has_is_answered_as_unknown(app: Flask) -> None:
    assert fits(app, ask(app, "GET", query_string={"code": OTHER}))["outcome"] == "unknown"


@pytest.mark.parametrize(
    ("kind", "mimetype"),
    [
        ("json", "application/vc"),
        ("json", "application/json"),
        ("jwt", "application/vc+jwt"),
        ("pdf", "application/pdf"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
        ("json", "application/octet-stream"),
    ],
)
def test_a_file_is_taken_as_it_is_and_in_a_form(app: Flask, certificate: Certificate, kind: str, mimetype: str) -> None:
    content = Visitor(app).download(f"/credentials/{NUMBER}?format={kind}")
    plain = fits(app, ask(app, data=content, content_type=mimetype))
    assert plain["outcome"] == "valid"
    assert plain == fits(app, ask(app, data={"file": (io.BytesIO(content), "a file")}))
    assert plain["kind"] == {"png": "badge", "svg": "badge"}.get(kind, kind)


def test_a_changed_file_is_altered_and_nothing_of_the_register_is_told(app: Flask, certificate: Certificate) -> None:
    changed = certificate.credential.replace("Maria", "Mario").encode()
    found = fits(app, ask(app, data=changed, content_type="application/vc"))
    assert found["outcome"] == "altered"
    assert "certificate" not in found
    results = {check["name"]: check["result"] for check in found["checks"]}
    assert results["seal"] == "failed"
    assert results["standing"] == results["register"] == "open"


def test_a_forgery_says_why(app: Flask, certificate: Certificate, loaded: Campus) -> None:
    forged = signed_by(KeyRing.throwaway(loaded.issuer.keys.did), loaded)
    found = fits(app, ask(app, data=forged, content_type="application/vc"))
    assert found["outcome"] == "forged"
    assert found["checks"][0]["explanation"] == "It names a key of this academy that this academy never had."


def test_a_list_is_answered_as_json_or_as_csv(app: Flask, certificate: Certificate) -> None:
    for answer in (ask(app, data=ROWS, content_type="text/csv"), ask(app, json={"codes": ROWS.splitlines()})):
        found = fits(app, answer)
        assert [row["outcome"] for row in found["certificates"]] == ["valid", "valid", "unknown", "no_number"]
    saved = ask(app, data=ROWS, content_type="text/csv", headers={"Accept": "text/csv"})
    assert saved.mimetype == "text/csv"
    assert saved.text.count("\r\n") == 5


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"data": b" ", "content_type": "application/pdf"}, 422, "not-taken-other"),
        ({"data": b"PK\x03\x04", "content_type": "application/octet-stream"}, 415, "not-taken-archive"),
        ({"data": PLAIN.read_bytes(), "content_type": "image/png"}, 415, "not-taken-photo"),
        ({"data": b"%PDF-1.4", "content_type": "application/pdf"}, 422, "not-taken-pdf"),
        ({"json": {"code": "not a number"}}, 422, "not-taken-other"),
        ({"json": {"code": "7V61MM KTAK8F MFGAHN"}}, 422, "not-taken-mistyped"),
        ({"json": {"codes": [NUMBER] * 1_001}}, 422, "not-taken-list"),
        ({"json": [1, 2]}, 422, "not-taken-other"),
        ({"data": {"code": ""}}, 422, "not-taken-other"),
        ({"data": b" " * 5_000_001, "content_type": "application/pdf"}, 413, "request-entity-too-large"),
    ],
)
def test_what_cannot_be_checked_is_a_problem(app: Flask, sent: dict[str, Any], status: int, code: str) -> None:
    answer = ask(app, **sent)
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM)
    found = fits(app, answer)
    assert (found["status"], found["code"]) == (status, code)
    assert found["detail"].endswith(".")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("PUT", "/api/verify", 405),
        ("POST", "/api/openapi.json", 405),
        ("GET", "/api/verify?code=%00", 400),
    ],
)
def test_a_wrong_request_is_a_problem_too(app: Flask, method: str, path: str, status: int) -> None:
    answer = ask(app, method, path)
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM)
    assert answer.get_json(force=True)["status"] == status


def test_a_page_of_another_site_may_ask_and_read(app: Flask) -> None:
    asked = ask(app, "OPTIONS", headers={"Origin": "https://hr.example", "Access-Control-Request-Method": "POST"})
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert asked.headers["Access-Control-Allow-Headers"] == "Content-Type"
    assert "Access-Control-Allow-Credentials" not in asked.headers


def test_whoever_guesses_numbers_is_slowed_down(app: Flask) -> None:
    statuses = [ask(app, "GET", query_string={"code": OTHER}).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    assert ask(app, "GET", query_string={"code": OTHER}).mimetype == PROBLEM


def test_the_answer_is_plain_json(app: Flask, certificate: Certificate) -> None:
    answer = ask(app, "GET", query_string={"code": NUMBER})
    assert json.loads(answer.text)["checked_at"] == "2026-11-24T09:00:00Z"
    assert "no-cache" in answer.headers["Cache-Control"]
