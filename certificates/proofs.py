"""Proofs: signing a credential with `eddsa-rdfc-2022` (W3C Data Integrity), and checking one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import base58

from certificates.jsonld import canonical
from certificates.keys import KeyRing, Purpose, Trust, written

SUITE = "eddsa-rdfc-2022"
LONGEST = 200_000
"""The longest credential that is checked, in characters of its JSON; ours have about five thousand."""
LONGEST_VALUE = 100
"""The longest signature that is decoded, in characters; 64 bytes take 89."""


class Fault(StrEnum):
    """Why a credential is not ours or not intact."""

    FOREIGN = "foreign"
    """It names another issuer, and no key of ours."""
    UNSIGNED = "unsigned"
    """It names us as its issuer, without a proof that can be read."""
    STRANGER = "stranger"
    """It names us as its issuer, but a key of somebody else."""
    UNKNOWN_KEY = "unknown-key"
    """It names a key of ours that we never had."""
    WRONG_ISSUER = "wrong-issuer"
    """It names a key of ours, but another issuer."""
    UNREADABLE = "unreadable"
    """Something in it would not be covered by a signature."""
    ALTERED = "altered"
    """The signature does not fit the words."""
    EXPIRED_SIGNER = "expired-signer"
    """It was signed after its key had been retired."""
    STOLEN_KEY = "stolen-key"
    """The signature fits, but the key could have been somebody else's."""
    BEFORE_THEFT = "before-theft"
    """The same, but it states a moment before the theft. A thief can state any; only the register can believe it."""


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a check of a credential found; no fault means that our own key signed every word of it.

    `reason` says more about a document that cannot be read.
    """

    fault: Fault | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        """Say whether a signature by a key that we still trust fits every word."""
        return self.fault is None

    @property
    def ours(self) -> bool:
        """Say whether the key that it names belongs to us."""
        return self.fault not in (Fault.FOREIGN, Fault.UNSIGNED, Fault.STRANGER, Fault.UNKNOWN_KEY)


def sign(document: Mapping[str, Any], keys: KeyRing, *, now: datetime) -> dict[str, Any]:
    """Return the document with a proof by the active key; raise `jsonld.Unmapped` when a term would not be signed."""
    signer = keys.signer(Purpose.CREDENTIAL, now)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": written(now),
        "verificationMethod": signer.address,
        "proofPurpose": "assertionMethod",
    }
    value = signer.sign(_digest(document, proof))
    return {**document, "proof": [{**proof, "proofValue": "z" + base58.b58encode(value).decode()}]}


def _digest(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """Return what is signed: the hash of the proof's own figures, then that of the document."""
    configured = {"@context": document.get("@context"), **proof}
    return hashlib.sha256(canonical(configured)).digest() + hashlib.sha256(canonical(document)).digest()


def check(document: Any, keys: KeyRing | Trust) -> ProofReport:
    """Check the proof of any JSON value; never raises, and never takes longer than an honest check for long."""
    trust = keys.trust
    proof, names_us = _proof_of(document), issuer_of(document) == trust.did
    if proof is None:
        return ProofReport(Fault.UNSIGNED if names_us else Fault.FOREIGN)
    method = proof["verificationMethod"]
    fault = fault_of(method, trust, names_us=names_us)
    if fault is not None:
        return ProofReport(fault)
    try:
        fits = trust.verifies(method, _value(proof), _digest(*_parts(document, proof)))
    except (ValueError, RecursionError) as error:
        return ProofReport(Fault.UNREADABLE, str(error)[:200])
    return ProofReport(_standing(method, trust, proof["created"]) if fits else Fault.ALTERED)


def issuer_of(document: Any) -> object:
    """Return the id of the issuer that a document names."""
    issuer = document.get("issuer") if isinstance(document, dict) else None
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def fault_of(method: str, trust: Trust, *, names_us: bool) -> Fault | None:
    """Return what is wrong with the key that a document names, before any signature is looked at."""
    if method.partition("#")[0] != trust.did:
        return Fault.STRANGER if names_us else Fault.FOREIGN
    if not trust.has(method):
        return Fault.UNKNOWN_KEY
    return None if names_us else Fault.WRONG_ISSUER


def _standing(method: str, trust: Trust, created: str) -> Fault | None:
    """Return what is wrong with a key of ours that did sign."""
    known = trust.keys[method]
    if known.compromised is not None:
        return Fault.STOLEN_KEY if created >= written(known.compromised) else Fault.BEFORE_THEFT
    if known.retired is not None and created > written(known.retired):
        return Fault.EXPIRED_SIGNER
    return None


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


def _parts(document: Mapping[str, Any], proof: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the document without its proof, and the proof without its signature; ValueError for one too long."""
    if len(json.dumps(document)) > LONGEST:
        raise ValueError("longer than any credential of ours")
    bare = {name: value for name, value in document.items() if name != "proof"}
    return bare, {name: value for name, value in proof.items() if name != "proofValue"}


def _value(proof: Mapping[str, str]) -> bytes:
    """Return the signature of a proof; ValueError for what is none."""
    value = proof["proofValue"]
    if len(value) > LONGEST_VALUE or not value.startswith("z"):
        raise ValueError("no signature")
    return base58.b58decode(value[1:])
