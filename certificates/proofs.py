"""Proofs: signing a credential with `eddsa-rdfc-2022` (W3C Data Integrity), and checking one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import base58

from certificates.jsonld import canonical
from certificates.keys import KeyRing

SUITE = "eddsa-rdfc-2022"
LONGEST = 200_000
"""The longest credential that is checked, in characters of its JSON; ours have about five thousand."""
LONGEST_VALUE = 100
"""The longest signature that is decoded, in characters; 64 bytes take 89."""


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a check of a credential found.

    `intact`: it names our issuer and a signature by a key on our ring fits every word. `ours`: the key that it names
    belongs to our DID. `reason` says why not.
    """

    intact: bool
    ours: bool
    reason: str = ""


def sign(document: Mapping[str, Any], keys: KeyRing, *, now: datetime) -> dict[str, Any]:
    """Return the document with a proof by the newest key; raise `jsonld.Unmapped` when a term would not be signed."""
    method = keys.verification_method
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = keys.sign(_digest(document, proof), method)
    return {**document, "proof": [{**proof, "proofValue": "z" + base58.b58encode(value).decode()}]}


def _digest(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """Return what is signed: the hash of the proof's own figures, then that of the document."""
    configured = {"@context": document.get("@context"), **proof}
    return hashlib.sha256(canonical(configured)).digest() + hashlib.sha256(canonical(document)).digest()


def check(document: Any, keys: KeyRing) -> ProofReport:
    """Check the proof of any JSON value; never raises, and never takes longer than an honest check for long."""
    proof = _proof_of(document)
    if proof is None:
        return ProofReport(intact=False, ours=False, reason="no proof that can be read")
    method = proof["verificationMethod"]
    if method.partition("#")[0] != keys.did:
        return ProofReport(intact=False, ours=False, reason="a key of another issuer")
    if not keys.has(method):
        return ProofReport(intact=False, ours=True, reason="a key that we never had")
    if _issuer_of(document) != keys.did:
        return ProofReport(intact=False, ours=True, reason="another issuer")
    return _checked(document, proof, keys)


def _issuer_of(document: Mapping[str, Any]) -> object:
    """Return the id of the issuer that a document names."""
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def _proof_of(document: Any) -> dict[str, str] | None:
    """Return the one proof of a JSON value if it is of our kind and every value of it is a text."""
    proof = document.get("proof") if isinstance(document, dict) else None
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if not isinstance(proof, dict) or not all(isinstance(value, str) for value in proof.values()):
        return None
    wanted = {"type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"}
    kind = (proof.get("type"), proof.get("cryptosuite"), proof.get("proofPurpose"))
    if set(proof) != wanted or kind != ("DataIntegrityProof", SUITE, "assertionMethod"):
        return None
    return proof


def _checked(document: Mapping[str, Any], proof: Mapping[str, str], keys: KeyRing) -> ProofReport:
    """Check a proof of our kind by a key of ours."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    settings = {name: value for name, value in proof.items() if name != "proofValue"}
    value = proof["proofValue"]
    try:
        if len(json.dumps(document)) > LONGEST or len(value) > LONGEST_VALUE or not value.startswith("z"):
            raise ValueError("longer than any credential of ours, or no signature")
        intact = keys.verifies(proof["verificationMethod"], base58.b58decode(value[1:]), _digest(bare, settings))
    except (ValueError, RecursionError) as error:
        return ProofReport(intact=False, ours=True, reason=str(error)[:200])
    return ProofReport(intact=intact, ours=True, reason="" if intact else "the signature does not fit the words")
