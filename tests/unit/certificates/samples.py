"""What the tests of printing and sealing need: a snapshot, an authority with a seal, and a reader of printed text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from certificates.keys import Trust
from certificates.snapshot import Figure, Snapshot, SyllabusLine

NOW = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
NUMBER = "3f0c1a52-7a54-4d0f-9a3e-0a8a4a2c7d11"
CREDENTIAL = '{"type": ["VerifiableCredential"], "name": "Søren – Ελένη – محمد"}\n' + " " * 3000


def make_snapshot(**changes: Any) -> Snapshot:
    values: dict[str, Any] = {
        "id": NUMBER,
        "holder_name": "Maria da Silva Ferreira",
        "document": "foundation",
        "document_name": "OKR Foundations",
        "achievement_type": "Certificate",
        "statement": "has completed modules M2, Objectives that direct, and M3, Key results that measure outcomes, of "
        "the OKR Masters curriculum for the public sector, passed both quizzes, and rewritten eight flawed OKRs to the "
        "satisfaction of an instructor.",
        "criteria": "<ul>\n<li><strong>Every step</strong> of modules M2 <em>Objectives that direct</em> and M3 <em>"
        "Key results that measure outcomes</em> completed with an answer or with time that is proven.</li>\n"
        "<li><strong>128 credited minutes</strong> or more of the 160 planned.</li>\n"
        "<li><strong>Eight exercises</strong>, each a flawed OKR rewritten and graded by an instructor.</li>\n</ul>\n"
        "<p>This certificate covers two modules of the curriculum.</p>",
        "figures": (
            Figure("minutes", "Learning time credited", 131, 128, "minutes"),
            Figure("exercises", "Exercises passed, graded by an instructor", 8, 8, "exercises"),
        ),
        "rules": "foundation-1",
        "edition": 1,
        "supersedes": "",
        "issuer_name": "OKR Masters Academy",
        "issuer_did": "did:web:academy.example",
        "base_url": "https://academy.example",
        "issued_at": "2026-11-24T10:15:00+00:00",
        "valid_until": "2029-11-24T10:15:00+00:00",
        "status_list": 1,
        "status_index": 4,
        "begun_at": "2026-09-01T08:00:00Z",
        "mode": "remote",
        "syllabus": (
            SyllabusLine("M2", "Objectives that direct", 65, 52),
            SyllabusLine("M3", "Key results that measure outcomes", 95, 79),
        ),
    }
    return Snapshot(**{**values, **changes})


@dataclass(frozen=True)
class StandInSealing:
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    stamper: Any = None

    @property
    def trust(self) -> Trust:
        return Trust("did:web:academy.example", {}, self.chain)


def make_sealing(name: str = "OKR Masters Academy", *, days: int = 365, with_rsa: bool = False) -> StandInSealing:
    ca_key = ec.generate_private_key(ec.SECP256R1())
    key = rsa.generate_private_key(65537, 2048) if with_rsa else ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} Authority")])
    begin = NOW - timedelta(days=1)
    ca = (
        x509.CertificateBuilder(ca_name, ca_name, ca_key.public_key(), 1, begin, NOW + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(make_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(ca_name, subject, key.public_key(), 2, begin, NOW + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(make_usage(digital_signature=True, content_commitment=True), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    return StandInSealing(key, certificate, (ca,))


def make_usage(**uses: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    names += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: uses.get(name, False) for name in names})


def read_text(pdf: bytes) -> str:
    """Return the words of both sides, as their fonts map them back, each run of glyphs on a line."""
    return "\n".join(read_sides(pdf))


def read_sides(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return ["\n".join(read_page(page)) for page in document.pages]


def read_page(page: pikepdf.Page) -> Iterator[str]:
    fonts = {str(name): read_map(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()}
    current = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = fonts[str(operands[0])]
        elif str(operator) == "TJ":
            codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            yield "".join(current[codes[at : at + 2]] for at in range(0, len(codes), 2))


def read_map(table: bytes) -> dict[bytes, str]:
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>", table.decode())
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
