"""The key ring: the keys that seal credentials and documents; it seals with the newest and opens with any it ever had.

Private parts lie encrypted in a folder of their own, never in the database. Each file is written beside and then linked
into place, so that of two processes that start together one makes the keys and the other reads them.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import base58
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

PUBLIC_PREFIX = b"\xed\x01"
"""Marks an Ed25519 public key in a Multikey."""
LONGEST_PASSPHRASE = 1023
"""The longest passphrase that encrypts a key, in bytes (OpenSSL)."""
AUTHORITY_YEARS, SEAL_YEARS = 20, 10


class KeysUnreadable(Exception):
    """The signing keys cannot be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """What seals a PDF: the key, its certificate, and the authority above it."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


class KeyRing:
    """The keys of one issuer, who is known by a decentralised identifier (DID)."""

    def __init__(self, did: str, folder: Path | None, passphrase: str) -> None:
        self.did, self._folder, self._passphrase = did, folder, passphrase.encode(errors="surrogateescape")
        self._keys: dict[str, Ed25519PrivateKey] = {}
        self._sealing: Sealing

    @classmethod
    def open(cls, folder: Path, passphrase: str, did: str) -> "KeyRing":
        """Read the keys of a folder, or make them at the first start.

        Raises `KeysUnreadable` for a wrong or empty passphrase, a damaged file, or a folder that cannot be used.
        """
        ring = cls(did, folder, passphrase)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            ring._read(folder)
        except OSError as error:
            raise KeysUnreadable(f"{folder} cannot hold the signing keys: {error.strerror}") from error
        return ring

    @classmethod
    def throwaway(cls, did: str) -> "KeyRing":
        """Return a ring that lives in memory alone, for checks of content and for tests."""
        ring = cls(did, None, "")
        ring._add(Ed25519PrivateKey.generate())
        ring._sealing = _new_sealing(did)
        return ring

    def _read(self, folder: Path) -> None:
        """Read every key of the folder, oldest first, and the sealing key; make what is not there yet."""
        if not (folder / _file(1)).exists():
            self._place(folder / _file(1), self._locked(Ed25519PrivateKey.generate()))
        self._catch_up()
        path = folder / "seal.pem"
        if not path.exists():
            self._place(path, _packed(_new_sealing(self.did), self._locked))
        key = self._unlocked(path)
        try:
            certificate, authority = x509.load_pem_x509_certificates(path.read_bytes())
        except ValueError as error:
            raise KeysUnreadable(f"{path} holds no certificate of the seal and of the authority above it") from error
        self._sealing = Sealing(key, certificate, (authority,))

    def _catch_up(self) -> None:
        """Read the keys that were made since, by this process or another, so that a rotation reaches all at once."""
        while self._folder is not None and (path := self._folder / _file(len(self._keys) + 1)).exists():
            self._add(self._unlocked(path))

    def _add(self, key: Ed25519PrivateKey) -> None:
        """Put a key on the ring as the newest."""
        self._keys[f"{self.did}#{_multikey(key.public_key())}"] = key

    def _locked(self, key: Ed25519PrivateKey | EllipticCurvePrivateKey) -> bytes:
        """Return a private key as encrypted PEM."""
        if not 1 <= len(self._passphrase) <= LONGEST_PASSPHRASE:
            raise KeysUnreadable(f"ACADEMY_KEY_PASSPHRASE must have 1 to {LONGEST_PASSPHRASE} bytes")
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(self._passphrase))

    def _unlocked(self, path: Path) -> Any:
        """Return the private key in a file."""
        try:
            return load_pem_private_key(path.read_bytes(), self._passphrase)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeysUnreadable(f"{path} does not open with ACADEMY_KEY_PASSPHRASE") from error

    def _place(self, path: Path, content: bytes) -> bool:
        """Write a file once, whole and on the disk; say False if somebody was first, and leave theirs as it is."""
        beside = path.with_name(f".{secrets.token_hex(8)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return False
        finally:
            beside.unlink()
        return True

    @property
    def verification_method(self) -> str:
        """Return the address of the newest key."""
        self._catch_up()
        return next(reversed(self._keys))

    def sign(self, data: bytes, method: str | None = None) -> bytes:
        """Return the signature of a key over some bytes; of the newest, when none is named."""
        return self._keys[method or self.verification_method].sign(data)

    def verifies(self, method: str, signature: bytes, data: bytes) -> bool:
        """Say whether a key of this ring made the signature; a key that is not on it never did."""
        if not self.has(method):
            return False
        try:
            self._keys[method].public_key().verify(signature, data)
        except InvalidSignature:
            return False
        return True

    def has(self, method: str) -> bool:
        """Say whether a key is on the ring."""
        if method not in self._keys:
            self._catch_up()
        return method in self._keys

    def did_document(self) -> dict[str, Any]:
        """Return the public keys as the issuer's DID document; keys that were followed by newer ones stay in it."""
        self._catch_up()
        methods = [
            {"id": one, "type": "Multikey", "controller": self.did, "publicKeyMultibase": one.split("#", 1)[1]}
            for one in self._keys
        ]
        return {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": self.did,
            "verificationMethod": methods,
            "assertionMethod": list(self._keys),
        }

    def sealing(self) -> Sealing:
        """Return what seals PDFs."""
        return self._sealing

    @property
    def ca_pem(self) -> bytes:
        """Return the certificate of our own authority, against which the seals of PDFs are checked."""
        return self._sealing.chain[-1].public_bytes(Encoding.PEM)

    def rotate(self) -> None:
        """Make a new newest key; everything that older ones signed stays valid."""
        key = Ed25519PrivateKey.generate()
        if self._folder is None:
            self._add(key)
            return
        content = self._locked(key)
        self._catch_up()
        while not self._place(self._folder / _file(len(self._keys) + 1), content):
            self._catch_up()
        self._catch_up()


def _file(number: int) -> str:
    """Return the name of the file of a signing key; the first is 1, and none is ever left out."""
    return f"credential-{number:04}.pem"


def _multikey(key: Ed25519PublicKey) -> str:
    """Return a public key as Multikey text."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "z" + base58.b58encode(PUBLIC_PREFIX + raw).decode()


def _packed(sealing: Sealing, lock: Callable[[EllipticCurvePrivateKey], bytes]) -> bytes:
    """Return a sealing key with its certificates as one PEM text."""
    certificates = (one.public_bytes(Encoding.PEM) for one in (sealing.certificate, *sealing.chain))
    return lock(sealing.key) + b"".join(certificates)


def _new_sealing(did: str) -> Sealing:
    """Make an authority of our own and a sealing certificate under it; the authority's key is then forgotten."""
    authority_key, key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
    authority_name, name = _name(f"{did} authority"), _name(f"{did} seal")
    authority = _certificate(authority_name, authority_name, authority_key, authority_key, AUTHORITY_YEARS, ca=True)
    certificate = _certificate(name, authority_name, key, authority_key, SEAL_YEARS, ca=False)
    return Sealing(key, certificate, (authority,))


def _name(common_name: str) -> x509.Name:
    """Return a name for a certificate; 64 characters are the most that X.509 holds."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[-64:])])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: EllipticCurvePrivateKey,
    signer: EllipticCurvePrivateKey,
    years: int,
    *,
    ca: bool,
) -> x509.Certificate:
    """Return a certificate, valid from a day ago so that clocks may differ."""
    begins = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 - a key is made once, by the machine's own clock
    usage = x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(begins).not_valid_after(begins + timedelta(days=366 * years))
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
    builder = builder.add_extension(usage, critical=True)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = builder.add_extension(identifier, critical=False)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return builder.add_extension(above, critical=False).sign(signer, hashes.SHA256())
