"""The certificate's own door: its public page and files, the status lists and the issuer's keys, open to all."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

from flask import Blueprint, Response, current_app, render_template, request

from academy.campus import campus
from academy.clock import utcnow
from academy.database import apart, db
from academy.limits import MISSES, limiter, missed
from certificates import pdf
from certificates.actions import keep_print
from certificates.models import Certificate
from certificates.proofs import sign
from certificates.queries import held, printed, revoked_indexes, status_changed, status_list_exists
from certificates.seal import seal
from certificates.snapshot import Snapshot, grouped
from certificates.status import status_list as status_credential
from certificates.verification import judge, sealed
from registry.errors import NotFound

bp = Blueprint("credentials", __name__)
EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
"""The date on a status list in which nothing has been set yet."""
KINDS = {"text/html": "html", "application/vc+ld+json": "json", "application/json": "json", "application/pdf": "pdf"}


@bp.get("/credentials/<uuid:certificate_id>")
@limiter.limit(MISSES, deduct_when=missed)
def credential(certificate_id: UUID) -> str | Response:
    """Answer 'is it true?' at a glance; the same address gives the credential as JSON and the sealed PDF."""
    found = held(db, str(certificate_id))
    kind = request.args.get("format") or KINDS.get(request.accept_mimetypes.best_match(KINDS) or "text/html", "html")
    if kind == "json":
        return _file(found.certificate.credential.encode(), "application/vc+ld+json", f"{certificate_id}.json")
    if kind == "pdf":
        return _file(_pdf(found.certificate), "application/pdf", f"{certificate_id}.pdf")
    certificate, keys = found.certificate, campus().issuer.keys
    verdict = judge(
        json.loads(certificate.credential), sealed(certificate.credential, keys), found.standing, now=utcnow()
    )
    snapshot = Snapshot.from_json(certificate.snapshot)
    return render_template(
        "credentials/credential.html",
        held=found,
        snapshot=snapshot,
        verdict=verdict,
        number=grouped(certificate.id),
        begun=_day(snapshot.begun_at),
        awarded=_day(snapshot.awarded),
    )


def _day(moment: str) -> date | None:
    """Return the day of a moment in UTC, as the printed certificate states it; None for an empty text."""
    return datetime.fromisoformat(moment).astimezone(UTC).date() if moment else None


def _file(content: bytes, mimetype: str, name: str) -> Response:
    """Return a file to be saved under a name."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Vary"] = "Accept"
    return answer


def _pdf(certificate: Certificate) -> bytes:
    """Return the sealed page of a certificate, made when it is first asked for."""
    number = certificate.id  # read now: what was read before `apart` is forgotten in it
    kept = printed(db, number)
    if kept is not None:
        return kept
    now = utcnow()
    page = pdf.render(Snapshot.from_json(certificate.snapshot), certificate.credential)
    page = seal(page, campus().issuer.keys.sealing(now), now=now)
    with apart() as beside:
        return keep_print(beside, number, page, now=now)


@bp.get("/status/<id:number>")
def status(number: int) -> Response:
    """Give the signed status list: which certificates were revoked or replaced; the same state gives the same bytes."""
    if not status_list_exists(db, number):
        raise NotFound
    since, issuer = status_changed(db, number) or EMPTY_SINCE, campus().issuer
    document = status_credential(
        revoked_indexes(db, number),
        address=f"{issuer.base_url}/status/{number}",
        issuer=issuer.keys.did,
        valid_from=since,
    )
    answer = Response(json.dumps(sign(document, issuer.keys, now=since)), mimetype="application/vc+ld+json")
    answer.add_etag()
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer


@bp.get("/.well-known/did.json")
def did() -> Response:
    """Give the issuer's DID document: the public keys that its credentials are checked with."""
    return Response(json.dumps(campus().issuer.keys.trust.did_document()), mimetype="application/did+json")


@bp.get("/.well-known/academy-ca.pem")
def authority() -> Response:
    """Give the certificate of the authority behind the seals of our PDFs."""
    return _file(
        campus().issuer.keys.trust.ca_pem, "application/x-pem-file", f"{current_app.config['BASE_URL'][8:]}-ca.pem"
    )
