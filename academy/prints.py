"""The printed certificate: sealed and kept when it is first asked for, by whoever asks."""

import json

from academy.campus import campus
from academy.clock import utcnow
from academy.database import apart, db
from certificates import jwt, pdf
from certificates.actions import keep_print
from certificates.models import Certificate
from certificates.queries import printed
from certificates.seal import seal
from certificates.snapshot import Snapshot


def token(certificate: Certificate) -> str:
    """Return a certificate as a token by the key that is active now."""
    return jwt.sign(json.loads(certificate.credential), campus().issuer, now=utcnow())


def sealed_page(certificate: Certificate) -> bytes:
    """Return the sealed page of a certificate, made when it is first asked for."""
    number = certificate.id  # read now: what was read before `apart` is forgotten in it
    kept = printed(db, number)
    if kept is not None:
        return kept
    now = utcnow()
    page = pdf.render(Snapshot.from_json(certificate.snapshot), certificate.credential, token(certificate))
    page = seal(page, campus().issuer.keys.sealing(now), now=now)
    with apart() as beside:
        return keep_print(beside, number, page, now=now)
