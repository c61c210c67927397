"""A changed byte never verifies: of the credential as JSON, of the printed page, and of the place of its signature."""

import json
import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pytest

from certificates.credential import as_credential
from certificates.pdf import render
from certificates.proofs import check as check_proof
from certificates.proofs import sign
from certificates.seal import SealReport, attached_credential, seal
from certificates.seal import check as check_seal
from certificates.standing import Standing
from certificates.verification import Outcome, judge
from tests.short_road import ISSUER
from tests.unit.certificates.samples import NOW, make_snapshot

KEYS = ISSUER.keys
STANDS = Standing(None, "", None)
SAMPLE = 200
REFUSED = {None, Outcome.ALTERED, Outcome.FORGED, Outcome.FOREIGN}


@pytest.fixture(scope="module")
def credential() -> bytes:
    snapshot = make_snapshot(issuer_did=KEYS.did, holder_name="Søren Müller-Ødegård")
    signed = sign(as_credential(snapshot), KEYS, now=NOW)
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.fixture(scope="module")
def printed(credential: bytes) -> bytes:
    page = render(make_snapshot(issuer_did=KEYS.did, holder_name="Søren Müller-Ødegård"), credential.decode())
    return seal(page, KEYS.sealing(NOW), now=NOW)


def outcome(content: bytes, page: SealReport | None = None) -> Outcome | None:
    """Return the verdict on what somebody hands in, the register knowing the number; None for what is no credential."""
    try:
        document: Any = json.loads(content.decode("utf-8", "replace"))
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    return judge(document, check_proof(document, KEYS), STANDS, page, now=NOW).outcome


def outcome_of_page(pdf: bytes) -> Outcome | None:
    return outcome((attached_credential(pdf) or "").encode(), check_seal(pdf, KEYS.trust))


def changed(content: bytes, positions: Sequence[int], count: int, values: bytes = bytes(range(256))) -> Iterator[bytes]:
    """Yield the content with one byte changed, at random ones of these places, in every run the same."""
    rng = Random(len(positions))
    for position in rng.choices(positions, k=count):
        others = [value for value in values if value != content[position]]
        yield content[:position] + bytes([rng.choice(others)]) + content[position + 1 :]


def place_of_signature(pdf: bytes) -> range:
    found = re.search(rb"/Contents <[0-9A-F]+>", pdf)
    assert found
    return range(found.start() + 10, found.end())


def test_what_nobody_touched_verifies(credential: bytes, printed: bytes) -> None:
    assert outcome(credential) is Outcome.VALID
    assert outcome_of_page(printed) is Outcome.VALID


def test_a_changed_byte_of_the_credential_never_verifies(credential: bytes) -> None:
    outcomes = {outcome(one) for one in changed(credential, range(len(credential)), 2 * SAMPLE)}
    assert outcomes <= REFUSED


def test_a_letter_for_a_letter_and_a_figure_for_a_figure_never_verify(credential: bytes) -> None:
    for kind in (b"0123456789", b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        places = [place for place, byte in enumerate(credential) if byte in kind]
        outcomes = {outcome(one) for one in changed(credential, places, SAMPLE // 2, kind)}
        assert outcomes <= REFUSED


def test_a_changed_byte_of_the_page_never_verifies(printed: bytes) -> None:
    outcomes = {outcome_of_page(one) for one in changed(printed, range(len(printed)), SAMPLE)}
    assert outcomes <= REFUSED


def test_a_changed_byte_where_the_signature_stands_never_verifies(printed: bytes) -> None:
    place = place_of_signature(printed)
    for values in (b"0123456789ABCDEF", b"abcdef \n"):
        assert {outcome_of_page(one) for one in changed(printed, place, SAMPLE // 8, values)} <= {None, Outcome.ALTERED}


def test_a_signature_in_small_letters_never_verifies(printed: bytes) -> None:
    place = place_of_signature(printed)
    small = printed[: place.start] + printed[place.start : place.stop].lower() + printed[place.stop :]
    assert small != printed
    assert outcome_of_page(small) is Outcome.ALTERED


def test_a_byte_more_or_less_never_verifies(credential: bytes, printed: bytes) -> None:
    rng = Random(7)
    for content, judged in ((credential, outcome), (printed, outcome_of_page)):
        for _ in range(20):
            place = rng.randrange(1, len(content) - 1)
            assert judged(content[:place] + content[place + 1 :]) is not Outcome.VALID
            assert judged(content[:place] + b"7" + content[place:]) is not Outcome.VALID
        assert judged(content[:-1]) is not Outcome.VALID
