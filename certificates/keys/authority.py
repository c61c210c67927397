"""The authority of our own above the seals of printed documents: its certificates and its list of revoked seals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

AUTHORITY_YEARS, SEAL_YEARS = 20, 10
LONGEST_NAME = 64
"""The longest name that fits a certificate, in bytes."""
LIST_LASTS = timedelta(days=8)
"""For how long a list of revoked seals may be used."""
FIRST_LIST = "ca"
"""The name of the list that seals named before every authority had a list of its own."""
_LIST = re.compile(r"/pki/(\w+)\.crl")


@dataclass(frozen=True, slots=True)
class Imprint:
    """Whom the certificates of seals name: the institution, its identifier, and the address of its pages."""

    did: str
    name: str = ""
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Sealing:
    """What seals a PDF: the key, its certificate, the authority above it, and who stamps the time, if anybody does."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    stamper: Any = None


def authority_certificate(key: EllipticCurvePrivateKey, imprint: Imprint, made: datetime) -> x509.Certificate:
    """Return the certificate of a new authority, which it signs itself."""
    name = _name(imprint, f"{imprint.name or imprint.did} authority")
    builder = _begun(name, name, key.public_key(), key.public_key(), made)
    builder = builder.not_valid_after(made + timedelta(days=366 * AUTHORITY_YEARS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    return builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def seal_certificate(
    key: EllipticCurvePublicKey,
    authority: x509.Certificate,
    authority_key: EllipticCurvePrivateKey,
    imprint: Imprint,
    made: datetime,
) -> x509.Certificate:
    """Return the certificate of a new seal: it carries the institution's name and ends no later than the authority."""
    subject = _name(imprint, imprint.name or f"{imprint.did} seal")
    builder = _begun(subject, authority.subject, key, authority_key.public_key(), made)
    ends = min(made + timedelta(days=366 * SEAL_YEARS), authority.not_valid_after_utc)
    builder = builder.not_valid_after(ends)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = builder.add_extension(usage, critical=True)
    if imprint.base_url:
        site = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(imprint.base_url)])
        builder = builder.add_extension(site, critical=False)
        place = [x509.UniformResourceIdentifier(f"{imprint.base_url}/pki/{list_name(authority)}.crl")]
        point = x509.DistributionPoint(place, None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    return builder.sign(authority_key, hashes.SHA256())


def list_name(authority: x509.Certificate) -> str:
    """Return the name of an authority's list of revoked seals: the identifier of its key."""
    return authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest.hex()


def named_list(seal: x509.Certificate) -> str:
    """Return the name of the list that a seal says it would be revoked by; nothing if it names none."""
    try:
        points = seal.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return ""
    found = [_LIST.search(place.value) for point in points for place in point.full_name or ()]
    return next((match[1] for match in found if match), "")


def revocation_list(
    authority: x509.Certificate,
    key: EllipticCurvePrivateKey,
    stolen: Mapping[int, datetime],
    day: datetime,
    lasts: timedelta = LIST_LASTS,
) -> bytes:
    """Return the signed list (DER) of the seals that are trusted no more; equal states of a day give equal bytes."""
    builder = x509.CertificateRevocationListBuilder(authority.subject)
    builder = builder.last_update(day).next_update(day + lasts)
    builder = builder.add_extension(x509.CRLNumber(int(day.timestamp())), critical=False)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    builder = builder.add_extension(above, critical=False)
    for serial, moment in sorted(stolen.items()):
        entry = x509.RevokedCertificateBuilder(serial, moment)
        reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
        builder = builder.add_revoked_certificate(entry.add_extension(reason, critical=False).build())
    return builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True).public_bytes(Encoding.DER)


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: EllipticCurvePublicKey,
    signer: EllipticCurvePublicKey,
    made: datetime,
) -> x509.CertificateBuilder:
    """Begin a certificate, valid from a day before it was made, so that clocks may differ."""
    builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
    builder = builder.not_valid_before(made - timedelta(days=1))
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    return builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)


def _name(imprint: Imprint, common: str) -> x509.Name:
    """Return the name of the institution, with a common name of its own."""
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, _shortened(common))]
    if imprint.name:
        parts.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, _shortened(imprint.name)))
    return x509.Name(parts)


def _shortened(text: str) -> str:
    """Return a text as far as X.509 holds it; of an identifier the end tells more."""
    whole = text.encode()
    cut = whole[-LONGEST_NAME:] if text.startswith("did:") else whole[:LONGEST_NAME]
    return cut.decode(errors="ignore")
