"""A file, a trust file and nothing else: what can be told, and what each trick is called."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from certificates import jwt
from certificates.bundle import Bundle, bundle, read
from certificates.credential import as_credential
from certificates.exhibit import examine
from certificates.issuer import Issuer
from certificates.keys import KeyRing, Purpose
from certificates.keys.keeping import compromise, rotate
from certificates.offline import judge_offline
from certificates.pdf import render
from certificates.proofs import sign
from certificates.seal import seal
from certificates.status import status_list
from certificates.verification import Outcome, Result
from tests.unit.certificates.samples import NOW, make_snapshot

DID = "did:web:academy.example"
LIST = "https://academy.example/status/1"
PLACE = make_snapshot().status_index


def make_issuer() -> Issuer:
    return Issuer("OKR Masters Academy", "https://academy.example", KeyRing.throwaway(DID))


ISSUER = make_issuer()
CREDENTIAL = sign(as_credential(make_snapshot()), ISSUER.keys, now=NOW)
JSON = json.dumps(CREDENTIAL).encode()
TOKEN = jwt.sign(CREDENTIAL, ISSUER, now=NOW).encode()


def listing(*ended: int, address: str = LIST, since: datetime = NOW) -> dict[str, Any]:
    until = since + timedelta(days=2)
    return status_list(ended, address=address, issuer=DID, valid_from=since, valid_until=until)


def make_bundle(*lists: dict[str, Any], issuer: Issuer = ISSUER) -> Bundle:
    return read(json.dumps(bundle(issuer, lists, now=NOW)))


def judged(content: bytes, kept: Bundle, now: datetime = NOW) -> tuple[Outcome, dict[str, tuple[Result, str]]]:
    verdict = judge_offline(examine(content, kept.trust), kept, now=now)
    return verdict.outcome, {check.name: (check.result, check.why) for check in verdict.checks}


def outcome(content: bytes, kept: Bundle, now: datetime = NOW) -> Outcome:
    return judged(content, kept, now)[0]


@pytest.fixture(scope="module")
def printed() -> bytes:
    page = render(make_snapshot(), JSON.decode(), TOKEN.decode())
    return seal(page, ISSUER.keys.sealing(NOW), now=NOW)


def test_a_true_file_is_valid_without_the_academy(printed: bytes) -> None:
    for content in (JSON, TOKEN, printed):
        found, checks = judged(content, make_bundle(listing(9)))
        assert found is Outcome.VALID
        assert {result for result, _ in checks.values()} == {Result.PASSED}


@pytest.mark.parametrize("content", [JSON, TOKEN])
def test_a_list_says_that_it_ended_and_cannot_say_how(content: bytes) -> None:
    found, checks = judged(content, make_bundle(listing(PLACE)))
    assert found is Outcome.ENDED
    assert checks["standing"] == (Result.FAILED, "list-ended")


def test_out_of_its_dates_it_is_not_valid_whatever_the_list_says() -> None:
    assert outcome(JSON, make_bundle(listing()), NOW - timedelta(days=1)) is Outcome.NOT_YET_VALID
    assert outcome(JSON, make_bundle(), NOW + timedelta(days=1200)) is Outcome.EXPIRED


def test_without_a_list_nobody_says_whether_it_still_stands() -> None:
    found, checks = judged(JSON, make_bundle())
    assert found is Outcome.UNSETTLED
    assert checks["standing"] == (Result.OPEN, "list-missing")


def test_an_old_list_that_is_shown_again_is_too_old() -> None:
    kept = make_bundle(listing())
    assert outcome(JSON, kept, NOW + timedelta(days=2, seconds=-1)) is Outcome.VALID
    found, checks = judged(JSON, kept, NOW + timedelta(days=2))
    assert found is Outcome.UNSETTLED
    assert checks["standing"] == (Result.OPEN, "list-old")
    eternal = status_list((), address=LIST, issuer=DID, valid_from=NOW)
    assert judged(JSON, make_bundle(eternal))[1]["standing"] == (Result.OPEN, "list-old")


def test_another_list_of_ours_in_its_place_is_swapped() -> None:
    kept = make_bundle(listing(PLACE), listing(address="https://academy.example/status/2"))
    swapped = replace(kept, lists={LIST: kept.lists["https://academy.example/status/2"]})
    found, checks = judged(JSON, swapped)
    assert found is Outcome.UNSETTLED
    assert checks["standing"] == (Result.OPEN, "list-swapped")


def test_a_list_that_somebody_else_signed_or_changed_is_forged() -> None:
    stranger = make_issuer()
    kept, changed = make_bundle(listing(PLACE)), make_bundle(listing()).lists[LIST]
    for forged in (
        sign(listing(), stranger.keys, now=NOW),
        {**kept.lists[LIST], "credentialSubject": changed["credentialSubject"]},
        listing(),
        {},
    ):
        found, checks = judged(JSON, replace(kept, lists={LIST: forged}))
        assert found is Outcome.UNSETTLED
        assert checks["standing"] == (Result.OPEN, "list-forged")


@pytest.mark.parametrize("content", [JSON.replace(b"Maria", b"Mario"), TOKEN[:-9] + b"AAAAAAAAA"])
def test_a_changed_file_is_altered_and_its_standing_is_not_asked(content: bytes) -> None:
    found, checks = judged(content, make_bundle(listing()))
    assert found is Outcome.ALTERED
    assert checks["standing"][0] is checks["period"][0] is Result.OPEN


def test_a_key_that_was_made_up_is_forged_and_another_issuer_is_foreign() -> None:
    stranger = make_issuer()
    forged = json.dumps(sign(as_credential(make_snapshot()), stranger.keys, now=NOW)).encode()
    assert judged(forged, make_bundle(listing()))[1]["issuer"] == (Result.FAILED, "unknown-key")
    other = KeyRing.throwaway("did:web:other.example")
    foreign = sign(as_credential(make_snapshot(issuer_did=other.did)), other, now=NOW)
    assert outcome(json.dumps(foreign).encode(), make_bundle(listing())) is Outcome.FOREIGN


def test_after_a_rotation_old_files_stay_valid_and_after_a_theft_they_prove_nothing() -> None:
    issuer = make_issuer()
    credential = sign(as_credential(make_snapshot()), issuer.keys, now=NOW)
    old = [json.dumps(credential).encode(), jwt.sign(credential, issuer, now=NOW).encode()]
    for purpose in (Purpose.CREDENTIAL, Purpose.JWT):
        rotate(issuer.keys, purpose, now=NOW, at_once=True)
    assert {outcome(one, make_bundle(listing(), issuer=issuer)) for one in old} == {Outcome.VALID}
    for purpose in (Purpose.CREDENTIAL, Purpose.JWT):
        compromise(issuer.keys, f"{purpose}-0001", now=NOW)
    assert {outcome(one, make_bundle(listing(), issuer=issuer)) for one in old} == {Outcome.COMPROMISED}


@pytest.mark.parametrize("text", ["", "{}", "[]", "3", '{"did": {}}', "{" * 20_000])
def test_what_is_no_trust_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read(text)
