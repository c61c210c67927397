"""Questions about certificates: what the evidence is, what was issued, and how it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload

from assessments.queries import passed_exercises, passed_quizzes
from certificates.models import Certificate, Print, Revocation
from certificates.requirements import Evidence
from certificates.standing import Standing
from courses.models import Enrolment
from courses.outline import Course
from courses.queries import tallies
from mentoring.practice import ObservationForm
from mentoring.queries import attested_minutes, practice_missing
from registry.errors import NotFound


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate with its standing."""

    certificate: Certificate
    standing: Standing


_successor = aliased(Certificate)
_HELD = (
    select(Certificate, Revocation.at, Revocation.reason, _successor.id)
    .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    .outerjoin(_successor, _successor.supersedes_id == Certificate.id)
)


def held(db: Session, certificate_id: str) -> Held:
    """Return a certificate and its standing, in one query; NotFound for an unknown id."""
    row = db.execute(_HELD.where(Certificate.id == certificate_id)).first()
    if row is None:
        raise NotFound
    return Held(row[0], Standing(row[1], row[2] or "", row[3]))


def held_by(db: Session, enrolment_ids: Collection[int]) -> dict[int, list[Held]]:
    """Return the certificates of each enrolment, oldest first."""
    found: dict[int, list[Held]] = {enrolment_id: [] for enrolment_id in enrolment_ids}
    rows = db.execute(_HELD.where(Certificate.enrolment_id.in_(enrolment_ids)).order_by(Certificate.issued_at))
    for certificate, at, reason, successor in rows:
        found[certificate.enrolment_id].append(Held(certificate, Standing(at, reason or "", successor)))
    return found


def issued_in(db: Session, cohort_ids: Collection[int] | None, *, limit: int = 100, offset: int = 0) -> list[Held]:
    """Return a page of the certificates of these cohorts (all, for None) with their holders, newest first."""
    query = _HELD.join(Certificate.enrolment).order_by(Certificate.issued_at.desc(), Certificate.id)
    if cohort_ids is not None:
        query = query.where(Enrolment.cohort_id.in_(cohort_ids))
    options = joinedload(Certificate.enrolment).joinedload(Enrolment.person)
    rows = db.execute(query.options(options).limit(limit).offset(offset))
    return [Held(row[0], Standing(row[1], row[2] or "", row[3])) for row in rows]


def evidence(
    db: Session, enrolment_ids: Collection[int], course: Course, form: ObservationForm, *, now: datetime
) -> Mapping[int, Evidence]:
    """Return the stored facts of these enrolments; the number of queries does not grow with theirs."""
    learned = tallies(db, enrolment_ids)
    quizzes, exercises = passed_quizzes(db, enrolment_ids), passed_exercises(db, enrolment_ids)
    mentored, missing = attested_minutes(db, enrolment_ids), practice_missing(db, enrolment_ids, form)
    certificates = held_by(db, enrolment_ids)
    return {
        one: Evidence(
            course=course,
            ledger=learned[one].ledger(course.all_activities()),
            completed=frozenset(learned[one].done),
            quizzes=quizzes[one],
            exercises=exercises[one],
            mentored_minutes=mentored[one],
            practice_missing=missing[one],
            documents=frozenset(h.certificate.document for h in certificates[one] if _stands(h, now)),
        )
        for one in enrolment_ids
    }


def _stands(one: Held, now: datetime) -> bool:
    """Say whether a certificate counts today: not revoked, not superseded, not expired."""
    until = one.certificate.valid_until
    return one.standing.revoked_at is None and one.standing.superseded_by is None and (until is None or now < until)


def revoked_indexes(db: Session, status_list: int) -> list[int]:
    """Return the places of a status list whose certificates were revoked or superseded, in order."""
    ended = (
        select(Certificate.status_index)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .outerjoin(_successor, _successor.supersedes_id == Certificate.id)
        .where(Certificate.status_list == status_list, Revocation.id.is_not(None) | _successor.id.is_not(None))
    )
    return list(db.scalars(ended.order_by(Certificate.status_index)))


def status_list_exists(db: Session, status_list: int) -> bool:
    """Say whether any certificate has its place in a status list; the first list always exists."""
    newest = db.scalar(select(func.max(Certificate.status_list))) or 1
    return 1 <= status_list <= newest


def printed(db: Session, certificate_id: str) -> bytes | None:
    """Return the sealed PDF of a certificate, if it has been made."""
    return db.scalar(select(Print.pdf).where(Print.certificate_id == certificate_id))


def times_issued(db: Session, enrolment_id: int, document: str) -> int:
    """Return how many editions of a document were issued to an enrolment."""
    query = select(func.count()).select_from(Certificate)
    return db.scalar(query.where(Certificate.enrolment_id == enrolment_id, Certificate.document == document)) or 0


def is_taken(db: Session, status_list: int, status_index: int) -> bool:
    """Say whether a place of a status list belongs to a certificate already."""
    query = select(Certificate.id).where(Certificate.status_list == status_list)
    return db.scalar(query.where(Certificate.status_index == status_index)) is not None


def places_used(db: Session) -> int:
    """Return how many places of the status lists are used in all."""
    return db.scalar(select(func.count()).select_from(Certificate)) or 0


def status_changed(db: Session, status_list: int) -> datetime | None:
    """Return when the newest entry of a status list was set; None while none is."""
    ended = select(func.max(Revocation.at)).join(Certificate, Certificate.id == Revocation.certificate_id)
    revoked = db.scalar(ended.where(Certificate.status_list == status_list))
    replaced = select(func.max(_successor.issued_at)).join(Certificate, Certificate.id == _successor.supersedes_id)
    superseded = db.scalar(replaced.where(Certificate.status_list == status_list))
    return max((moment for moment in (revoked, superseded) if moment is not None), default=None)
