import re
import socket
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certificates.keys import Trust
from certificates.pdf import render
from certificates.seal import SealFault, SealReport, attached_credential, check, seal
from tests.unit.certificates.samples import CREDENTIAL, NOW, StandInSealing, make_sealing, make_snapshot


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render(make_snapshot(), CREDENTIAL)


@pytest.fixture(scope="module")
def sealing() -> StandInSealing:
    return make_sealing()


@pytest.fixture(scope="module")
def sealed(printed: bytes, sealing: StandInSealing) -> bytes:
    return seal(printed, sealing, now=NOW)


def test_a_sealed_page_verifies(sealed: bytes, sealing: StandInSealing) -> None:
    assert check(sealed, sealing.trust) == SealReport()


def test_an_rsa_key_seals_as_well(printed: bytes) -> None:
    sealing = make_sealing(with_rsa=True)
    assert check(seal(printed, sealing, now=NOW), sealing.trust).whole


def test_the_printed_bytes_stay_untouched_at_the_front(printed: bytes, sealed: bytes) -> None:
    assert sealed.startswith(printed)


def test_the_seal_claims_the_given_moment_and_shows_no_box(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as document:
        (field,) = document.Root.AcroForm.Fields
        assert str(field.V.M).startswith("D:20261124101500")
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        assert [float(edge) for edge in field.Rect] == [0, 0, 0, 0]


def test_the_seal_outlives_the_certificate_that_made_it(printed: bytes) -> None:
    brief = make_sealing(days=1)
    assert check(seal(printed, brief, now=NOW), brief.trust).whole
    for late in (seal(printed, brief, now=NOW + timedelta(days=days)) for days in (-2, 2)):
        assert check(late, brief.trust) == SealReport(SealFault.EXPIRED_SIGNER)


def test_a_stolen_seal_is_trusted_no_more_whenever_it_sealed(sealed: bytes, sealing: StandInSealing) -> None:
    stolen = replace(sealing.trust, stolen_seals=frozenset([sealing.certificate.serial_number]))
    assert check(sealed, stolen) == SealReport(SealFault.STOLEN_SEAL)


@pytest.mark.parametrize("share", [0.002, 0.1, 0.3, 0.5, 0.7, 0.85])
def test_a_changed_byte_breaks_the_seal(sealed: bytes, printed: bytes, sealing: StandInSealing, share: float) -> None:
    changed = bytearray(sealed)
    changed[int(len(printed) * share)] ^= 1
    assert not check(bytes(changed), sealing.trust).whole


def test_a_change_behind_the_signature_breaks_the_seal(sealed: bytes, sealing: StandInSealing) -> None:
    _, _, behind, length = map(int, re.findall(rb"/ByteRange ?\[(\d+) (\d+) (\d+) (\d+)", sealed)[0])
    for position in (behind + 1, behind + length // 2):
        changed = bytearray(sealed)
        changed[position] ^= 1
        assert not check(bytes(changed), sealing.trust).whole


def test_an_update_appended_later_breaks_the_seal(sealed: bytes, sealing: StandInSealing) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    writer.root["/Lang"] = TextStringObject("pt")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    for changed in (out.getvalue(), sealed + b"\n%more"):
        assert check(changed, sealing.trust) == SealReport(SealFault.CHANGED)


def test_a_foreign_authority_is_not_ours(sealed: bytes) -> None:
    assert check(sealed, make_sealing("Another Academy").trust) == SealReport(SealFault.FOREIGN)


def test_an_unsealed_page_is_not_signed(printed: bytes, sealing: StandInSealing) -> None:
    assert check(printed, sealing.trust) == SealReport(SealFault.UNSEALED)


def test_the_attached_credential_comes_back_letter_for_letter(sealed: bytes) -> None:
    assert attached_credential(sealed) == CREDENTIAL


def test_a_page_without_attachment_or_with_too_long_a_one_has_no_credential() -> None:
    bare, bomb = BytesIO(), BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(bare)
        document.attachments["big.json"] = b" " * 200_001
        document.save(bomb)
    assert attached_credential(bare.getvalue()) is None
    assert attached_credential(bomb.getvalue()) is None


def test_a_credential_that_another_tool_attached_is_found() -> None:
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["any.json"] = b'{"a": 1}'
        document.save(out)
    assert attached_credential(out.getvalue()) == '{"a": 1}'


@pytest.mark.parametrize(
    "junk",
    [b"", b"\x00", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"startxref\n0\n%%EOF" * 9, b"<<" * 5000, bytes(range(256)) * 64],
)
def test_arbitrary_bytes_are_answered_never_raised(junk: bytes, sealing: StandInSealing) -> None:
    assert not check(junk, sealing.trust).whole
    assert attached_credential(junk) is None


def test_a_torn_file_is_answered_never_raised(sealed: bytes, sealing: StandInSealing) -> None:
    for length in range(0, len(sealed), len(sealed) // 25):
        assert not check(sealed[:length], sealing.trust).whole
        attached_credential(sealed[:length])


def test_without_any_authority_no_seal_is_ours(sealed: bytes) -> None:
    assert not check(sealed, Trust("did:web:academy.example", {})).whole


def test_checking_opens_no_connection(sealed: bytes, sealing: StandInSealing, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("The check opened a connection.")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert check(sealed, sealing.trust).whole
