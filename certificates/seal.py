"""The seal of a printed certificate: a PAdES signature over the whole file, put on and checked without any network."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto.cms import (  # type: ignore[import-untyped]  # comes with pyHanko
    CMSAttributes,
    ContentInfo,
    IssuerAndSerialNumber,
)
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys.pemder import load_certs_from_pemder_data
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.stamp import LONGEST, NotStamped

if TYPE_CHECKING:
    from certificates.keys import Sealing, Trust

FIELD = "Seal"
LONGEST_CREDENTIAL = 200_000
DEEPEST_TREE = 16
ONE, SHA256 = bytes.fromhex("020101"), bytes.fromhex("300d06096086480165030402010500")
FIXED = [ONE, b"\x31\x0f" + SHA256, bytes.fromhex("300b06092a864886f70d010701"), b"", ONE, SHA256]
"""What the parts of a signature that vary in none of ours are in DER: versions, digests, and what is left out."""
ALGORITHMS = {bytes.fromhex("300a06082a8648ce3d040302"), bytes.fromhex("300d06092a864886f70d01010b0500")}
"""How we name ECDSA and RSA with SHA-256 in DER."""
AGREEMENT = timedelta(minutes=10)
"""How far the clock of a time-stamp authority may be from ours."""
BESIDE_THE_CHAIN = 2048
"""The room for a signature beside its certificates, in bytes; told beforehand, or pyHanko signs twice to find out."""


class SealFault(StrEnum):
    """Why a PDF is not as we sealed it."""

    UNREADABLE = "unreadable"
    """It is no PDF that can be read, or its seal cannot."""
    UNSEALED = "unsealed"
    """It bears no seal."""
    CHANGED = "changed"
    """Something was changed in it or added to it after it was sealed."""
    FOREIGN = "foreign"
    """Its seal does not lead to our authority."""
    EXPIRED_SIGNER = "expired-signer"
    """It was sealed before or after the seal's own certificate was valid."""
    OTHER_PRINT = "other-print"
    """It bears our seal, but it is not the print that we keep of this certificate."""
    STOLEN_SEAL = "stolen-seal"
    """It bears our seal, which could have been in the hands of somebody else."""


@dataclass(frozen=True, slots=True)
class SealReport:
    """What a check of a PDF found; without a fault our seal fits every byte of the file."""

    fault: SealFault | None = None

    @property
    def whole(self) -> bool:
        """Say whether our own seal fits every byte."""
        return self.fault is None


class _Pen(Signer):
    """A signer that keeps the loaded key; pyHanko's own parses it anew for every signature."""

    def __init__(self, sealing: "Sealing") -> None:
        self.key = sealing.key
        own, *chain = (
            next(load_certs_from_pemder_data(link.public_bytes(Encoding.DER)))
            for link in (sealing.certificate, *sealing.chain)
        )
        store: Any = SimpleCertificateStore  # its methods carry no types
        super().__init__(signing_cert=own, cert_registry=store.from_certs(chain))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Return the signature of `data` by the key, which is an elliptic curve or an RSA key."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        raise TypeError("A PDF is sealed with an elliptic curve or an RSA key.")


class _Press(PdfSigner):
    """A PDF signer that claims the given moment instead of looking at the clock."""

    def __init__(self, signer: _Pen, now: datetime, stamper: Any) -> None:
        self.now = now
        super().__init__(
            PdfSignatureMetadata(
                field_name=FIELD,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
                certify=True,
                docmdp_permissions=MDPPerm.NO_CHANGES,
            ),
            signer,
            timestamper=stamper,
        )

    def init_signing_session(self, *args: Any, **options: Any) -> Any:
        """Start a session that stands at the given moment."""
        session = super().init_signing_session(*args, **options)
        session.system_time = self.now
        return session


def seal(pdf: bytes, sealing: "Sealing", *, now: datetime) -> bytes:
    """Sign a PDF as PAdES in an invisible field, allowing no change after; `now` is the moment it claims.

    With a stamper it is sealed as B-T, and never without the stamp: `NotStamped` is raised when none comes or when the
    stamp does not lead to its authority. Without a stamper it is sealed as B-B.
    """
    if sealing.stamper is None:
        return _signed(pdf, sealing, now)
    if sealing.stamper.rests(now):
        raise NotStamped
    try:
        sealed = _signed(pdf, sealing, now)
        (signature,) = PdfFileReader(BytesIO(sealed)).embedded_regular_signatures
        if not _stamp_holds(signature, sealing.stamper.roots, now):
            raise ValueError("the stamp does not lead to its authority")
    except (OSError, ValueError, TimestampRequestError, SigningError) as error:
        sealing.stamper.was_silent(now)
        raise NotStamped from error
    return sealed


def _signed(pdf: bytes, sealing: "Sealing", now: datetime) -> bytes:
    """Return a PDF with its signature, and the stamp of a stamper if there is one."""
    chain = sum(len(link.public_bytes(Encoding.DER)) for link in (sealing.certificate, *sealing.chain))
    room = chain + BESIDE_THE_CHAIN + (LONGEST if sealing.stamper else 0)
    press = _Press(_Pen(sealing), now, sealing.stamper)
    sealed: bytes = press.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=2 * room).getvalue()
    return sealed


def check(pdf: bytes, trust: "Trust") -> SealReport:
    """Report whether a PDF bears our seal unbroken; never raises and never fetches, whatever the bytes are.

    The certificate is judged at the claimed moment of signing, since a seal outlives the certificate that made it.
    """
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        return SealReport(_weigh(signatures[0], pdf, trust) if signatures else SealFault.UNSEALED)
    except Exception:
        return SealReport(SealFault.UNREADABLE)


def attached_credential(pdf: bytes) -> str | None:
    """Return the text of the first file attached to a PDF, None if there is none or it exceeds 200 kB; never raises."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        first = next(_attachments(reader.root), None)
        return None if first is None else _text(first["/EF"]["/F"])
    except Exception:
        return None


def attached_token(pdf: bytes) -> str | None:
    """Return the text of the second file attached to a PDF, which in ours is the token; None if there is none."""
    second = list(_attachments(PdfFileReader(BytesIO(pdf)).root))[1:2]
    return _text(second[0]["/EF"]["/F"]) if second else None


def authorities_in(pdf: bytes) -> list[x509.Certificate]:
    """Return the certificates above the seal that a PDF carries with it; none for a file that bears no seal."""
    signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    above = signatures[0].other_embedded_certs if signatures else []
    return [x509.load_der_x509_certificate(one.dump()) for one in above]


def _weigh(signature: EmbeddedPdfSignature, pdf: bytes, trust: "Trust") -> SealFault | None:
    """Judge one signature against our authorities."""
    moment = signature.self_reported_timestamp
    roots = list(load_certs_from_pemder_data(trust.ca_pem))
    status = validate_pdf_signature(
        signature,
        signer_validation_context=ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
        ),
    )
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE or not (status.intact and status.valid):
        return SealFault.CHANGED
    signer = signature.signer_cert
    if not status.trusted:
        known = any(signer.issuer == root.subject for root in roots)
        within = signer.not_valid_before <= moment <= signer.not_valid_after
        return SealFault.EXPIRED_SIGNER if known and not within else SealFault.FOREIGN
    if signer.serial_number in trust.stolen_seals:
        return SealFault.STOLEN_SEAL
    tight = _is_tight(signature, pdf, {root.dump() for root in roots})
    return None if tight and _stamp_holds(signature, trust.stampers, moment) else SealFault.CHANGED


def _is_tight(signature: EmbeddedPdfSignature, pdf: bytes, roots: set[bytes]) -> bool:
    """Say whether the signature itself, which no seal can cover, is written as we write it, byte for byte."""
    _, before, behind, _ = (int(place) for place in signature.byte_range)
    gap = pdf[before:behind]
    message = ContentInfo.load(signature.pkcs7_content)
    written = message.dump(force=True)
    if gap != b"<%s>" % written.hex().upper().encode().ljust(len(gap) - 2, b"0"):
        return False
    signed, signer = message["content"], signature.signer_info
    own = signature.signer_cert
    place = IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number})
    fixed = [signed[part].dump() for part in ("version", "digest_algorithms", "encap_content_info", "crls")]
    fixed += [signer[part].dump() for part in ("version", "digest_algorithm")]
    return (
        fixed == FIXED
        and message["content_type"].native == "signed_data"
        and len(signed["signer_infos"]) == 1
        and signer["sid"].dump() == place.dump()
        and signer["signature_algorithm"].dump() in ALGORITHMS
        and len({one.dump() for one in signed["certificates"]} - roots) == 1
    )


def _stamp_holds(signature: EmbeddedPdfSignature, roots: tuple[x509.Certificate, ...], moment: Any) -> bool:
    """Say whether a signature bears no stamp, or one of these authorities for its very bytes and about its moment."""
    beside: CMSAttributes = signature.signer_info["unsigned_attrs"]
    if not len(beside):
        return True
    if len(beside) != 1 or beside[0]["type"].native != "signature_time_stamp_token" or len(beside[0]["values"]) != 1:
        return False
    anchors = [next(load_certs_from_pemder_data(one.public_bytes(Encoding.DER))) for one in roots]
    stamped = validate_pdf_signature(
        signature,
        signer_validation_context=ValidationContext(trust_roots=[], allow_fetching=False),
        ts_validation_context=ValidationContext(trust_roots=anchors, moment=moment, allow_fetching=False),
    ).timestamp_validity
    if stamped is None or not (stamped.intact and stamped.valid and stamped.trusted):
        return False
    return bool(abs(stamped.timestamp - moment) <= AGREEMENT)


def _attachments(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the attached files of a document, those it names as its own first."""
    for reference in root.get("/AF", ()):
        yield reference.get_object()
    names = root.get("/Names", {})
    if "/EmbeddedFiles" in names:
        yield from _leaves(names["/EmbeddedFiles"], DEEPEST_TREE)


def _leaves(node: DictionaryObject, depth: int) -> Iterator[DictionaryObject]:
    """Yield the values of a name tree down to a depth, so that a tree bitten into its own tail ends."""
    leaves = node.get("/Names", ArrayObject())
    for position in range(1, len(leaves), 2):
        yield leaves[position]
    if depth:
        for child in node.get("/Kids", ()):
            yield from _leaves(child.get_object(), depth - 1)


def _text(stream: StreamObject) -> str | None:
    """Return the text of a stream, or None when it is longer than a credential may be; a bomb is not unpacked."""
    raw = stream.encoded_data
    if stream.get("/Filter") is not None:
        if stream["/Filter"] not in ("/FlateDecode", ["/FlateDecode"]):
            return None
        raw = zlib.decompressobj().decompress(raw, LONGEST_CREDENTIAL + 1)
    return raw.decode() if len(raw) <= LONGEST_CREDENTIAL else None
