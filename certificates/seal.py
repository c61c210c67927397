"""The seal of a printed certificate: a PAdES signature over the whole file, put on and checked without any network."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys.pemder import load_certs_from_pemder_data
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

if TYPE_CHECKING:
    from certificates.keys import Sealing

FIELD = "Seal"
LONGEST_CREDENTIAL = 200_000
DEEPEST_TREE = 16
BESIDE_THE_CHAIN = 2048
"""The room for a signature beside its certificates, in bytes; told beforehand, or pyHanko signs twice to find out."""


@dataclass(frozen=True, slots=True)
class SealReport:
    """What a check of a PDF found.

    `signed`: a signature is there. `intact`: it fits every byte of the file and nothing was added after it. `ours`: its
    certificate leads to our authority. `reason` says in one sentence what decided.
    """

    signed: bool
    intact: bool
    ours: bool
    reason: str


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

    def __init__(self, signer: _Pen, now: datetime) -> None:
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
        )

    def init_signing_session(self, *args: Any, **options: Any) -> Any:
        """Start a session that stands at the given moment."""
        session = super().init_signing_session(*args, **options)
        session.system_time = self.now
        return session


def seal(pdf: bytes, sealing: "Sealing", *, now: datetime) -> bytes:
    """Sign a PDF as PAdES B-B in an invisible field, allowing no change after; `now` is the moment it claims."""
    chain = sum(len(link.public_bytes(Encoding.DER)) for link in (sealing.certificate, *sealing.chain))
    press = _Press(_Pen(sealing), now)
    sealed: bytes = press.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=2 * (chain + BESIDE_THE_CHAIN)
    ).getvalue()
    return sealed


def check(pdf: bytes, ca_pem: bytes) -> SealReport:
    """Report whether a PDF bears our seal unbroken; never raises and never fetches, whatever the bytes are.

    The certificate is judged at the claimed moment of signing, since a seal outlives the certificate that made it.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf))
        signatures = reader.embedded_regular_signatures
    except Exception:
        return SealReport(False, False, False, "The file is not a PDF that can be read.")
    if not signatures:
        return SealReport(False, False, False, "The PDF bears no seal.")
    try:
        return _weigh(signatures[0], ca_pem)
    except Exception:
        return SealReport(True, False, False, "The seal of the PDF cannot be read.")


def attached_credential(pdf: bytes) -> str | None:
    """Return the text of the first file attached to a PDF, None if there is none or it exceeds 200 kB; never raises."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        first = next(_attachments(reader.root), None)
        return None if first is None else _text(first["/EF"]["/F"])
    except Exception:
        return None


def _weigh(signature: EmbeddedPdfSignature, ca_pem: bytes) -> SealReport:
    """Judge one signature against our authority."""
    moment = signature.self_reported_timestamp
    roots = list(load_certs_from_pemder_data(ca_pem))
    status = validate_pdf_signature(
        signature,
        signer_validation_context=ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
        ),
    )
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    ours = bool(status.trusted)
    intact = bool(whole and status.intact and status.valid) and (not ours or _is_plain(signature, roots))
    return SealReport(True, intact, ours, _reason(whole, intact, ours))


def _is_plain(signature: EmbeddedPdfSignature, roots: Sequence[Any]) -> bool:
    """Say whether the signature stands in the file letter by letter as we write it.

    The signature cannot cover the place it stands in, and much of what stands there (the fill, the authority's
    certificate, the case of a letter) could be changed unseen; so all of it is written anew and compared.
    """
    leaf, stream = signature.signer_cert, signature.reader.stream
    _, begin, end, _ = (int(place) for place in signature.byte_range)
    stream.seek(begin)
    found = stream.read(end - begin)
    sealed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [leaf, *roots],
            "signer_infos": [_signer_info(signature.signer_info, leaf)],
        }
    )
    written = cms.ContentInfo({"content_type": "signed_data", "content": sealed}).dump()
    return bool(found == b"<" + written.hex().upper().encode().ljust(end - begin - 2, b"0") + b">")


def _signer_info(found: Any, leaf: Any) -> dict[str, Any]:
    """Return what a signature says of its signer, with nothing in it but what we write."""
    issuer = {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
    return {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", issuer),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": found["signed_attrs"],
        "signature_algorithm": {"algorithm": found["signature_algorithm"]["algorithm"].native},
        "signature": found["signature"].native,
    }


def _reason(whole: bool, intact: bool, ours: bool) -> str:
    """Say in one sentence what decided."""
    if not whole:
        return "The PDF was changed after it was sealed: the seal does not cover all of it."
    if not intact:
        return "The PDF was changed after it was sealed: the seal does not fit its contents."
    if not ours:
        return "The PDF is sealed, but not by this academy."
    return "The PDF is sealed by this academy and unchanged since."


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
