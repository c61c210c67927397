"""Questions about certificates that were issued: which, to whom, how they stand, and their prints."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from certificates.code import PREFIX, code_of, prefix_of
from certificates.models import Certificate, Disclosure, Print, Revocation, Suspension
from certificates.standing import Edition, Shown, Standing
from courses.models import Enrolment
from registry.errors import NotFound
from registry.queries import Presence

EVERYTHING = Shown()


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate with its standing, and what its holder lets everybody see."""

    certificate: Certificate
    standing: Standing
    shown: Shown = EVERYTHING


_successor = aliased(Certificate)
_NEWEST = (
    select(Disclosure.id)
    .where(Disclosure.enrolment_id == Certificate.enrolment_id, Disclosure.document == Certificate.document)
    .order_by(Disclosure.number.desc())
    .limit(1)
    .correlate(Certificate)
    .scalar_subquery()
)
_HELD = (
    select(
        Certificate,
        Revocation.at,
        Revocation.reason,
        _successor.id,
        Suspension.at,
        Suspension.reason,
        Disclosure.name,
        Disclosure.results,
    )
    .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    .outerjoin(Suspension, Suspension.certificate_id == Certificate.id)
    .outerjoin(_successor, _successor.supersedes_id == Certificate.id)
    .outerjoin(Disclosure, Disclosure.id == _NEWEST)
)


_asked = aliased(Certificate)
_ONE = _HELD.where(Certificate.id == bindparam("certificate_id"))
_EDITIONS = (
    _HELD.options(joinedload(Certificate.enrolment))
    .join(_asked, (_asked.enrolment_id == Certificate.enrolment_id) & (_asked.document == Certificate.document))
    .where(_asked.id == bindparam("certificate_id"))
    .order_by(Certificate.edition)
)
"""Asked whenever somebody checks a certificate, and so built once."""


def held(db: Session, certificate_id: str) -> Held:
    """Return a certificate and its standing, in one query; NotFound for an unknown id."""
    row = db.execute(_ONE, {"certificate_id": certificate_id}).first()
    if row is None:
        raise NotFound
    return _as_held(row)


def _as_held(row: Any) -> Held:
    """Return a row of the query as a certificate with its standing."""
    certificate, revoked_at, reason, successor, suspended_at, why, name, results = row
    standing = Standing(revoked_at, reason or "", successor, suspended_at, why or "")
    return Held(certificate, standing, Shown(name is not False, results is not False))


def editions(db: Session, certificate_id: str) -> list[Held]:
    """Return every edition of the document that a certificate is one of, oldest first; NotFound for an unknown id."""
    rows = db.execute(_EDITIONS, {"certificate_id": certificate_id}).all()
    if not rows:
        raise NotFound
    return [_as_held(row) for row in rows]


def newest(chain: Iterable[Held], certificate_id: str) -> Held:
    """Return, of the editions of a document, the one that in the end took the place of a certificate, or itself."""
    by_id = {one.certificate.id: one for one in chain}
    found = by_id[certificate_id]
    while found.standing.superseded_by in by_id:
        found = by_id[found.standing.superseded_by]
    return found


def as_editions(chain: Iterable[Held], now: datetime) -> tuple[Edition, ...]:
    """Return editions as plain values, which are equal as long as nothing has changed."""
    return tuple(_as_edition(one.certificate, one.standing, now) for one in chain)


def _as_edition(one: Certificate, standing: Standing, now: datetime) -> Edition:
    """Return an edition as plain values."""
    until, cause = one.valid_until, one.snapshot.get("cause", "")
    over = until is not None and until <= now
    return Edition(one.id, one.edition, one.issued_at, one.supersedes_id is not None, cause, until, over, standing)


def own_editions(db: Session, certificate_id: str, viewer: Presence) -> list[Held]:
    """Return every edition of a document to its own holder; NotFound for everybody else."""
    found = editions(db, certificate_id)
    if found[0].certificate.enrolment.person_id != viewer.person_id:
        raise NotFound
    return found


def held_by(db: Session, enrolment_ids: Collection[int]) -> dict[int, list[Held]]:
    """Return the certificates of each enrolment, oldest first."""
    found: dict[int, list[Held]] = {enrolment_id: [] for enrolment_id in enrolment_ids}
    rows = db.execute(_HELD.where(Certificate.enrolment_id.in_(enrolment_ids)).order_by(Certificate.issued_at))
    for one in map(_as_held, rows):
        found[one.certificate.enrolment_id].append(one)
    return found


def issued_in(db: Session, cohort_ids: Collection[int] | None, *, limit: int = 100, offset: int = 0) -> list[Held]:
    """Return a page of the certificates of these cohorts (all, for None) with their holders, newest first."""
    query = _HELD.join(Certificate.enrolment).order_by(Certificate.issued_at.desc(), Certificate.id)
    if cohort_ids is not None:
        query = query.where(Enrolment.cohort_id.in_(cohort_ids))
    options = joinedload(Certificate.enrolment).joinedload(Enrolment.person)
    rows = db.execute(query.options(options).limit(limit).offset(offset))
    return [_as_held(row) for row in rows]


def all_held(db: Session) -> list[Held]:
    """Return every certificate of the register with its holder, oldest first."""
    options = joinedload(Certificate.enrolment).joinedload(Enrolment.person)
    rows = db.execute(_HELD.options(options).order_by(Certificate.issued_at, Certificate.id))
    return [_as_held(row) for row in rows]


def printed(db: Session, certificate_id: str) -> bytes | None:
    """Return the sealed PDF of a certificate, if it has been made."""
    return db.scalar(select(Print.pdf).where(Print.certificate_id == certificate_id))


def print_digest(db: Session, certificate_id: str) -> str | None:
    """Return the SHA-256 (hex) of the sealed PDF of a certificate, if it has been made."""
    return db.scalar(select(Print.sha256).where(Print.certificate_id == certificate_id))


def held_among(db: Session, numbers: Collection[str]) -> dict[str, Held]:
    """Return those certificates that are known by these numbers or codes, each with its standing, in one query."""
    prefixes = [prefix_of(one) for one in numbers if " " in one]
    alike = [func.substr(Certificate.id, 1, PREFIX).in_(prefixes)] if prefixes else []
    found = [_as_held(row) for row in db.execute(_HELD.where(or_(Certificate.id.in_(numbers), *alike)))]
    by_name = {code_of(one.certificate.id): one for one in found} if prefixes else {}
    by_name |= {one.certificate.id: one for one in found}
    return {number: by_name[number] for number in numbers if number in by_name}


def times_issued(db: Session, enrolment_id: int, document: str) -> int:
    """Return how many editions of a document were issued to an enrolment."""
    query = select(func.count()).select_from(Certificate)
    return db.scalar(query.where(Certificate.enrolment_id == enrolment_id, Certificate.document == document)) or 0


def stands(one: Held, now: datetime) -> bool:
    """Say whether a certificate counts today: not revoked, replaced or suspended, and not expired."""
    until = one.certificate.valid_until
    return is_open(one) and (until is None or now < until)


def is_open(one: Held) -> bool:
    """Say whether nothing has ended or suspended a certificate, whatever its dates."""
    standing = one.standing
    return standing.revoked_at is None and standing.superseded_by is None and standing.suspended_at is None
