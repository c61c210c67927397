import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from certificates.keys import KeyRing, KeysUnreadable
from certificates.pdf import render
from certificates.seal import check, seal
from tests.unit.certificates.samples import CREDENTIAL, NOW, make_snapshot

DID = "did:web:academy.example"
WORD = b"a word"


def open_ring(folder: Path, passphrase: str = "correct horse") -> KeyRing:
    return KeyRing.open(folder, passphrase, DID)


def test_a_second_start_reads_the_same_keys(tmp_path: Path) -> None:
    first, second = open_ring(tmp_path / "keys"), open_ring(tmp_path / "keys")
    assert second.verification_method == first.verification_method
    assert second.did_document() == first.did_document()
    assert second.ca_pem == first.ca_pem
    assert second.verifies(first.verification_method, first.sign(WORD), WORD)


def test_many_first_starts_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(open_ring, [tmp_path / "keys"] * 8))
    assert len({ring.verification_method for ring in rings}) == 1
    assert len({ring.ca_pem for ring in rings}) == 1
    assert len({ring.sealing().certificate.public_bytes(Encoding.PEM) for ring in rings}) == 1


def test_only_the_owner_may_read_the_keys_and_only_with_the_passphrase(tmp_path: Path) -> None:
    open_ring(tmp_path / "keys").rotate()
    files = sorted((tmp_path / "keys").iterdir())
    assert [file.name for file in files] == ["credential-0001.pem", "credential-0002.pem", "seal.pem"]
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
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


@pytest.mark.parametrize("name", ["credential-0001.pem", "seal.pem"])
def test_a_torn_file_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    open_ring(tmp_path)
    path = tmp_path / name
    path.write_bytes(torn := path.read_bytes()[:-80])
    with pytest.raises(KeysUnreadable, match=name):
        open_ring(tmp_path)
    assert path.read_bytes() == torn


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("here already")
    with pytest.raises(KeysUnreadable, match="cannot hold the signing keys"):
        open_ring(tmp_path / "keys")


def test_a_rotation_signs_with_a_new_key_and_still_knows_the_old_one(tmp_path: Path) -> None:
    ring = open_ring(tmp_path)
    old, signature = ring.verification_method, ring.sign(WORD)
    ring.rotate()
    new = ring.verification_method
    assert new != old
    assert ring.verifies(old, signature, WORD)
    assert not ring.verifies(new, signature, WORD)
    assert [one["id"] for one in ring.did_document()["verificationMethod"]] == [old, new]
    assert open_ring(tmp_path).verification_method == new


def test_a_rotation_elsewhere_reaches_a_ring_that_is_open_already(tmp_path: Path) -> None:
    here, there = open_ring(tmp_path), open_ring(tmp_path)
    there.rotate()
    assert here.verifies(there.verification_method, there.sign(WORD), WORD)
    assert here.verification_method == there.verification_method


def test_rotations_at_once_lose_no_key(tmp_path: Path) -> None:
    rings = [open_ring(tmp_path) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(KeyRing.rotate, rings))
    signed = [(ring.verification_method, ring.sign(WORD)) for ring in rings]
    assert len(open_ring(tmp_path).did_document()["assertionMethod"]) == 5
    assert all(open_ring(tmp_path).verifies(method, signature, WORD) for method, signature in signed)


def test_a_throwaway_ring_rotates_without_a_folder() -> None:
    ring = KeyRing.throwaway(DID)
    old, signature = ring.verification_method, ring.sign(WORD)
    ring.rotate()
    assert ring.verification_method != old
    assert ring.verifies(old, signature, WORD)


def test_a_method_that_was_never_on_the_ring_verifies_nothing() -> None:
    ring, stranger = KeyRing.throwaway(DID), KeyRing.throwaway(DID)
    assert not ring.verifies(stranger.verification_method, stranger.sign(WORD), WORD)
    assert not ring.verifies("", b"", b"")
    assert not ring.verifies(ring.verification_method, b"short", WORD)


def test_the_did_document_names_each_key_as_multikey_of_the_issuer() -> None:
    ring = KeyRing.throwaway("did:web:localhost%3A8000")
    document = ring.did_document()
    (method,) = document["verificationMethod"]
    assert document["id"] == method["controller"] == "did:web:localhost%3A8000"
    assert method["id"] == ring.verification_method == f"{ring.did}#{method['publicKeyMultibase']}"
    assert method["publicKeyMultibase"].startswith("z6Mk")
    assert document["assertionMethod"] == [method["id"]]


def test_a_page_sealed_before_a_restart_is_ours_after_it(tmp_path: Path) -> None:
    page = seal(render(make_snapshot(), CREDENTIAL), open_ring(tmp_path).sealing(), now=NOW)
    assert check(page, open_ring(tmp_path).ca_pem).ours
    assert not check(page, KeyRing.throwaway(DID).ca_pem).ours


def test_a_long_address_still_gets_a_sealing_certificate() -> None:
    ring = KeyRing.throwaway("did:web:" + "a-very-long-name." * 12 + "example")
    assert ring.sealing().certificate.issuer == ring.sealing().chain[0].subject
