"""The credential as a token (VC-JWT of Open Badges 3.0): a compact JWS by ES256 whose payload is the credential."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from certificates.issuer import Issuer
from certificates.keys import KeyRing, Purpose, Trust
from certificates.keys.encoding import padless, unpadded
from certificates.proofs import Fault, ProofReport, fault_of, issuer_of

LONGEST = 200_000
"""The longest token that is checked, in characters; ours have about seven thousand."""
CLAIMS = ("iss", "jti", "sub", "nbf", "exp")
"""What a token says once more in the words of its own standard."""


def sign(credential: Mapping[str, Any], issuer: Issuer, *, now: datetime) -> str:
    """Return a credential as a token by the active key; equal words and keys give equal tokens."""
    signer = issuer.keys.signer(Purpose.JWT, now)
    kid = f"{issuer.base_url}/keys/{signer.address.partition('#')[2]}"
    parts = ({"alg": "ES256", "kid": kid, "typ": "JWT"}, payload_of(credential))
    text = ".".join(padless(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()) for part in parts)
    return f"{text}.{padless(signer.sign(text.encode()))}"


def payload_of(credential: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a token says of a credential: all but its embedded proof, and the claims of tokens."""
    payload = {name: value for name, value in credential.items() if name != "proof"}
    subject = dict(payload["credentialSubject"])
    subject.setdefault("id", f"{payload['id']}#holder")
    claims = {"iss": issuer_of(payload), "jti": payload["id"], "sub": subject["id"]}
    for claim, term in (("nbf", "validFrom"), ("exp", "validUntil")):
        if term in payload:
            claims[claim] = int(datetime.fromisoformat(payload[term]).timestamp())
    return {**payload, "credentialSubject": subject, **claims}


def check(token: str, keys: KeyRing | Trust) -> tuple[dict[str, Any] | None, ProofReport]:
    """Check any text as a token and return what it says, if that can be read; never raises."""
    trust = keys.trust
    try:
        header, payload, signature = _opened(token)
    except (ValueError, RecursionError) as error:
        return None, ProofReport(Fault.UNREADABLE, str(error)[:200])
    names_us = issuer_of(payload) == trust.did
    address = f"{trust.did}#{str(header.get('kid')).rpartition('/')[2]}"
    if not names_us and not trust.has(address):
        return payload, ProofReport(Fault.FOREIGN)
    fault = fault_of(address, trust, names_us=names_us)
    if fault is None and (header.get("alg"), header.get("typ")) != ("ES256", "JWT"):
        fault = Fault.UNREADABLE
    if fault is None and not trust.verifies(address, signature, token.rpartition(".")[0].encode()):
        fault = Fault.ALTERED
    if fault is None and trust.keys[address].compromised is not None:
        fault = Fault.STOLEN_KEY
    return payload, ProofReport(fault)


def _opened(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    """Return the three parts of a token; ValueError for what is none, or is not written as tokens are."""
    if len(token) > LONGEST or token.count(".") != 2 or not token.isascii():
        raise ValueError("no token, or one longer than any of ours")
    header, payload, signature = (unpadded(part) for part in token.split("."))
    values = json.loads(header), json.loads(payload)
    if not all(isinstance(value, dict) for value in values):
        raise ValueError("no token of a credential")
    return *values, signature
