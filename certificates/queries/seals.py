"""Questions about what sealed certificates: whether a stolen key did, and what is left of lost ones."""

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates import jwt, proofs, seal
from certificates.keys import Trust
from certificates.models import Certificate, Print
from certificates.queries.holding import all_held, printed, stands


def to_reissue(db: Session, trust: Trust, *, now: datetime) -> list[str]:
    """Return the certificates that count today although a key that sealed them, or their print, is trusted no more."""
    standing = [one.certificate for one in all_held(db) if stands(one, now)]
    return [one.id for one in standing if not _is_sound(one, printed(db, one.id), trust)]


def _is_sound(certificate: Certificate, pdf: bytes | None, trust: Trust) -> bool:
    """Say whether everything that sealed a certificate is still trusted."""
    if not proofs.check(json.loads(certificate.credential), trust).intact:
        return False
    if pdf is None:
        return True
    token = seal.attached_token(pdf)
    return seal.check(pdf, trust).whole and (token is None or jwt.check(token, trust)[1].intact)


def all_credentials(db: Session) -> Iterator[str]:
    """Yield every credential of the register."""
    yield from db.scalars(select(Certificate.credential).order_by(Certificate.issued_at))


def all_prints(db: Session) -> Iterator[bytes]:
    """Yield every print that the register keeps."""
    yield from db.scalars(select(Print.pdf).order_by(Print.id))
