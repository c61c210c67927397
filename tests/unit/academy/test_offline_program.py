"""The program that anybody may keep: a single file, the standard library, `cryptography`, and a trust file."""

import ast
import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from certificates import jwt
from certificates.badge import PLAIN
from certificates.bake import bake_png
from certificates.bundle import bundle
from certificates.credential import as_credential
from certificates.issuer import Issuer
from certificates.keys import KeyRing, Purpose
from certificates.keys.keeping import compromise, rotate
from certificates.pdf import render
from certificates.seal import seal
from tests.unit.certificates.samples import NOW, make_snapshot
from tests.unit.certificates.test_offline import CREDENTIAL, ISSUER, JSON, LIST, PLACE, TOKEN, listing, make_issuer

PROGRAM = Path("academy/static/verify_certificate.py")
Said = Callable[..., str]


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_certificate", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verify_certificate = loaded()


@pytest.fixture(scope="module")
def printed() -> bytes:
    page = render(make_snapshot(), JSON.decode(), TOKEN.decode())
    return seal(page, ISSUER.keys.sealing(NOW), now=NOW)


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Give a function that hands a file and a trust file to the program and returns what it says."""

    def say(content: bytes, *lists: dict[str, object], issuer: Issuer = ISSUER, now: datetime = NOW) -> str:
        (tmp_path / "trust.json").write_text(json.dumps(bundle(issuer, lists, now=NOW)))
        (tmp_path / "file").write_bytes(content)
        status = verify_certificate.main([str(tmp_path / "trust.json"), str(tmp_path / "file")], now)
        found = capsys.readouterr().out.removeprefix(f"{tmp_path / 'file'}: ")
        assert status == (0 if found.startswith("TRUE.") else 1)
        return found

    return say


def test_it_needs_nothing_but_the_standard_library_and_cryptography() -> None:
    tree = ast.parse(PROGRAM.read_text())
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    roots = {name.split(".")[0] for name in names}
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}
    assert not roots & {"socket", "urllib", "http", "ssl"}


def test_it_runs_by_itself_in_an_empty_folder(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-I", PROGRAM.resolve()], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 2
    assert "python3 verify_certificate.py academy-trust.json FILE..." in found.stdout


def test_a_sealed_pdf_and_a_token_are_true(said: Said, printed: bytes) -> None:
    whose = "TRUE. Maria da Silva Ferreira: OKR Foundations, OKR Masters Academy, 2026-11-24 to 2029-11-24\n"
    assert said(printed, listing()) == said(TOKEN, listing()) == whose


def test_what_does_not_expire_is_valid_without_end(said: Said) -> None:
    token = jwt.sign(as_credential(make_snapshot(valid_until="")), ISSUER, now=NOW).encode()
    assert said(token, listing(), now=NOW + timedelta(hours=9)).endswith("2026-11-24 to without end\n")


def test_what_it_cannot_tell_it_says(said: Said) -> None:
    for content in (JSON, bake_png(PLAIN.read_bytes(), JSON.decode()), b"", b"\xff\xd8\xff"):
        assert said(content, listing()).startswith("CANNOT BE TOLD. It is no PDF and no token")
    assert "another issuer" in said(
        TOKEN, listing(), issuer=Issuer("Other", "https://o.example", KeyRing.throwaway("did:web:o.example"))
    )


def test_it_says_what_ended_what_expired_and_when_its_list_is_not_enough(said: Said) -> None:
    assert "revoked, suspended or replaced" in said(TOKEN, listing(PLACE))
    assert "expired on 2029-11-24" in said(TOKEN, listing(), now=NOW + timedelta(days=1200))
    assert "not valid yet" in said(TOKEN, listing(), now=NOW - timedelta(days=1))
    assert "no list" in said(TOKEN)
    assert "too old" in said(TOKEN, listing(), now=NOW + timedelta(days=2))


def test_a_list_that_was_swapped_or_forged_settles_nothing() -> None:
    trust = bundle(ISSUER, [listing(PLACE), listing(address=f"{LIST}2")], now=NOW)
    forged = bundle(make_issuer(), [listing()], now=NOW)["lists"][LIST]
    for other, words in (
        (trust["lists"][f"{LIST}2"], "another list"),
        (forged, "that says whether it was revoked is not"),
    ):
        changed = {**trust, "lists": {LIST: other}}
        with pytest.raises(verify_certificate.Unknown, match=words):
            verify_certificate.check_standing(CREDENTIAL, changed, NOW)


def test_a_stranger_with_our_name_is_not_true(said: Said) -> None:
    assert "a key that the academy never had" in said(TOKEN, listing(), issuer=make_issuer())


def test_a_seal_of_somebody_else_is_named(said: Said, printed: bytes) -> None:
    page = seal(render(make_snapshot(), JSON.decode(), TOKEN.decode()), make_issuer().keys.sealing(NOW), now=NOW)
    assert "sealed by somebody else" in said(page, listing())
    assert "bears no seal" in said(render(make_snapshot(), JSON.decode(), TOKEN.decode()), listing())


def test_a_seal_outside_its_dates_and_a_stolen_one_are_named(said: Said) -> None:
    issuer = make_issuer()
    page = render(make_snapshot(), JSON.decode(), TOKEN.decode())
    late = seal(page, issuer.keys.sealing(NOW), now=NOW + timedelta(days=5000))
    assert "for which the seal was not valid" in said(late, listing(), issuer=issuer)
    rotate(issuer.keys, Purpose.SEAL, now=NOW, at_once=True)
    compromise(issuer.keys, "seal-0001", now=NOW)
    assert "was stolen" in said(late, listing(), issuer=issuer)


def test_no_changed_byte_is_true(said: Said, printed: bytes) -> None:
    rng, trust = Random(5), bundle(ISSUER, [listing()], now=NOW)
    trust["authorities"] = list(ISSUER.keys.trust.authorities)
    trust["stolen"] = set()
    sealed = range(printed.index(b"/Contents <") + 10, printed.index(b"/ByteRange"))
    places = [(content, place) for content in (printed, TOKEN) for place in rng.choices(range(len(content)), k=300)]
    for content, place in [*places, *((printed, place) for place in rng.choices(sealed, k=300))]:
        other = rng.choice([byte for byte in b"0123456789ABCDEFabcdef .-_\0\xff" if byte != content[place]])
        changed = content[:place] + bytes([other]) + content[place + 1 :]
        with pytest.raises((verify_certificate.Untrue, verify_certificate.Unknown)):
            verify_certificate.checked(changed, trust, NOW)
