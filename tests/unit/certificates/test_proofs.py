import copy
import hashlib
import json
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import certificates.jsonld
from certificates.credential import as_credential
from certificates.jsonld import CONTEXTS, Unmapped, canonical, printable
from certificates.keys import KeyRing, Purpose
from certificates.keys.keeping import compromise, retire, rotate
from certificates.proofs import Fault, ProofReport, check, sign
from certificates.snapshot import Figure
from tests.unit.certificates.samples import NOW, make_snapshot

DID = "did:web:academy.example"
KEYS = KeyRing.throwaway(DID)
Json = dict[str, Any]
Way = tuple[str | int, ...]


def make_sealed(keys: KeyRing = KEYS, **changes: Any) -> Json:
    return sign(as_credential(make_snapshot(**changes)), keys, now=NOW)


def leaves(value: Any, path: Way = ()) -> Iterator[Way]:
    """Yield the way to every leaf of a JSON value."""
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def at(value: Any, path: Way) -> Any:
    for key in path:
        value = value[key]
    return value


def changed(document: Json, path: Way, value: Any) -> Json:
    copied = copy.deepcopy(document)
    at(copied, path[:-1])[path[-1]] = value
    return copied


SEALED = make_sealed()
LEAVES = list(leaves(SEALED))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def test_a_sealed_credential_is_intact_and_ours() -> None:
    assert check(SEALED, KEYS) == ProofReport()
    assert check(json.loads(json.dumps(SEALED)), KEYS).intact


def test_the_proof_says_how_when_and_with_which_key() -> None:
    (proof,) = SEALED["proof"]
    assert proof["cryptosuite"] == "eddsa-rdfc-2022"
    assert proof["created"] == "2026-11-24T10:15:00Z"
    assert proof["verificationMethod"] == KEYS.signer(Purpose.CREDENTIAL, NOW).address
    assert proof["proofValue"].startswith("z")


def test_the_same_words_at_the_same_moment_are_sealed_alike() -> None:
    assert make_sealed() == SEALED
    later = sign(as_credential(make_snapshot()), KEYS, now=NOW + timedelta(seconds=1))
    assert later["proof"] != SEALED["proof"]


def test_the_order_of_names_changes_nothing() -> None:
    turned = dict(reversed(SEALED.items()))
    assert check(turned, KEYS).intact


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: ".".join(map(str, path)))
def test_every_leaf_is_sealed(path: Way) -> None:
    value = at(SEALED, path)
    other = not value if isinstance(value, bool) else value[:-1] + ("1" if value[-1] != "1" else "2")
    assert not check(changed(SEALED, path, other), KEYS).intact


@given(st.sampled_from(LEAVES), ANYTHING)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_change_of_a_claim_breaks_the_seal(path: Way, value: Any) -> None:
    before = at(SEALED, path)
    assume(type(value) is not type(before) or value != before)
    assert not check(changed(SEALED, path, value), KEYS).intact


@given(st.sampled_from(LEAVES))
@settings(max_examples=60, deadline=None)
def test_a_claim_in_a_list_of_its_own_breaks_the_seal(path: Way) -> None:
    assume("type" not in path)
    assert not check(changed(SEALED, path, [at(SEALED, path)]), KEYS).intact


@pytest.mark.parametrize("name", [name for name in SEALED if name not in ("proof", "@context")])
def test_a_claim_that_is_left_out_breaks_the_seal(name: str) -> None:
    assert not check({key: value for key, value in SEALED.items() if key != name}, KEYS).intact


@given(st.text(max_size=12), ANYTHING)
@settings(max_examples=100, deadline=None)
def test_a_claim_that_is_added_breaks_the_seal(name: str, value: Any) -> None:
    assume(name not in SEALED)
    assert not check({**SEALED, name: value}, KEYS).intact


def hidden_by_a_context(document: Json) -> None:
    document["@context"].append({"grade": None})
    document["grade"] = "with distinction"


def renamed_by_a_context(document: Json) -> None:
    document["@context"].append({"title": "https://schema.org/name"})
    document["title"] = document.pop("name")


def hidden_in_a_dropped_node(document: Json) -> None:
    document["evidence"] = [{"id": "https://a b", "type": ["Evidence"], "name": "with distinction"}]


def hidden_in_a_dropped_result(document: Json) -> None:
    document["credentialSubject"]["result"].append({"id": "https://a b", "type": ["Result"], "value": "100"})


def hidden_under_null(document: Json) -> None:
    document["description"] = None


def hidden_in_an_empty_list(document: Json) -> None:
    document["evidence"] = []


def spelt_as_an_address(document: Json) -> None:
    document["https://schema.org/name"] = document.pop("name")


def spelt_as_a_keyword(document: Json) -> None:
    document["@id"] = document.pop("id")


def written_as_text(document: Json) -> None:
    document["credentialSubject"]["identifier"][0]["hashed"] = "false"


def out_of_its_list(document: Json) -> None:
    document["credentialSubject"]["identifier"] = document["credentialSubject"]["identifier"][0]


def named_by_a_blank(document: Json) -> None:
    document[" "] = "with distinction"


def labelled(document: Json) -> None:
    document["credentialSubject"]["id"] = "_:b0"


def without_proof(document: Json) -> None:
    del document["proof"]


def with_two_proofs(document: Json) -> None:
    document["proof"] *= 2


def with_a_word_in_the_proof(document: Json) -> None:
    document["proof"][0]["domain"] = "elsewhere.example"


def with_an_endless_signature(document: Json) -> None:
    document["proof"][0]["proofValue"] = "z" + "2" * 190_000


def with_an_endless_word(document: Json) -> None:
    document["name"] = "a" * 300_000


def nested_deeply(document: Json) -> None:
    for _ in range(900):
        document["issuer"] = {**SEALED["issuer"], "parentOrg": document["issuer"]}


def full_of_likes(document: Json) -> None:
    likes = [{"type": ["Result"], "value": "1"} for _ in range(12)]
    document["credentialSubject"]["result"] += [{"type": ["AchievementSubject"], "result": likes} for _ in range(2)]


TRICKS = [
    hidden_by_a_context,
    renamed_by_a_context,
    hidden_in_a_dropped_node,
    hidden_in_a_dropped_result,
    hidden_under_null,
    hidden_in_an_empty_list,
    spelt_as_an_address,
    spelt_as_a_keyword,
    written_as_text,
    out_of_its_list,
    named_by_a_blank,
    labelled,
    without_proof,
    with_two_proofs,
    with_a_word_in_the_proof,
    with_an_endless_signature,
    with_an_endless_word,
    nested_deeply,
    full_of_likes,
]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_a_trick_is_seen(trick: Callable[[Json], None]) -> None:
    document = copy.deepcopy(SEALED)
    trick(document)
    report = check(document, KEYS)
    assert not report.intact
    assert report.fault


@given(ANYTHING)
@settings(max_examples=200, deadline=None)
def test_any_json_value_is_answered(value: Any) -> None:
    assert not check(value, KEYS).intact
    assert not check({"@context": value, "issuer": value, "proof": value}, KEYS).intact
    assert not check({**SEALED, "@context": value}, KEYS).intact
    assert not check({**SEALED, "proof": [{**SEALED["proof"][0], "proofValue": value}]}, KEYS).intact


def test_the_seal_of_a_stranger_is_not_ours() -> None:
    stranger = KeyRing.throwaway("did:web:elsewhere.example")
    honest = make_sealed(stranger, issuer_did=stranger.did)
    assert check(honest, stranger).intact
    assert check(honest, KEYS) == ProofReport(Fault.FOREIGN)
    assert not check(honest, KEYS).ours
    assert check(make_sealed(stranger), KEYS) == ProofReport(Fault.STRANGER)


def test_a_stranger_who_borrows_our_address_is_seen_by_the_key() -> None:
    impostor = KeyRing.throwaway(DID)
    assert check(make_sealed(impostor), KEYS) == ProofReport(Fault.UNKNOWN_KEY)


def test_our_key_under_a_name_that_is_not_ours_is_not_intact() -> None:
    assert check(make_sealed(issuer_did="did:web:elsewhere.example"), KEYS) == ProofReport(Fault.WRONG_ISSUER)
    assert check({**SEALED, "issuer": "did:web:elsewhere.example"}, KEYS) == ProofReport(Fault.WRONG_ISSUER)


def test_our_name_without_a_proof_is_told_from_no_name_of_ours() -> None:
    bare = as_credential(make_snapshot())
    assert check(bare, KEYS) == ProofReport(Fault.UNSIGNED)
    assert check({**bare, "issuer": "did:web:elsewhere.example"}, KEYS) == ProofReport(Fault.FOREIGN)


def test_a_rotation_leaves_older_credentials_intact() -> None:
    keys = KeyRing.throwaway(DID)
    older = make_sealed(keys)
    rotate(keys, Purpose.CREDENTIAL, now=NOW, at_once=True)
    newer = make_sealed(keys)
    assert older["proof"][0]["verificationMethod"] != newer["proof"][0]["verificationMethod"]
    assert check(older, keys).intact
    assert check(newer, keys).intact


def test_a_retired_key_signs_nothing_new() -> None:
    keys = KeyRing.throwaway(DID)
    older, late = make_sealed(keys), sign(as_credential(make_snapshot()), keys, now=NOW + timedelta(seconds=1))
    rotate(keys, Purpose.CREDENTIAL, now=NOW)
    retire(keys, "credential-0001", now=NOW)
    assert check(older, keys).intact
    assert check(late, keys) == ProofReport(Fault.EXPIRED_SIGNER)


def test_a_stolen_key_proves_nothing_by_itself_however_old_the_proof_is() -> None:
    keys = KeyRing.throwaway(DID)
    older = make_sealed(keys)
    compromise(keys, "credential-0001", now=NOW + timedelta(days=90))
    assert check(older, keys) == ProofReport(Fault.BEFORE_THEFT)
    assert not check(older, keys).intact
    assert check({**older, "name": "Another"}, keys) == ProofReport(Fault.ALTERED)


@pytest.mark.parametrize(
    "text", ["", "😀 🧑‍🏫", "محمد عبد الله", 'a "b" \\c\n\td', "É", "\u2028", "１３１", "<b>&amp;</b>"]
)
def test_any_name_can_be_sealed(text: str) -> None:
    sealed = make_sealed(holder_name=text, figures=(Figure("minutes", text, 10**30, 0, text),))
    assert check(json.loads(json.dumps(sealed)), KEYS).intact


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_that_was_made_printable_is_sealed(text: str) -> None:
    assert canonical({**as_credential(make_snapshot()), "name": printable("a" + text)})


@pytest.mark.parametrize(
    "addition",
    [
        {"grade": "A"},
        {"evidence": [{"id": "https://a b", "type": ["Evidence"]}]},
        {"image": {"id": "picture.png", "type": "Image"}},
        {"name": "a\x00b"},
        {"name": "\ud800"},
        {"name": None},
        {"name": 0.1},
        {"type": ["VerifiableCredential", "Diplomma"]},
        {"credentialSubject": {"type": ["AchievementSubject"], "rank": "1"}},
    ],
    ids=str,
)
def test_what_would_be_lost_is_never_signed(addition: Json) -> None:
    with pytest.raises(Unmapped):
        sign({**as_credential(make_snapshot()), **addition}, KEYS, now=NOW)


@pytest.mark.parametrize("context", [None, "https://www.w3.org/ns/credentials/v2", ["https://example.org"], [{}], [[]]])
def test_only_known_contexts_are_read(context: Any) -> None:
    with pytest.raises(ValueError, match="context that is not known"):
        canonical({**SEALED, "@context": context})


def test_the_contexts_never_change() -> None:
    """A changed context breaks every seal ever made."""
    folder = Path(certificates.jsonld.__file__).parent / "contexts"
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()[:16] for name in CONTEXTS.values()}
    assert digests == {
        "credentials-v2.jsonld": "8a9f494a89ecc51d",
        "open-badges-3.0.3.json": "ca836d808e9a9fb2",
        "open-badges-extensions.json": "7c24eea3ee3398f7",
    }


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("A connection was opened.")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert check(make_sealed(), KEYS).intact
    assert not check({**SEALED, "@context": [*CONTEXTS, "https://example.org/context"]}, KEYS).intact


def test_a_moment_is_written_without_fractions() -> None:
    sealed = sign(as_credential(make_snapshot()), KEYS, now=datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC))
    assert sealed["proof"][0]["created"] == "2026-01-02T03:04:05Z"
    assert check(sealed, KEYS).intact
