"""What the tests of printing and sealing need: a snapshot, an authority with a seal, and a reader of printed text."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from certificates.snapshot import Figure, Snapshot

NOW = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
NUMBER = "3f0c1a52-7a54-4d0f-9a3e-0a8a4a2c7d11"
CREDENTIAL = '{"type": ["VerifiableCredential"], "name": "Søren – Ελένη – محمد"}\n' + " " * 3000


def make_snapshot(**changes: Any) -> Snapshot:
    values: dict[str, Any] = {
        "id": NUMBER,
        "holder_name": "Maria da Silva Ferreira",
        "document": "foundations",
        "document_name": "OKR Foundations",
        "achievement_type": "Certificate",
        "statement": "has completed modules M2 and M3 of the OKR Masters curriculum: writing objectives that name a "
        "change people notice, and key results that can be read from data.",
        "criteria": "<p>See the rules.</p>",
        "figures": (
            Figure("minutes", "Learning time credited", 131, 128, "minutes"),
            Figure("exercises", "Exercises passed", 8, 8, "exercises"),
        ),
        "rules": "2026-1",
        "edition": 1,
        "supersedes": "",
        "issuer_name": "OKR Masters Academy",
        "issuer_did": "did:web:academy.example",
        "base_url": "https://academy.example",
        "issued_at": "2026-11-24T10:15:00+00:00",
        "valid_until": "2029-11-24T10:15:00+00:00",
        "status_list": 1,
        "status_index": 4,
    }
    return Snapshot(**{**values, **changes})


@dataclass(frozen=True)
class StandInSealing:
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def ca_pem(self) -> bytes:
        return self.chain[-1].public_bytes(Encoding.PEM)


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
    """Return the words of the only page, as its fonts map them back, each run of glyphs on a line."""
    with pikepdf.open(BytesIO(pdf)) as document:
        (page,) = document.pages
        fonts = {str(name): read_map(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()}
        lines, current = [], {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                current = fonts[str(operands[0])]
            elif str(operator) == "TJ":
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                lines.append("".join(current[codes[at : at + 2]] for at in range(0, len(codes), 2)))
        return "\n".join(lines)


def read_map(table: bytes) -> dict[bytes, str]:
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table.decode())
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
