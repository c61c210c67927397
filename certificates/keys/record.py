"""The record of a key: its purpose, the moments that changed what it is good for, and its public and private part.

A record is one PEM file with its dates on top (RFC 7468 lets words stand before the first block). A record without
a private part is a key that was lost: it opens what it sealed and seals nothing more.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

LONGEST_PASSPHRASE = 1023
"""The longest passphrase that encrypts a key, in bytes (OpenSSL)."""
_BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----.*?-----END \1-----\s*", re.DOTALL)
_DATE = re.compile(rb"^(Made|Active): (\S+)$", re.MULTILINE)

PrivateKey = Ed25519PrivateKey | EllipticCurvePrivateKey


class KeysUnreadable(Exception):
    """The signing keys cannot be read; the text says what to do."""


class Purpose(StrEnum):
    """What a key is for; no key has two purposes."""

    CREDENTIAL = "credential"
    JWT = "jwt"
    AUTHORITY = "authority"
    SEAL = "seal"


class State(StrEnum):
    """What a key is good for: nothing yet, sealing and opening, opening alone, or nothing any more."""

    PENDING = "pending"
    ACTIVE = "active"
    RETIRED = "retired"
    LOST = "lost"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A key of the ring; `certificates` holds its own and those above it, where it seals documents."""

    name: str
    purpose: Purpose
    number: int
    made: datetime
    active: datetime
    public: Any
    private: Any
    certificates: tuple[x509.Certificate, ...] = ()
    retired: datetime | None = None
    compromised: datetime | None = None

    @property
    def lasts(self) -> bool:
        """Say whether it may seal, now or when its time has come, and nothing has ended that."""
        return self.private is not None and self.retired is None and self.compromised is None

    def seals(self, now: datetime) -> bool:
        """Say whether it may still seal at a moment."""
        going = self.retired is None or self.retired > now
        return self.private is not None and self.compromised is None and going


def packed(
    key: PrivateKey | None,
    public: Any,
    certificates: tuple[x509.Certificate, ...],
    passphrase: bytes,
    *,
    made: datetime,
    active: datetime,
) -> bytes:
    """Return a record as it is filed, its private part encrypted."""
    dates = f"Made: {written(made)}\nActive: {written(active)}\n".encode()
    blocks = [_locked(key, passphrase)] if key is not None else []
    if certificates:
        blocks += [one.public_bytes(Encoding.PEM) for one in certificates]
    else:
        blocks.append(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return dates + b"".join(blocks)


def _locked(key: PrivateKey, passphrase: bytes) -> bytes:
    """Return a private key as encrypted PEM."""
    if not 1 <= len(passphrase) <= LONGEST_PASSPHRASE:
        raise KeysUnreadable(f"ACADEMY_KEY_PASSPHRASE must have 1 to {LONGEST_PASSPHRASE} bytes")
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))


def unpacked(name: str, content: bytes, filed: datetime, passphrase: bytes) -> Record:
    """Read a record; `filed` stands for dates that it does not state.

    Raises `KeysUnreadable` with the file's name for a wrong passphrase and for a torn or foreign file.
    """
    purpose, _, number = name.removesuffix(".pem").partition("-")
    blocks = [(match[1], match[0]) for match in _BLOCK.finditer(content)]
    if content.count(b"-----BEGIN ") != len(blocks) or not blocks:
        raise KeysUnreadable(f"{name} is torn: it is no whole key file")
    try:
        dates = {label: datetime.fromisoformat(value.decode()) for label, value in _DATE.findall(content)}
        public, private, certificates = _parts(blocks, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeysUnreadable(f"{name} does not open with the passphrase of ACADEMY_KEY_PASSPHRASE") from error
    return Record(
        name=name.removesuffix(".pem"),
        purpose=Purpose(purpose),
        number=int(number or 0),
        made=dates.get(b"Made", filed),
        active=dates.get(b"Active", filed),
        public=public,
        private=private,
        certificates=certificates,
    )


def _parts(blocks: list[tuple[bytes, bytes]], passphrase: bytes) -> tuple[Any, Any, tuple[x509.Certificate, ...]]:
    """Return the public part, the private part if there is one, and the certificates of a record; they must agree."""
    privates = [load_pem_private_key(block, passphrase) for label, block in blocks if label.endswith(b"PRIVATE KEY")]
    certificates = tuple(x509.load_pem_x509_certificate(block) for label, block in blocks if label == b"CERTIFICATE")
    publics = [load_pem_public_key(block) for label, block in blocks if label == b"PUBLIC KEY"]
    publics += [one.public_key() for one in certificates[:1]] + [key.public_key() for key in privates]
    if len(privates) > 1 or any(one != publics[0] for one in publics):
        raise ValueError("keys that do not belong together")
    return publics[0], privates[0] if privates else None, certificates


def written(moment: datetime) -> str:
    """Write a moment as keys and credentials do: whole seconds, in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
