"""The issuer's door: what is public of its keys, its authority, and its lists of what ended, open to everybody."""

import json
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.files import published, wanted
from certificates import jwt
from certificates.proofs import sign
from certificates.queries import revoked_indexes, status_changed, status_list_exists
from certificates.status import status_list
from registry.errors import NotFound

bp = Blueprint("issuer", __name__)
EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
"""The date on a status list in which nothing has been set yet."""
TYPES = {
    "application/vc+ld+json": "json",
    "application/vc": "json",
    "application/ld+json": "json",
    "application/json": "json",
    "application/vc+jwt": "jwt",
}


@bp.get("/status/<id:number>")
def status(number: int) -> Response:
    """Give the signed status list: which certificates were revoked or replaced; the same state gives the same bytes."""
    if not status_list_exists(db, number):
        raise NotFound
    since, issuer = status_changed(db, number) or EMPTY_SINCE, campus().issuer
    document = status_list(
        revoked_indexes(db, number),
        address=f"{issuer.base_url}/status/{number}",
        issuer=issuer.keys.did,
        valid_from=since,
    )
    kind, mimetype = wanted(TYPES, "application/vc+ld+json")
    if kind == "jwt":
        return published(jwt.sign(document, issuer, now=since), mimetype)
    return published(json.dumps(sign(document, issuer.keys, now=since)), mimetype)


@bp.get("/.well-known/did.json")
def did() -> Response:
    """Give the issuer's DID document: the public keys that its credentials are checked with."""
    return published(json.dumps(campus().issuer.keys.trust.did_document()), "application/did+json")


@bp.get("/.well-known/jwks.json")
def key_set() -> Response:
    """Give the public keys that check tokens, as a JSON Web Key Set."""
    return published(json.dumps(campus().issuer.keys.trust.key_set()), "application/jwk-set+json")


@bp.get("/keys/<kid>")
def key(kid: str) -> Response:
    """Give one public key that checks tokens, bare: the address that a token names; a stolen one is gone."""
    trust = campus().issuer.keys.trust
    found = trust.web_key(kid)
    if found is None:
        abort(410 if trust.has(f"{trust.did}#{kid}") else 404)
    return published(json.dumps(found), "application/jwk+json")


@bp.get("/.well-known/academy-ca.pem")
@bp.get("/pki/ca.pem")
def authority() -> Response:
    """Give the certificates of the authorities behind the seals of our PDFs."""
    name = current_app.config["SETTINGS"].host.replace(":", "-")
    return published(campus().issuer.keys.trust.ca_pem, "application/x-pem-file", name=f"{name}-ca.pem")


@bp.get("/pki/ca.crl")
def revoked_seals() -> Response:
    """Give the list of the seals that are trusted no more, signed by the authority (DER)."""
    return published(campus().issuer.keys.revoked(utcnow()), "application/pkix-crl")
