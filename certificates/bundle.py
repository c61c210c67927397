"""The trust file: all that is needed to check certificates without the academy, as one JSON file to be kept."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certificates import jwt
from certificates.issuer import Issuer
from certificates.keys import Trust, written
from certificates.keys.encoding import padless, unpadded
from certificates.proofs import sign

VERSION = 1


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a trust file holds: the keys, and the status lists by their addresses; and when it was made."""

    trust: Trust
    lists: Mapping[str, Mapping[str, Any]]
    made: str


def bundle(issuer: Issuer, lists: Iterable[Mapping[str, Any]], *, now: datetime) -> dict[str, Any]:
    """Return the trust file of an academy with these status lists, which are signed in both ways."""
    trust = issuer.keys.trust
    return {
        "version": VERSION,
        "name": issuer.name,
        "address": issuer.base_url,
        "made": written(now),
        "did": trust.did_document(),
        "keys": trust.key_set(issuer.base_url),
        "authorities": trust.ca_pem.decode(),
        "stampers": trust.stampers_pem.decode(),
        "revoked_seals": padless(issuer.keys.revoked(now)),
        "lists": {one["id"]: signed_list(one, issuer) for one in lists},
    }


def signed_list(document: Mapping[str, Any], issuer: Issuer) -> dict[str, Any]:
    """Return a status list with an embedded proof and as a token, both of the moment from which it is valid."""
    since = datetime.fromisoformat(document["validFrom"])
    return {"credential": sign(document, issuer.keys, now=since), "token": jwt.sign(document, issuer, now=since)}


def read(text: str) -> Bundle:
    """Read a trust file; ValueError for what is none."""
    try:
        value = json.loads(text)
        trust = Trust.read(
            value["did"],
            value["authorities"].encode(),
            unpadded(value["revoked_seals"]),
            value.get("stampers", "").encode(),
        )
        lists = {address: one["credential"] for address, one in value["lists"].items()}
        return Bundle(trust, lists, str(value["made"]))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no trust file of an academy") from error
