"""The issuer's door: what is public of its keys, its authority, and its lists of what ended, open to everybody."""

import json
from pathlib import Path

from flask import Blueprint, Response, abort, current_app

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.files import published, wanted
from academy.lists import list_at
from certificates.bundle import bundle, signed_list
from certificates.queries import newest_list, status_list_exists
from registry.errors import NotFound

bp = Blueprint("issuer", __name__)
TYPES = {
    "application/vc+ld+json": "json",
    "application/vc": "json",
    "application/ld+json": "json",
    "application/json": "json",
    "application/vc+jwt": "jwt",
}


@bp.get("/status/<id:number>")
def status(number: int) -> Response:
    """Give the signed status list: which certificates have ended; the same state gives the same bytes all day."""
    if not status_list_exists(db, number):
        raise NotFound
    kind, mimetype = wanted(TYPES, "application/vc+ld+json")
    signed = signed_list(list_at(number, utcnow()), campus().issuer)
    return published(signed["token"] if kind == "jwt" else json.dumps(signed["credential"]), mimetype)


@bp.get("/verify/trust.json")
def trust() -> Response:
    """Give the trust file: all that is needed to check certificates without this academy, to be kept."""
    lists = [list_at(number, utcnow()) for number in range(1, newest_list(db) + 1)]
    made = bundle(campus().issuer, lists, now=utcnow())
    return published(json.dumps(made, indent=1), "application/json", name="academy-trust.json")


@bp.get("/verify/offline.py")
def offline() -> Response:
    """Give the program that checks certificates with a trust file alone."""
    program = Path(current_app.static_folder or "") / "verify_certificate.py"
    return published(program.read_bytes(), "text/x-python", name=program.name)


@bp.get("/.well-known/did.json")
def did() -> Response:
    """Give the issuer's DID document: the public keys that its credentials are checked with."""
    return published(json.dumps(campus().issuer.keys.trust.did_document()), "application/did+json")


@bp.get("/.well-known/jwks.json")
def key_set() -> Response:
    """Give the public keys that check tokens, as a JSON Web Key Set."""
    issuer = campus().issuer
    return published(json.dumps(issuer.keys.trust.key_set(issuer.base_url)), "application/jwk-set+json")


@bp.get("/keys/<kid>")
def key(kid: str) -> Response:
    """Give one public key that checks tokens, bare: the address that a token names; a stolen one is gone."""
    trust, base_url = campus().issuer.keys.trust, campus().issuer.base_url
    known = {one["kid"]: one for one in trust.key_set(base_url)["keys"]}
    found = known.get(f"{base_url}/keys/{kid}")
    if found is None:
        abort(410 if trust.has(f"{trust.did}#{kid}") else 404)
    return published(json.dumps(found), "application/jwk+json")


@bp.get("/.well-known/academy-ca.pem")
@bp.get("/pki/ca.pem")
def authority() -> Response:
    """Give the certificates of the authorities behind the seals of our PDFs."""
    name = current_app.config["SETTINGS"].host.replace(":", "-")
    return published(campus().issuer.keys.trust.ca_pem, "application/x-pem-file", name=f"{name}-ca.pem")


@bp.get("/pki/<authority>.crl")
def revoked_seals(authority: str) -> Response:
    """Give the list (DER) of the seals that are trusted no more, signed by the authority whose seals name it."""
    keys, now = campus().issuer.keys, utcnow()
    signer = keys.lists(now).get(authority)
    if signer is None:
        raise NotFound
    return published(keys.revoked(now, signer), "application/pkix-crl")
