#!/usr/bin/env python3
"""Check certificates without the academy's server, now or when it is long gone.

    python3 verify_certificate.py academy-trust.json FILE...

You need this file, Python 3.11 or newer with the package `cryptography` 42 or newer, and the academy's trust file,
which is at `/verify/trust.json` of its address. Nothing is fetched and nothing is written.

It reads the sealed PDF and the token (.jwt). The JSON file and the badges need a library for linked data: of those it
says that it cannot tell. A trust file knows what had been revoked when you saved it, and is believed in that for two
days. The exit status is 0 when every file is true, 1 when one is not or cannot be told, 2 without a trust file.
"""

import base64
import gzip
import hashlib
import json
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
SEALED_AT = re.compile(rb"/M \(D(?::|\\072)(\d{14})Z\)")
ATTACHED = re.compile(rb"/Type /EmbeddedFile.{0,400}?/Length (\d+)[^>]*>>\s*stream\r?\n", re.DOTALL)
TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
SIGNED_DATA, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("300b06092a864886f70d010701")
DIGEST, NAMED = bytes.fromhex("06092a864886f70d010904"), bytes.fromhex("060b2a864886f70d010910022f")
ONE, BY_SHA256 = bytes.fromhex("020101"), bytes.fromhex("300d06096086480165030402010500")
BY_ECDSA = bytes.fromhex("300a06082a8648ce3d040302")
PLACES = 131_072


class Untrue(Exception):
    """The file is not what it seems; the text says why."""


class Unknown(Exception):
    """The file may be true, but this program cannot tell; the text says why."""


def main(arguments: list[str], now: datetime) -> int:
    """Check every file that is named and say in a line what was found."""
    say = sys.stdout.write
    if len(arguments) < 2:
        say(f"{__doc__}")
        return 2
    try:
        trust = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        trust["authorities"] = x509.load_pem_x509_certificates(trust["authorities"].encode())
        trust["stolen"] = {one.serial_number for one in x509.load_der_x509_crl(unbased(trust["revoked_seals"]))}
    except (OSError, ValueError, KeyError) as error:
        say(f"{arguments[0]} is no trust file that can be read: {error}\n")
        return 2
    good = True
    for name in arguments[1:]:
        try:
            say(f"{name}: TRUE. {checked(Path(name).read_bytes(), trust, now)}\n")
        except Untrue as reason:
            say(f"{name}: NOT TRUE. {reason}\n")
            good = False
        except (Unknown, OSError) as reason:
            say(f"{name}: CANNOT BE TOLD. {reason}\n")
            good = False
    return 0 if good else 1


def checked(content: bytes, trust: dict[str, Any], now: datetime) -> str:
    """Return whose certificate a file is; raise Untrue or Unknown for any that is not proven."""
    if content.startswith(b"%PDF-"):
        check_seal(content, trust)
        text = attached(content)
    else:
        text = content.decode("utf-8", "replace").strip()
    if not TOKEN.fullmatch(text):
        raise Unknown("It is no PDF and no token (.jwt). Give one of those, or ask the academy's page.")
    claims = opened(text, trust)
    if datetime.fromisoformat(claims["validFrom"]) > now:
        raise Untrue("It is genuine, but not valid yet.")
    if "validUntil" in claims and datetime.fromisoformat(claims["validUntil"]) <= now:
        raise Untrue(f"It is genuine, but expired on {claims['validUntil'][:10]}.")
    check_standing(claims, trust, now)
    subject = claims["credentialSubject"]
    names = [one["identityHash"] for one in subject["identifier"] if one["identityType"] == "name"]
    until = claims.get("validUntil", "")[:10] or "without end"
    return f"{', '.join(names)}: {claims['name']}, {claims['issuer']['name']}, {claims['validFrom'][:10]} to {until}"


def opened(token: str, trust: dict[str, Any]) -> dict[str, Any]:
    """Return what a token says, once its signature fits a key of the academy."""
    head, body, signature = token.split(".")
    try:
        header, claims, value = json.loads(unbased(head)), json.loads(unbased(body)), unbased(signature)
        issuer = claims["issuer"]["id"] if isinstance(claims["issuer"], dict) else claims["issuer"]
    except (ValueError, KeyError, TypeError) as error:
        raise Untrue("The token cannot be read.") from error
    if issuer != trust["did"]["id"]:
        raise Unknown("It names another issuer, of whom this trust file says nothing.")
    keys = [key for key in trust["keys"]["keys"] if key["kid"] == header.get("kid")]
    if not keys or (header.get("alg"), header.get("typ"), len(value)) != ("ES256", "JWT", 64):
        raise Untrue("It names the academy, but a key that the academy never had or does not trust any more.")
    x, y = (int.from_bytes(unbased(keys[0][axis])) for axis in ("x", "y"))
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    pair = encode_dss_signature(int.from_bytes(value[:32]), int.from_bytes(value[32:]))
    try:
        key.verify(pair, f"{head}.{body}".encode(), ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise Untrue("It was changed after it was issued: the signature does not fit.") from error
    return dict(claims)


def check_standing(claims: dict[str, Any], trust: dict[str, Any], now: datetime) -> None:
    """Raise Untrue when the list says that a certificate has ended, Unknown when no list can say."""
    status = claims["credentialStatus"]
    token = trust["lists"].get(status["statusListCredential"], {}).get("token")
    if token is None:
        raise Unknown("It is genuine, but the trust file holds no list that says whether it was revoked.")
    try:
        listed = opened(token, trust)
    except Untrue as reason:
        raise Unknown("It is genuine, but the list that says whether it was revoked is not.") from reason
    if listed["id"] != status["statusListCredential"]:
        raise Unknown("It is genuine, but the trust file holds another list in place of the one it names.")
    if datetime.fromisoformat(listed["validUntil"]) <= now:
        raise Unknown("It is genuine, but the trust file is too old to say whether it was revoked: fetch a new one.")
    bits = gzip.decompress(unbased(listed["credentialSubject"]["encodedList"][1:]))
    place = int(status["statusListIndex"])
    if len(bits) * 8 != PLACES or bits[place // 8] & 0x80 >> place % 8:
        raise Untrue("It is genuine, but it was revoked, suspended or replaced. Ask the academy which.")


def check_seal(content: bytes, trust: dict[str, Any]) -> None:
    """Raise Untrue unless the academy's seal fits every byte of a PDF."""
    ranges = BYTE_RANGE.findall(content)
    if len(ranges) != 1:
        raise Untrue("The PDF bears no seal, or more than one.")
    start, before, behind, rest = map(int, ranges[0])
    gap = content[before:behind]
    if start or behind + rest != len(content) or not re.fullmatch(rb"<(?:[0-9A-F]{2})+>", gap):
        raise Untrue("The PDF was changed after it was sealed: the seal does not cover all of it.")
    try:
        own, attributes, signature = sealed_by(bytes.fromhex(gap[1:-1].decode()), trust)
        key: Any = own.public_key()
        key.verify(signature, b"\x31" + attributes[1:], ec.ECDSA(SHA256()))
        digest = value_of(attributes, DIGEST)
    except (ValueError, IndexError, InvalidSignature, TypeError, AttributeError, StopIteration) as error:
        raise Untrue("The PDF was changed after it was sealed, or its seal cannot be read.") from error
    if digest[-32:] != hashlib.sha256(content[:before] + content[behind:]).digest():
        raise Untrue("The PDF was changed after it was sealed: the seal does not fit its contents.")
    if own.serial_number in trust["stolen"]:
        raise Untrue("The PDF bears a seal of the academy that was stolen.")
    claimed = SEALED_AT.search(content)
    at = datetime.strptime(claimed[1].decode() + "+0000", "%Y%m%d%H%M%S%z") if claimed else None
    if at is None or not own.not_valid_before_utc <= at <= own.not_valid_after_utc:
        raise Untrue("The PDF was sealed at a moment for which the seal was not valid.")


def sealed_by(content: bytes, trust: dict[str, Any]) -> tuple[x509.Certificate, bytes, bytes]:
    """Return certificate, signed attributes and signature of a seal that is written byte for byte as the academy's."""
    pieces = [whole for _, whole, _ in parts(inside(inside(inside(content)[len(SIGNED_DATA) :])))]
    fields = list(parts(inside(inside(pieces[-1]))))
    attributes = next(whole for tag, whole, _ in fields if tag == 0xA0)
    signature = next(inner for tag, _, inner in fields if tag == 0x04)
    stamp = next((whole for tag, whole, _ in fields if tag == 0xA1), b"")
    enclosed = [whole for _, whole, _ in parts(inside(pieces[3]))]
    own, authority = signer(enclosed, value_of(attributes, NAMED), trust)
    known = {own.public_bytes(Encoding.DER), authority.public_bytes(Encoding.DER)}
    serial = own.serial_number.to_bytes(own.serial_number.bit_length() // 8 + 1)
    place = der(0x30, own.issuer.public_bytes(), der(0x02, serial))
    information = der(0x30, ONE, place, BY_SHA256, attributes, BY_ECDSA, der(0x04, signature), stamp)
    signed = (ONE, der(0x31, BY_SHA256), DATA, der(0xA0, *enclosed), der(0x31, information))
    written = der(0x30, SIGNED_DATA, der(0xA0, der(0x30, *signed)))
    if stamp and hashlib.sha256(signature).digest() not in stamp:
        raise ValueError("a time stamp of another seal")
    if set(enclosed) != known or written.ljust(len(content), b"\0") != content:
        raise ValueError("written otherwise than the academy writes its seals")
    return own, attributes, signature


def signer(enclosed: list[bytes], named: bytes, trust: dict[str, Any]) -> tuple[x509.Certificate, x509.Certificate]:
    """Return the certificate that a seal names, and the authority of the academy that issued it."""
    for own in map(x509.load_der_x509_certificate, enclosed):
        for authority in trust["authorities"]:
            with suppress(InvalidSignature, ValueError):
                own.verify_directly_issued_by(authority)
                if own.fingerprint(SHA256()) in named:
                    return own, authority
    raise Untrue("The PDF was sealed by somebody else.")


def value_of(attributes: bytes, kind: bytes) -> bytes:
    """Return the value of the one signed attribute of a kind."""
    (found,) = [inner for _, _, inner in parts(inside(attributes)) if inner.startswith(kind)]
    return found[len(kind) :]


def inside(content: bytes) -> bytes:
    """Return what is inside the first element of DER."""
    return next(parts(content))[2]


def parts(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the elements of DER: the tag, the whole of it, and what is inside."""
    place = 0
    while place < len(content):
        length, begin = content[place + 1], place + 2
        if length > 0x80:
            begin += length - 0x80
            length = int.from_bytes(content[place + 2 : begin])
        yield content[place], content[place : begin + length], content[begin : begin + length]
        place = begin + length


def der(tag: int, *inner: bytes) -> bytes:
    """Return an element of DER."""
    content = b"".join(inner)
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8 or 1)
    return bytes([tag]) + (length if len(content) < 0x80 else bytes([0x80 + len(length)]) + length) + content


def attached(content: bytes) -> str:
    """Return the token that is attached to a PDF."""
    for match in ATTACHED.finditer(content):
        packed = content[match.end() : match.end() + int(match[1])]
        with suppress(zlib.error, UnicodeDecodeError):
            text = zlib.decompressobj().decompress(packed, 200_000).decode().strip()
            if TOKEN.fullmatch(text):
                return text
    raise Unknown("The seal of the PDF is the academy's, but no token is attached that says what it certifies.")


def unbased(text: str) -> bytes:
    """Return the bytes of base64url as it is written, without padding."""
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise ValueError("no base64url")
    return data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], datetime.now(UTC)))  # noqa: TID251 - a program of its own has no other clock
