"""The trust: everything of the keys that is public, which is all that anybody needs to check what we sealed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.keys.encoding import COORDINATE, from_jwk, from_multikey, jwk, multikey
from certificates.keys.record import Purpose, Record, written

CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


@dataclass(frozen=True, slots=True)
class Known:
    """A public key: what it is, and since when it was retired or could have been somebody else's."""

    key: Ed25519PublicKey | EllipticCurvePublicKey
    retired: datetime | None = None
    compromised: datetime | None = None

    def made(self, signature: bytes, data: bytes) -> bool:
        """Say whether this key made a signature over some bytes."""
        try:
            if isinstance(self.key, Ed25519PublicKey):
                self.key.verify(signature, data)
            else:
                self.key.verify(_der(signature), data, ECDSA(SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """The public keys of an issuer by their addresses, its authorities, stolen seals, and who may stamp the time."""

    did: str
    keys: Mapping[str, Known]
    authorities: tuple[x509.Certificate, ...] = ()
    stolen_seals: frozenset[int] = frozenset()
    stampers: tuple[x509.Certificate, ...] = ()

    @property
    def trust(self) -> "Trust":
        """Return itself, so that a ring and what is public of it can be asked alike."""
        return self

    @property
    def ca_pem(self) -> bytes:
        """Return the certificates of our authorities, against which the seals of PDFs are checked."""
        return b"".join(one.public_bytes(Encoding.PEM) for one in self.authorities)

    @property
    def stampers_pem(self) -> bytes:
        """Return the certificates of those who may stamp the time of our seals."""
        return b"".join(one.public_bytes(Encoding.PEM) for one in self.stampers)

    def has(self, address: str) -> bool:
        """Say whether a key was ever ours."""
        return address in self.keys

    def verifies(self, address: str, signature: bytes, data: bytes) -> bool:
        """Say whether a key of ours made the signature; a key that was never ours never did."""
        return self.has(address) and self.keys[address].made(signature, data)

    def key_set(self, base_url: str) -> dict[str, Any]:
        """Return the keys that sign tokens as a JSON Web Key Set, without those that are trusted no more.

        Each is named as tokens name it: by the address where it lies bare.
        """
        found = [key for one in self.keys.values() if (key := jwk_key(one)) and not one.compromised]
        return {"keys": [{**key, "kid": f"{base_url}/keys/{key['kid']}"} for key in found]}

    def did_document(self) -> dict[str, Any]:
        """Return the public keys as the issuer's DID document.

        Keys that were followed by newer ones stay what they were; one that is trusted no more says so and may assert
        nothing.
        """
        return {
            "@context": CONTEXTS,
            "id": self.did,
            "verificationMethod": [self._method(address, one) for address, one in self.keys.items()],
            "assertionMethod": [address for address, one in self.keys.items() if not one.compromised],
        }

    def _method(self, address: str, one: Known) -> dict[str, Any]:
        """Return one key as the DID document lists it."""
        web_key = jwk_key(one)
        material = {"publicKeyJwk": web_key} if web_key else {"publicKeyMultibase": address.partition("#")[2]}
        kind = "JsonWebKey" if web_key else "Multikey"
        ended = {"revoked": written(one.compromised)} if one.compromised else {}
        return {"id": address, "type": kind, "controller": self.did, **material, **ended}

    @classmethod
    def of(
        cls,
        did: str,
        records: Iterable[Record],
        stolen: Iterable[int] = (),
        stampers: tuple[x509.Certificate, ...] = (),
    ) -> "Trust":
        """Return what is public of the records of a ring; `stolen` are seals of which only the number is left."""
        kept = list(records)
        signers = [one for one in kept if one.purpose in (Purpose.CREDENTIAL, Purpose.JWT)]
        keys = {address_of(did, one): Known(one.public, one.retired, one.compromised) for one in signers}
        authorities = [one.certificates[-1] for one in kept if one.certificates]
        disowned = {one.certificates[-1] for one in kept if one.purpose is Purpose.AUTHORITY and one.compromised}
        trusted = dict.fromkeys(one for one in authorities if one not in disowned)
        seals = [one for one in kept if one.purpose is Purpose.SEAL and one.compromised]
        serials = frozenset(one.certificates[0].serial_number for one in seals)
        return cls(did, keys, tuple(trusted), serials.union(stolen), stampers)

    @classmethod
    def read(cls, document: Mapping[str, Any], ca_pem: bytes, revoked: bytes, stampers: bytes = b"") -> "Trust":
        """Return the trust that a DID document, authorities (PEM) and a list of revoked seals (DER) state.

        Raises ValueError for anything that is none, and for a list that none of the authorities signed.
        """
        authorities = tuple(x509.load_pem_x509_certificates(ca_pem))
        known = tuple(x509.load_pem_x509_certificates(stampers)) if stampers else ()
        crl = x509.load_der_x509_crl(revoked)
        if not any(_signed(crl, one) for one in authorities):
            raise ValueError("a list of revoked seals that no authority signed")
        try:
            asserting = set(document["assertionMethod"])
            keys = {one["id"]: _known(one, one["id"] in asserting) for one in document["verificationMethod"]}
            return cls(str(document["id"]), keys, authorities, frozenset(one.serial_number for one in crl), known)
        except (KeyError, TypeError) as error:
            raise ValueError("no DID document of an academy") from error


def _signed(crl: x509.CertificateRevocationList, authority: x509.Certificate) -> bool:
    """Say whether an authority signed a list."""
    key = authority.public_key()
    return isinstance(key, EllipticCurvePublicKey) and crl.is_signature_valid(key)


def address_of(did: str, record: Record) -> str:
    """Return the address of a key that signs credentials or tokens: the DID, and the key itself or its thumbprint."""
    token = record.purpose is Purpose.JWT
    return f"{did}#{jwk(record.public)['kid'] if token else multikey(record.public)}"


def _known(method: Mapping[str, Any], asserting: bool) -> Known:
    """Return a key as a DID document lists it; one that may not assert is trusted no more."""
    if method["type"] == "JsonWebKey":
        key: Ed25519PublicKey | EllipticCurvePublicKey = from_jwk(method["publicKeyJwk"])
    else:
        key = from_multikey(method["publicKeyMultibase"])
    revoked = method.get("revoked")
    if asserting and revoked is None:
        return Known(key)
    return Known(key, compromised=datetime.fromisoformat(revoked or "1970-01-01T00:00:00Z"))


def jwk_key(one: Known) -> dict[str, str] | None:
    """Return a key that signs tokens as a JSON Web Key; None for one that signs embedded proofs."""
    return jwk(one.key) if isinstance(one.key, EllipticCurvePublicKey) else None


def _der(signature: bytes) -> bytes:
    """Return a signature of a token, which is two numbers of one length, as X.509 writes it; ValueError for others."""
    if len(signature) != 2 * COORDINATE:
        raise ValueError("no signature of ES256")
    return encode_dss_signature(*(int.from_bytes(half) for half in (signature[:COORDINATE], signature[COORDINATE:])))
