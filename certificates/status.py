"""The status list: which certificates were revoked or replaced, as one bitstring (W3C Bitstring Status List)."""

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

LENGTH = 131_072
"""The places of a list: the least that keeps a single place anonymous (W3C Bitstring Status List, section 6.1)."""
LONGEST = 40_000
"""The longest list that is unpacked, in characters; bits that cannot be packed at all take 22,000."""


def status_list(
    indexes: Iterable[int], *, address: str, issuer: str, valid_from: datetime, valid_until: datetime | None = None
) -> dict[str, Any]:
    """Return the unsigned list credential in which these places are set; equal states give equal credentials."""
    ends = {"validUntil": valid_until.strftime("%Y-%m-%dT%H:%M:%SZ")} if valid_until else {}
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from.strftime("%Y-%m-%dT%H:%M:%SZ"),
        **ends,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _encoded(indexes),
        },
    }


def _encoded(indexes: Iterable[int]) -> str:
    """Return the bits as multibase text; place 0 is the leftmost bit."""
    bits = bytearray(LENGTH // 8)
    for index in indexes:
        if not 0 <= index < LENGTH:
            raise ValueError(f"no place of a list: {index}")
        bits[index // 8] |= 0x80 >> (index % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def is_set(credential: Mapping[str, Any], index: int) -> bool:
    """Say whether a place of a list is set; raise ValueError for a list that cannot be read."""
    if not isinstance(index, int) or not 0 <= index < LENGTH:
        raise ValueError(f"no place of a list: {str(index)[:100]}")
    try:
        text = credential["credentialSubject"]["encodedList"]
        if len(text) > LONGEST or text[0] != "u":
            raise ValueError("no status list that can be read")
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        unpacker = zlib.decompressobj(wbits=31)
        bits = unpacker.decompress(packed, LENGTH // 8 + 1)
    except (KeyError, IndexError, TypeError, binascii.Error, zlib.error) as error:
        raise ValueError("no status list that can be read") from error
    if len(bits) != LENGTH // 8 or not unpacker.eof:
        raise ValueError("a status list of another length, or a torn one")
    return bool(bits[index // 8] & 0x80 >> (index % 8))
