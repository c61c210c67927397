"""How public keys are written: as Multikey text for embedded proofs, as JSON Web Keys for tokens."""

import base64
import hashlib
import json
from typing import Any

import base58
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ED25519 = b"\xed\x01"
"""Marks an Ed25519 public key in a Multikey."""
COORDINATE = 32
"""The bytes of a coordinate on the curve P-256."""


def multikey(key: Ed25519PublicKey) -> str:
    """Return an Ed25519 public key as Multikey text."""
    return "z" + base58.b58encode(ED25519 + key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def from_multikey(text: str) -> Ed25519PublicKey:
    """Return the key that `multikey` wrote; ValueError for anything else."""
    raw = base58.b58decode(text[1:]) if text[:1] == "z" else b""
    if not raw.startswith(ED25519):
        raise ValueError("no Ed25519 key in Multikey text")
    return Ed25519PublicKey.from_public_bytes(raw[len(ED25519) :])


def jwk(key: EllipticCurvePublicKey) -> dict[str, str]:
    """Return a P-256 public key as the JSON Web Key of a signer with ES256; its `kid` is its thumbprint."""
    point = key.public_numbers()
    bare = {"crv": "P-256", "kty": "EC", "x": _coordinate(point.x), "y": _coordinate(point.y)}
    return {**bare, "kid": _thumbprint(bare), "alg": "ES256", "use": "sig"}


def from_jwk(values: dict[str, Any]) -> EllipticCurvePublicKey:
    """Return the key that `jwk` wrote; ValueError for anything else."""
    try:
        x, y = (int.from_bytes(unpadded(values[axis])) for axis in ("x", "y"))
        key = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    except (KeyError, TypeError) as error:
        raise ValueError("no JSON Web Key of P-256") from error
    if jwk(key) != values:
        raise ValueError("a JSON Web Key of another kind")
    return key


def _thumbprint(bare: dict[str, str]) -> str:
    """Return the thumbprint of a JSON Web Key (RFC 7638)."""
    return padless(hashlib.sha256(json.dumps(bare, sort_keys=True, separators=(",", ":")).encode()).digest())


def _coordinate(number: int) -> str:
    """Write a coordinate of a point."""
    return padless(number.to_bytes(COORDINATE))


def padless(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unpadded(text: str) -> bytes:
    """Read base64url without padding; ValueError for a text that is not exactly what `padless` writes."""
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if padless(data) != text:
        raise ValueError("no base64url as it is written")
    return data
