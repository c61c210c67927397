import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import NameOID

from certificates.keys import KeyRing, KeysUnreadable, Purpose, State, Trust, authority
from certificates.keys.keeping import WAIT, LastKey, NoSuchKey, compromise, restore, retire, rotate, states
from certificates.keys.record import packed
from certificates.keys.ring import Signer
from certificates.pdf import render
from certificates.seal import SealFault, check, seal
from tests.unit.certificates.samples import CREDENTIAL, NOW, make_snapshot

DID = "did:web:academy.example"
WORD = b"a word"
LATER = NOW + WAIT
SIGNERS = (Purpose.CREDENTIAL, Purpose.JWT)
FIRST = ["authority-0001.pem", "credential-0001.pem", "jwt-0001.pem", "seal-0001.pem"]


def open_ring(folder: Path, passphrase: str = "correct horse") -> KeyRing:
    return KeyRing.open(folder, passphrase, DID)


def signer(ring: KeyRing, purpose: Purpose = Purpose.CREDENTIAL, now: datetime = LATER) -> Signer:
    return ring.signer(purpose, now)


def rotated(ring: KeyRing, purpose: Purpose = Purpose.CREDENTIAL) -> str:
    return rotate(ring, purpose, now=NOW)


def told(ring: KeyRing, now: datetime = LATER) -> dict[str, State]:
    return {one.name: state for one, state in states(ring, now=now)}


def test_a_second_start_reads_the_same_keys(tmp_path: Path) -> None:
    first, second = open_ring(tmp_path / "keys"), open_ring(tmp_path / "keys")
    assert second.trust.did_document() == first.trust.did_document()
    assert second.trust.ca_pem == first.trust.ca_pem
    for purpose in SIGNERS:
        signed = signer(first, purpose)
        assert signer(second, purpose).address == signed.address
        assert second.trust.verifies(signed.address, signed.sign(WORD), WORD)


def test_many_first_starts_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(open_ring, [tmp_path / "keys"] * 8))
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == FIRST
    assert len({json.dumps(ring.trust.did_document()) for ring in rings}) == 1
    assert len({ring.trust.ca_pem for ring in rings}) == 1
    assert len({ring.sealing(NOW).certificate.public_bytes(Encoding.PEM) for ring in rings}) == 1


def test_only_the_owner_may_read_the_keys_and_only_with_the_passphrase(tmp_path: Path) -> None:
    rotated(open_ring(tmp_path / "keys"))
    files = sorted((tmp_path / "keys").iterdir())
    assert [file.name for file in files] == sorted([*FIRST, "credential-0002.pem"])
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    for file in files:
        assert b"-----BEGIN ENCRYPTED PRIVATE KEY-----" in file.read_bytes()
        with pytest.raises(TypeError):
            load_pem_private_key(file.read_bytes(), None)


@pytest.mark.parametrize("passphrase", ["wrong", "", "é" * 2000, "\udcff"])
def test_another_passphrase_is_refused_in_one_sentence(tmp_path: Path, passphrase: str) -> None:
    open_ring(tmp_path)
    with pytest.raises(KeysUnreadable, match="ACADEMY_KEY_PASSPHRASE"):
        open_ring(tmp_path, passphrase)


@pytest.mark.parametrize("passphrase", ["", "é" * 2000])
def test_keys_are_never_made_with_a_passphrase_that_cannot_lock_them(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(KeysUnreadable):
        open_ring(tmp_path, passphrase)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FIRST)
@pytest.mark.parametrize("lost", [1, 80, 600])
def test_a_torn_file_is_refused_and_left_alone(tmp_path: Path, name: str, lost: int) -> None:
    open_ring(tmp_path)
    path = tmp_path / name
    path.write_bytes(torn := path.read_bytes()[:-lost].rstrip(b"-"))
    with pytest.raises(KeysUnreadable, match=name):
        open_ring(tmp_path)
    assert path.read_bytes() == torn


def test_parts_of_two_keys_in_one_file_are_refused(tmp_path: Path) -> None:
    ring = open_ring(tmp_path)
    one, other = (KeyRing.throwaway(DID).of(Purpose.CREDENTIAL)[0] for _ in range(2))
    (tmp_path / "credential-0002.pem").write_bytes(
        packed(one.private, other.public, (), ring.passphrase, made=NOW, active=NOW)
    )
    with pytest.raises(KeysUnreadable, match="credential-0002"):
        open_ring(tmp_path)


def test_a_mark_without_a_moment_is_refused(tmp_path: Path) -> None:
    open_ring(tmp_path)
    (tmp_path / "seal-0001.retired").write_text("yesterday")
    with pytest.raises(KeysUnreadable, match=r"seal-0001\.retired"):
        open_ring(tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("here already")
    with pytest.raises(KeysUnreadable, match="cannot hold the signing keys"):
        open_ring(tmp_path / "keys")


def test_keys_that_were_filed_before_keys_had_dates_are_read(tmp_path: Path) -> None:
    """The first version filed a bare private key, and the seal beside an authority whose key it forgot."""
    old = KeyRing.throwaway(DID)
    bare, sealing = old.of(Purpose.CREDENTIAL)[0], old.sealing(NOW)
    content = packed(bare.private, bare.public, (), b"correct horse", made=NOW, active=NOW)
    (tmp_path / "credential-0001.pem").write_bytes(content[content.index(b"-----") : content.index(b"-----BEGIN PUB")])
    content = packed(sealing.key, None, (sealing.certificate, *sealing.chain), b"correct horse", made=NOW, active=NOW)
    (tmp_path / "seal.pem").write_bytes(content[content.index(b"-----") :])
    ring = open_ring(tmp_path)
    assert signer(ring).address == signer(old).address
    assert ring.sealing(NOW).certificate == sealing.certificate
    assert sealing.chain[0] in ring.trust.authorities
    assert rotate(ring, Purpose.SEAL, now=NOW, at_once=True) == "seal-0001"
    assert ring.sealing(NOW).chain != sealing.chain


@pytest.mark.parametrize("purpose", SIGNERS)
def test_a_new_key_is_shown_for_a_day_before_it_signs_and_the_old_one_stays_good(
    tmp_path: Path, purpose: Purpose
) -> None:
    ring = open_ring(tmp_path)
    old = signer(ring, purpose, NOW)
    name = rotated(ring, purpose)
    assert signer(ring, purpose, LATER - timedelta(seconds=1)).address == old.address
    new = signer(ring, purpose)
    assert new.address != old.address
    assert {old.address, new.address} < set(ring.trust.did_document()["assertionMethod"])
    assert ring.trust.verifies(old.address, old.sign(WORD), WORD)
    assert not ring.trust.verifies(new.address, old.sign(WORD), WORD)
    assert told(ring, NOW)[name] is State.PENDING
    assert told(ring)[name] is State.ACTIVE
    assert told(ring)[f"{purpose}-0001"] is State.RETIRED
    assert signer(open_ring(tmp_path), purpose).address == new.address


def test_a_rotation_elsewhere_reaches_a_ring_that_is_open_already(tmp_path: Path) -> None:
    here, there = open_ring(tmp_path), open_ring(tmp_path)
    before = here.trust
    assert here.trust is before
    rotated(there)
    assert here.trust is not before
    assert here.trust.verifies(signer(there).address, signer(there).sign(WORD), WORD)
    assert signer(here).address == signer(there).address


def test_rotations_at_once_lose_no_key(tmp_path: Path) -> None:
    rings = [open_ring(tmp_path) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(rotated, rings))
    assert sorted(names) == [f"credential-{number:04}" for number in range(2, 6)]
    assert len(open_ring(tmp_path).of(Purpose.CREDENTIAL)) == 5
    assert [state for name, state in told(rings[0]).items() if "credential" in name].count(State.ACTIVE) == 1


def test_a_retired_key_seals_no_more_and_the_last_one_cannot_be_retired() -> None:
    ring = KeyRing.throwaway(DID)
    with pytest.raises(LastKey, match="academy keys rotate"):
        retire(ring, "credential-0001", now=NOW)
    rotated(ring)
    retire(ring, "credential-0001", now=NOW)
    assert told(ring, NOW) | {"credential-0001": State.RETIRED, "credential-0002": State.ACTIVE} == told(ring, NOW)
    with pytest.raises(NoSuchKey):
        retire(ring, "credential-0007", now=NOW)


@pytest.mark.parametrize("purpose", SIGNERS)
def test_a_compromised_key_may_assert_nothing_and_another_seals_at_once(purpose: Purpose) -> None:
    ring = KeyRing.throwaway(DID)
    stolen = signer(ring, purpose, NOW)
    compromise(ring, f"{purpose}-0001", now=NOW)
    document = ring.trust.did_document()
    assert stolen.address not in document["assertionMethod"]
    (method,) = (one for one in document["verificationMethod"] if one["id"] == stolen.address)
    assert method["revoked"] == "2026-11-24T10:15:00Z"
    assert signer(ring, purpose, NOW).address != stolen.address
    assert stolen.address.partition("#")[2] not in json.dumps(ring.trust.key_set("https://academy.example"))
    assert told(ring)[f"{purpose}-0001"] is State.COMPROMISED


def test_a_key_that_is_stolen_while_it_waits_leaves_no_day_without_a_key() -> None:
    ring = KeyRing.throwaway(DID)
    before = signer(ring, now=NOW).address
    compromise(ring, rotated(ring), now=NOW)
    assert told(ring) == {**told(ring), "credential-0001": State.ACTIVE, "credential-0002": State.COMPROMISED}
    assert signer(ring).address == before


def test_a_retired_key_does_not_come_back_when_the_one_after_it_is_stolen() -> None:
    ring = KeyRing.throwaway(DID)
    name = rotated(ring)
    compromise(ring, name, now=LATER)
    assert told(ring) == {**told(ring), "credential-0001": State.RETIRED, "credential-0003": State.ACTIVE}
    compromise(ring, "credential-0001", now=LATER)
    assert "credential-0004" not in told(ring)


def test_a_throwaway_ring_rotates_without_a_folder() -> None:
    ring = KeyRing.throwaway(DID)
    old = signer(ring)
    rotate(ring, Purpose.CREDENTIAL, now=NOW, at_once=True)
    assert signer(ring, now=NOW).address != old.address
    assert ring.trust.verifies(old.address, old.sign(WORD), WORD)


@pytest.mark.parametrize("purpose", SIGNERS)
def test_a_key_that_was_never_on_the_ring_verifies_nothing(purpose: Purpose) -> None:
    ring, stranger = KeyRing.throwaway(DID), KeyRing.throwaway(DID)
    mine, theirs = signer(ring, purpose), signer(stranger, purpose)
    assert not ring.trust.verifies(theirs.address, theirs.sign(WORD), WORD)
    assert not ring.trust.verifies(mine.address, theirs.sign(WORD), WORD)
    assert not ring.trust.verifies("", b"", b"")
    assert not ring.trust.verifies(mine.address, b"short", WORD)


def test_a_token_is_signed_alike_each_time() -> None:
    token = signer(KeyRing.throwaway(DID), Purpose.JWT)
    assert token.sign(WORD) == token.sign(WORD)
    assert len(token.sign(WORD)) == 64


def test_the_did_document_names_each_key_as_its_issuers() -> None:
    ring = KeyRing.throwaway("did:web:localhost%3A8000")
    document = ring.trust.did_document()
    multikey, web_key = document["verificationMethod"]
    assert document["id"] == multikey["controller"] == web_key["controller"] == "did:web:localhost%3A8000"
    assert multikey["id"] == signer(ring).address == f"{ring.did}#{multikey['publicKeyMultibase']}"
    assert multikey["publicKeyMultibase"].startswith("z6Mk")
    assert web_key["id"] == signer(ring, Purpose.JWT).address == f"{ring.did}#{web_key['publicKeyJwk']['kid']}"
    assert document["assertionMethod"] == [multikey["id"], web_key["id"]]
    named = {**web_key["publicKeyJwk"], "kid": f"https://academy.example/keys/{web_key['publicKeyJwk']['kid']}"}
    assert ring.trust.key_set("https://academy.example") == {"keys": [named]}


def test_the_seal_carries_the_name_of_the_institution() -> None:
    ring = KeyRing.throwaway(DID, name="Escola de Governo de Vila Nova", base_url="https://academy.example")
    own = ring.sealing(NOW).certificate
    names = [
        own.subject.get_attributes_for_oid(oid)[0].value for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    ]
    assert names == ["Escola de Governo de Vila Nova"] * 2
    (point,) = own.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    (above,) = ring.lists(NOW).keys() - {"ca"}
    assert [one.value for one in point.full_name or ()] == [f"https://academy.example/pki/{above}.crl"]
    site = own.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert site.get_values_for_type(x509.UniformResourceIdentifier) == ["https://academy.example"]


@pytest.mark.parametrize("name", ["", "Ü" * 200, "學院", "A & B, \"C\" = 'D'"])
@pytest.mark.parametrize("did", [DID, "did:web:" + "a-very-long-name." * 12 + "example"])
def test_any_name_and_address_gets_a_sealing_certificate(name: str, did: str) -> None:
    sealing = KeyRing.throwaway(did, name=name).sealing(NOW)
    assert sealing.certificate.issuer == sealing.chain[0].subject
    sealing.certificate.verify_directly_issued_by(sealing.chain[0])


def test_a_page_sealed_before_a_restart_is_ours_after_it(tmp_path: Path) -> None:
    ring = open_ring(tmp_path)
    now = ring.of(Purpose.SEAL)[0].made
    page = seal(render(make_snapshot(), CREDENTIAL), ring.sealing(now), now=now)
    assert check(page, open_ring(tmp_path).trust).whole
    assert not check(page, KeyRing.throwaway(DID).trust).whole


def test_a_page_outlives_the_rotation_of_its_seal_and_of_its_authority_but_not_a_theft() -> None:
    ring = KeyRing.throwaway(DID)
    page = seal(render(make_snapshot(), CREDENTIAL), ring.sealing(NOW), now=NOW)
    rotate(ring, Purpose.SEAL, now=NOW, at_once=True)
    rotate(ring, Purpose.AUTHORITY, now=NOW, at_once=True)
    assert ring.sealing(NOW).chain != (ring.of(Purpose.AUTHORITY)[0].certificates[0],)
    assert check(page, ring.trust).whole
    compromise(ring, "seal-0001", now=NOW)
    assert check(page, ring.trust).fault is SealFault.STOLEN_SEAL
    compromise(ring, "authority-0001", now=NOW)
    assert check(page, ring.trust).fault is SealFault.FOREIGN


def test_the_list_of_revoked_seals_is_signed_by_the_authority_and_equal_all_day() -> None:
    ring = KeyRing.throwaway(DID)
    serial = ring.sealing(NOW).certificate.serial_number
    before = x509.load_der_x509_crl(ring.revoked(NOW))
    assert before.is_signature_valid(ring.trust.authorities[0].public_key())  # type: ignore[arg-type]
    assert before.get_revoked_certificate_by_serial_number(serial) is None
    compromise(ring, "seal-0001", now=NOW)
    after = x509.load_der_x509_crl(ring.revoked(NOW))
    assert after.get_revoked_certificate_by_serial_number(serial) is not None
    assert ring.revoked(NOW) == ring.revoked(NOW + timedelta(hours=3)) != ring.revoked(NOW + timedelta(days=1))


def test_the_first_list_goes_on_by_the_authority_whose_seals_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(authority, "list_name", lambda _authority: "ca")
        ring = KeyRing.throwaway(DID, base_url="https://academy.example")
    rotate(ring, Purpose.AUTHORITY, now=NOW, at_once=True)
    first, second = ring.of(Purpose.AUTHORITY)
    lists = ring.lists(NOW)
    assert [one.name for one in lists.values()] == [first.name, first.name, second.name]
    assert lists["ca"] is not ring.active(Purpose.AUTHORITY, NOW)
    compromise(ring, first.name, now=NOW)
    assert ring.lists(NOW)["ca"].name == second.name


def published(ring: KeyRing) -> Trust:
    """Return the trust of a ring as others read it from what is published."""
    return Trust.read(ring.trust.did_document(), ring.trust.ca_pem, ring.revoked(NOW))


def test_what_is_published_checks_what_the_ring_sealed() -> None:
    ring = KeyRing.throwaway(DID)
    rotated(ring)
    compromise(ring, "credential-0001", now=NOW)
    compromise(ring, "seal-0001", now=NOW)
    read = published(ring)
    for purpose in SIGNERS:
        assert read.verifies(signer(ring, purpose).address, signer(ring, purpose).sign(WORD), WORD)
    assert read.did_document() == ring.trust.did_document()
    assert read.key_set("https://academy.example") == ring.trust.key_set("https://academy.example")
    assert (read.authorities, read.stolen_seals) == (ring.trust.authorities, ring.trust.stolen_seals)


def test_a_list_of_revoked_seals_by_a_stranger_is_refused() -> None:
    ring, stranger = KeyRing.throwaway(DID), KeyRing.throwaway(DID)
    with pytest.raises(ValueError, match="no authority signed"):
        Trust.read(ring.trust.did_document(), ring.trust.ca_pem, stranger.revoked(NOW))


@pytest.mark.parametrize(
    "spoilt", [{}, {"assertionMethod": 3}, {"verificationMethod": [{}]}, {"verificationMethod": 1}]
)
def test_what_is_no_did_document_is_refused(spoilt: dict[str, object]) -> None:
    ring = KeyRing.throwaway(DID)
    document = {**ring.trust.did_document(), **spoilt} if spoilt else {}
    with pytest.raises(ValueError, match=r"document|Multikey|JSON Web Key"):
        Trust.read(document, ring.trust.ca_pem, ring.revoked(NOW))


def test_after_the_loss_of_every_key_what_was_published_still_checks_what_was_sealed(tmp_path: Path) -> None:
    lost = KeyRing.throwaway(DID)
    rotate(lost, Purpose.SEAL, now=NOW, at_once=True)
    page = seal(render(make_snapshot(), CREDENTIAL), lost.sealing(NOW), now=NOW)
    stolen = lost.of(Purpose.SEAL)[0].certificates[0].serial_number
    signed = [signer(lost, purpose) for purpose in SIGNERS]
    compromise(lost, "seal-0001", now=NOW)
    ring = open_ring(tmp_path)
    assert not check(page, ring.trust).whole
    assert restore(ring, published(lost), now=NOW) == 3
    assert restore(ring, published(lost), now=NOW) == 0
    again = open_ring(tmp_path)
    assert check(page, again.trust).whole
    assert all(again.trust.verifies(one.address, one.sign(WORD), WORD) for one in signed)
    assert stolen in again.trust.stolen_seals
    assert told(again)["credential-0002"] is State.LOST
    assert signer(again).address not in {one.address for one in signed}
