import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates import jwt
from certificates.credential import as_credential, faults_of
from certificates.issuer import Issuer
from certificates.keys import KeyRing, Purpose
from certificates.keys.encoding import from_jwk, padless, unpadded
from certificates.keys.keeping import compromise, rotate
from certificates.proofs import Fault, sign
from tests.unit.certificates.samples import NOW, NUMBER, make_snapshot

DID = "did:web:academy.example"
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def make_issuer(did: str = DID) -> Issuer:
    return Issuer("OKR Masters Academy", "https://academy.example", KeyRing.throwaway(did))


ISSUER = make_issuer()
CREDENTIAL = sign(as_credential(make_snapshot()), ISSUER.keys, now=NOW)
TOKEN = jwt.sign(CREDENTIAL, ISSUER, now=NOW)


def part(token: str, number: int) -> Any:
    return json.loads(unpadded(token.split(".")[number]))


def written(*parts: Any) -> str:
    return ".".join(padless(json.dumps(one).encode()) for one in parts)


def fault(token: str, issuer: Issuer = ISSUER) -> Fault | None:
    return jwt.check(token, issuer.keys)[1].fault


def test_a_token_says_what_the_credential_says_and_in_its_own_words_who_when_and_until_when() -> None:
    payload, report = jwt.check(TOKEN, ISSUER.keys)
    assert report.intact
    assert payload == part(TOKEN, 1)
    assert {name: payload[name] for name in CREDENTIAL if name != "proof"} == {
        name: value for name, value in CREDENTIAL.items() if name != "proof"
    }
    assert {claim: payload[claim] for claim in jwt.CLAIMS} == {
        "iss": DID,
        "jti": f"https://academy.example/credentials/{NUMBER}",
        "sub": f"https://academy.example/credentials/{NUMBER}#holder",
        "nbf": 1795515300,
        "exp": 1890209700,
    }
    assert faults_of(payload) == []


def test_a_credential_of_before_subjects_had_an_id_is_given_one() -> None:
    subject = {name: value for name, value in CREDENTIAL["credentialSubject"].items() if name != "id"}
    payload = part(jwt.sign({**CREDENTIAL, "credentialSubject": subject}, ISSUER, now=NOW), 1)
    assert payload["credentialSubject"]["id"] == payload["sub"] == f"{CREDENTIAL['id']}#holder"


def test_a_credential_without_end_does_not_expire() -> None:
    assert "exp" not in part(jwt.sign(as_credential(make_snapshot(valid_until="")), ISSUER, now=NOW), 1)


def test_the_header_names_the_key_by_an_address_that_gives_it_bare() -> None:
    header = part(TOKEN, 0)
    (key,) = ISSUER.keys.trust.key_set(ISSUER.base_url)["keys"]
    assert header == {"alg": "ES256", "kid": key["kid"], "typ": "JWT"}
    assert key["kid"].startswith("https://academy.example/keys/")


def test_whoever_has_the_public_key_alone_can_check_the_signature() -> None:
    (key,) = ISSUER.keys.trust.key_set(ISSUER.base_url)["keys"]
    text, _, value = TOKEN.rpartition(".")
    r, s = (int.from_bytes(half) for half in (unpadded(value)[:32], unpadded(value)[32:]))
    bare = from_jwk({**key, "kid": key["kid"].rpartition("/")[2]})
    bare.verify(encode_dss_signature(r, s), text.encode(), ECDSA(SHA256()))


def test_the_same_words_give_the_same_token() -> None:
    assert jwt.sign(CREDENTIAL, ISSUER, now=NOW + timedelta(days=400)) == TOKEN


def test_no_character_can_be_exchanged_for_another() -> None:
    """Of the last character of each part some bits mean nothing; those must not vary either."""
    ends = [place - 1 for place in (TOKEN.index("."), TOKEN.rindex("."), len(TOKEN))]
    for place in ends:
        for other in ALPHABET.decode():
            changed = TOKEN[:place] + other + TOKEN[place + 1 :]
            assert (fault(changed) is None) == (changed == TOKEN)


@given(st.integers(0, len(TOKEN) - 1), st.characters())
@settings(max_examples=300)
def test_a_changed_character_breaks_the_token(place: int, other: str) -> None:
    changed = TOKEN[:place] + other + TOKEN[place + 1 :]
    assert (fault(changed) is None) == (changed == TOKEN)


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    assert fault(text) is not None
    assert fault(f"{text}.{text}.{text}") is not None
    assert fault(f"{TOKEN}{text}.") is not None


@pytest.mark.parametrize("value", [None, 1, [], "", {"issuer": DID}, {"issuer": {"id": [DID]}}], ids=str)
def test_any_json_in_the_parts_is_answered(value: Any) -> None:
    signature = TOKEN.rpartition(".")[2]
    for one in (written(value, value), written(part(TOKEN, 0), value), written(value, part(TOKEN, 1))):
        assert fault(f"{one}.{signature}") is not None


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"typ": "vc"}, {"kid": None}, {"kid": ["a"]}])
def test_another_way_of_signing_is_refused(header: dict[str, Any]) -> None:
    text = written({**part(TOKEN, 0), **header}, part(TOKEN, 1))
    for signature in (TOKEN.rpartition(".")[2], "", padless(b"\0" * 64)):
        assert fault(f"{text}.{signature}") in {Fault.UNREADABLE, Fault.UNKNOWN_KEY}


def test_a_signer_of_ours_that_is_no_token_key_is_unknown() -> None:
    address = ISSUER.keys.signer(Purpose.CREDENTIAL, NOW).address
    header = {**part(TOKEN, 0), "kid": f"https://academy.example/keys/{address.partition('#')[2]}"}
    assert fault(f"{written(header, part(TOKEN, 1))}.{TOKEN.rpartition('.')[2]}") is Fault.ALTERED


def test_a_stranger_is_told_from_one_who_poses_as_us() -> None:
    stranger = make_issuer("did:web:elsewhere.example")
    honest = jwt.sign(as_credential(make_snapshot(issuer_did=stranger.keys.did)), stranger, now=NOW)
    assert fault(honest) is Fault.FOREIGN
    assert fault(jwt.sign(as_credential(make_snapshot()), stranger, now=NOW)) is Fault.UNKNOWN_KEY
    assert fault(jwt.sign(as_credential(make_snapshot(issuer_did=stranger.keys.did)), ISSUER, now=NOW)) is (
        Fault.WRONG_ISSUER
    )


def test_a_token_outlives_the_rotation_of_its_key_but_not_its_theft() -> None:
    issuer = make_issuer()
    token = jwt.sign(CREDENTIAL, issuer, now=NOW)
    rotate(issuer.keys, Purpose.JWT, now=NOW, at_once=True)
    assert jwt.sign(CREDENTIAL, issuer, now=NOW) != token
    assert fault(token, issuer) is None
    compromise(issuer.keys, "jwt-0001", now=NOW)
    assert fault(token, issuer) is Fault.STOLEN_KEY
