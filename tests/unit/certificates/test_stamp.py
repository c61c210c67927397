"""A seal is stamped by the authority of the operator, or the page is not sealed at all."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from certificates.bundle import bundle, read
from certificates.issuer import Issuer
from certificates.keys import KeyRing, Trust
from certificates.pdf import render
from certificates.seal import SealFault, SealReport, check, seal
from certificates.stamp import LONGEST, NotStamped, Stamper, StamperFault
from tests.unit.academy.test_offline_program import verify_certificate
from tests.unit.certificates.samples import CREDENTIAL, NOW, StandInSealing, make_sealing, make_snapshot, make_usage

MARK = b"060b2a864886f70d010910020e"
"""How a seal names a time stamp, in the digits of its DER."""
HASHED = b"300d060960864801650304020105000420"
"""What stands in a stamp before the hash of what it stamps."""


class Clock:
    """A time-stamp authority of its own, whose moment can be set and who can fall silent."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "The hour of the nation")])
        ends = NOW + timedelta(days=3650)
        self.certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), 7, NOW - timedelta(days=1), ends)
            .add_extension(make_usage(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(key, hashes.SHA256())
        )
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        own = asn1_x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))
        self.dummy = DummyTimeStamper(own, asn1_keys.PrivateKeyInfo.load(der))
        self.moment: datetime = NOW
        self.asked = 0
        self.instead: bytes | None = None

    def answer(self, query: bytes) -> bytes:
        """Return a stamp for a query, or what is to be said instead."""
        self.asked += 1
        self.dummy.fixed_dt = self.moment
        request = tsp.TimeStampReq.load(query)
        return self.instead if self.instead is not None else self.dummy.request_tsa_response(request).dump()


@contextmanager
def served(clock: Clock) -> Iterator[str]:
    """Let a clock answer by HTTP on this machine."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = clock.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if said else 503)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render(make_snapshot(), CREDENTIAL)


@pytest.fixture(scope="module")
def authority() -> Clock:
    return Clock()


@pytest.fixture
def clock(authority: Clock) -> Clock:
    authority.moment, authority.asked, authority.instead = NOW, 0, None
    return authority


@pytest.fixture
def stamper(clock: Clock) -> Iterator[Stamper]:
    with served(clock) as address:
        yield Stamper(address, (clock.certificate,))


@pytest.fixture
def sealing(stamper: Stamper) -> StandInSealing:
    return replace(make_sealing(), stamper=stamper)


def sha_of(sealed: bytes) -> bytes:
    """Return the digits of the hash that the stamp of a seal is about."""
    low = sealed.lower()
    begin = low.index(HASHED, low.index(MARK)) + len(HASHED)
    return low[begin : begin + 64]


def trust_of(sealing: StandInSealing) -> Trust:
    return replace(sealing.trust, stampers=sealing.stamper.roots)


def test_a_stamped_seal_fits_and_is_asked_for_once(printed: bytes, sealing: StandInSealing, clock: Clock) -> None:
    sealed = seal(printed, sealing, now=NOW)
    assert clock.asked == 1
    assert MARK in sealed.lower()
    assert check(sealed, trust_of(sealing)) == SealReport()


def test_a_stamp_of_an_authority_that_is_not_known_counts_as_a_change(printed: bytes, sealing: StandInSealing) -> None:
    sealed = seal(printed, sealing, now=NOW)
    assert check(sealed, sealing.trust) == SealReport(SealFault.CHANGED)


def test_a_changed_byte_of_the_stamp_is_found(printed: bytes, sealing: StandInSealing) -> None:
    sealed = seal(printed, sealing, now=NOW)
    begin = sealed.lower().index(MARK)
    for place in (begin + 300, begin + 700, begin + 1500):
        changed = bytearray(sealed)
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        assert not check(bytes(changed), trust_of(sealing)).whole


def test_a_stamp_of_another_seal_does_not_fit(printed: bytes, sealing: StandInSealing) -> None:
    one, other = seal(printed, sealing, now=NOW), seal(printed, sealing, now=NOW)
    _, before, behind, _ = map(int, re.findall(rb"/ByteRange ?\[(\d+) (\d+) (\d+) (\d+)", one)[0])
    own, foreign = (sealed[before:behind].lower() for sealed in (one, other))
    mixed = own[: own.index(MARK)] + foreign[foreign.index(MARK) :].rstrip(b">")
    forged = one[:before] + mixed[: len(own) - 1].ljust(len(own) - 1, b"0").upper() + b">" + one[behind:]
    assert len(forged) == len(one)
    assert not check(forged, trust_of(sealing)).whole


def test_the_trust_file_knows_who_stamps_and_the_offline_program_takes_a_stamped_seal(
    printed: bytes, stamper: Stamper
) -> None:
    ring = KeyRing.throwaway("did:web:academy.example")
    before = ring.trust
    ring.stamped_by(stamper)
    sealed = seal(printed, ring.sealing(NOW), now=NOW)
    issuer = Issuer("OKR Masters Academy", "https://academy.example", ring)
    kept = read(json.dumps(bundle(issuer, [], now=NOW))).trust
    assert kept.stampers == stamper.roots
    assert check(sealed, kept).whole
    assert not check(sealed, before).whole
    told = {"authorities": kept.authorities, "stolen": set()}
    verify_certificate.check_seal(sealed, told)
    mark = sealed.lower().index(sha_of(sealed))
    changed = bytearray(sealed)
    changed[mark] = ord("0") if changed[mark] != ord("0") else ord("1")
    with pytest.raises(verify_certificate.Untrue):
        verify_certificate.check_seal(bytes(changed), told)


@pytest.mark.parametrize("instead", [b"", b"nonsense", b"0" * (LONGEST + 1)])
def test_without_a_stamp_nothing_is_sealed_and_nobody_waits_twice(
    printed: bytes, sealing: StandInSealing, clock: Clock, instead: bytes
) -> None:
    clock.instead = instead
    with pytest.raises(NotStamped, match="cannot be sealed; please try again in a few minutes"):
        seal(printed, sealing, now=NOW)
    clock.instead = None
    with pytest.raises(NotStamped):
        seal(printed, sealing, now=NOW + timedelta(seconds=59))
    assert clock.asked == 1
    later = NOW + timedelta(seconds=61)
    assert check(seal(printed, sealing, now=later), trust_of(sealing)).whole


def test_an_authority_that_is_not_there_is_told_likewise(printed: bytes, clock: Clock) -> None:
    with served(clock) as address:
        gone = Stamper(address, (clock.certificate,))
    with pytest.raises(NotStamped):
        seal(printed, replace(make_sealing(), stamper=gone), now=NOW)


def test_a_stamp_that_does_not_lead_to_the_authority_or_tells_another_time_is_not_taken(
    printed: bytes, sealing: StandInSealing, clock: Clock
) -> None:
    foreign = Stamper(sealing.stamper.address, (make_sealing().chain[0],))
    with pytest.raises(NotStamped):
        seal(printed, replace(sealing, stamper=foreign), now=NOW)
    clock.moment = NOW + timedelta(hours=1)
    with pytest.raises(NotStamped):
        seal(printed, sealing, now=NOW)


def test_an_authority_is_described_by_an_address_and_its_certificates(tmp_path: Path, clock: Clock) -> None:
    good = tmp_path / "tsa.pem"
    good.write_bytes(clock.certificate.public_bytes(Encoding.PEM))
    assert Stamper.of("https://tsa.example/", str(good)).roots == (clock.certificate,)
    with pytest.raises(StamperFault, match=r"ftp://tsa is no address"):
        Stamper.of("ftp://tsa", str(good))
    good.write_text("no certificate")
    with pytest.raises(StamperFault, match="holds no certificates"):
        Stamper.of("https://tsa.example/", str(good))
