"""A print outlasts the authority above its seal, and still finds a list of stolen seals that this one signs."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from flask import Flask
from pyhanko.keys.pemder import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from academy import create_app
from academy.campus import Campus
from academy.settings import Settings
from certificates.keys import KeyRing, Purpose
from certificates.keys.keeping import compromise, rotate
from registry.db import Database
from tests.client import Visitor
from tests.factories import NOW, Clock
from tests.journeys.issued import issue
from tests.unit.certificates.samples import NUMBER


@pytest.fixture
def keys(loaded: Campus) -> KeyRing:
    """Give a ring of one's own, which may lose its keys."""
    return KeyRing.throwaway(loaded.issuer.keys.did, base_url=loaded.issuer.base_url)


@pytest.fixture
def app(database: Database, loaded: Campus, clock: Clock, keys: KeyRing) -> Flask:
    """Give the application over that ring, with a certificate."""
    campus = replace(loaded, issuer=replace(loaded.issuer, keys=keys))
    issue(database, campus)
    return create_app(Settings(mail="memory"), database, campus, clock)


def fetched(app: Flask, address: str) -> bytes:
    parts = urlsplit(address)
    answer = Visitor(app).client.get(f"{parts.path}?{parts.query}", base_url=Visitor(app).base)
    assert answer.status_code == 200
    return answer.data


def read(page: bytes, authorities: bytes, crl: bytes) -> PdfSignatureStatus:
    """Return what a strict reader of PDFs says, which believes no seal without a list of the revoked ones."""
    context = ValidationContext(
        trust_roots=list(load_certs_from_pemder_data(authorities)),
        crls=[crl],
        revocation_mode="hard-fail",
        moment=NOW,
        allow_fetching=False,
    )
    (signature,) = PdfFileReader(BytesIO(page)).embedded_regular_signatures
    return validate_pdf_signature(signature, signer_validation_context=context)


def list_of(page: bytes) -> str:
    """Return the address of the list that the seal of a page names."""
    (signature,) = PdfFileReader(BytesIO(page)).embedded_regular_signatures
    own = x509.load_der_x509_certificate(signature.signer_cert.dump())
    (point,) = own.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    (place,) = point.full_name or ()
    return str(place.value)


def test_a_print_finds_the_list_of_its_own_authority_after_the_next_one_took_over(app: Flask, keys: KeyRing) -> None:
    page = fetched(app, f"/credentials/{NUMBER}?format=pdf")
    rotate(keys, Purpose.AUTHORITY, now=NOW, at_once=True)
    authorities, crl = fetched(app, "/pki/ca.pem"), fetched(app, list_of(page))
    assert read(page, authorities, crl).trusted
    assert not read(page, authorities, keys.revoked(NOW)).trusted


@pytest.mark.parametrize("stolen", ["seal-0001", "authority-0001"])
def test_a_stolen_seal_is_on_that_list_and_every_seal_of_a_stolen_authority(
    app: Flask, keys: KeyRing, stolen: str
) -> None:
    page = fetched(app, f"/credentials/{NUMBER}?format=pdf")
    rotate(keys, Purpose.AUTHORITY, now=NOW, at_once=True)
    kept = fetched(app, "/pki/ca.pem")
    compromise(keys, stolen, since=NOW - timedelta(hours=1), now=NOW)
    assert read(page, kept, fetched(app, list_of(page))).revoked


def test_an_authority_that_never_was_has_no_list(app: Flask) -> None:
    assert Visitor(app).client.get("/pki/0123abcd.crl", base_url=Visitor(app).base).status_code == 404
