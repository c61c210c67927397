"""What changes with certificates: issuing what was earned, revoking, correcting a name, keeping the printed page."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from certificates.credential import as_credential
from certificates.issuer import Issuer
from certificates.models import Certificate, Print, Revocation
from certificates.proofs import sign
from certificates.queries import evidence, held, is_taken, places_used, printed, times_issued
from certificates.requirements import Evidence, Progress, earned, evaluate
from certificates.snapshot import Figure, Snapshot, SyllabusLine
from certificates.status import LENGTH
from courses.models import Enrolment
from courses.outline import Course
from courses.queries import lock_enrolment
from courses.rules import Document, RuleSet
from mentoring.practice import ObservationForm
from registry.actions import record, rename
from registry.errors import Refusal

FILL = 0.75
"""How full a status list becomes before the next one is begun."""
NAMES = {
    "activities": ("Steps completed with evidence", "steps"),
    "minutes": ("Learning time credited", "minutes"),
    "quizzes": ("Quizzes passed", "quizzes"),
    "exercises": ("Exercises passed, graded by an instructor", "exercises"),
    "self_scored": ("Exercises passed by the holder's own score, one in ten graded again", "exercises"),
    "exam": ("Final exam, best result", "per cent"),
    "capstone": ("Implementation plan", "points of 100"),
    "mentored_minutes": ("Mentored practice attested", "minutes"),
}
"""The requirements whose figures a certificate prints, each with its name and unit."""


class AlreadyEnded(Refusal):
    """The certificate is revoked or replaced already; what is written on it cannot change any more."""

    code = "already-ended"


class SameName(Refusal):
    """The certificate carries this name already."""

    code = "same-name"


def issue_if_earned(
    db: Session,
    enrolment_id: int,
    course: Course,
    rules: Mapping[str, RuleSet],
    form: ObservationForm,
    issuer: Issuer,
    *,
    now: datetime,
) -> list[Certificate]:
    """Issue every document that is earned now and was never issued, and return what was issued.

    The enrolment is locked first: two last facts that arrive together are weighed one after the other, so that the
    second sees the first. A revoked document is not issued again by itself.
    """
    enrolment = lock_enrolment(db, enrolment_id)
    issued = []
    for document in rules[enrolment.rules].documents:
        if times_issued(db, enrolment_id, document.id):
            continue
        facts = evidence(db, [enrolment_id], course, rules, form, now=now)[enrolment_id]
        if earned(document, facts):
            snapshot = _snapshot(db, enrolment, document, facts, issuer, now)
            issued.append(_issue(db, enrolment, snapshot, issuer, actor_id=None, now=now))
    return issued


def _snapshot(
    db: Session,
    enrolment: Enrolment,
    document: Document,
    facts: Evidence,
    issuer: Issuer,
    now: datetime,
) -> Snapshot:
    """Return the facts that a certificate freezes."""
    status_list, status_index = _free_place(db)
    until = _years_later(now, document.valid_years) if document.valid_years else None
    return Snapshot(
        id=str(uuid4()),
        holder_name=enrolment.person.name,
        document=document.id,
        document_name=document.name,
        achievement_type=document.achievement_type,
        statement=document.face["en"],
        criteria=document.criteria,
        figures=tuple(_figures(evaluate(document, facts))),
        rules=enrolment.rules,
        edition=1,
        supersedes="",
        issuer_name=issuer.name,
        issuer_did=issuer.keys.did,
        base_url=issuer.base_url,
        issued_at=_moment(now),
        valid_until=_moment(until) if until else "",
        status_list=status_list,
        status_index=status_index,
        begun_at=_moment(enrolment.enrolled_at),
        mode=enrolment.mode,
        syllabus=_syllabus(document, facts),
    )


def _syllabus(document: Document, facts: Evidence) -> tuple[SyllabusLine, ...]:
    """Return the modules that a document covers, with planned and credited minutes.

    Seconds left over are carried to the next module, so that the lines add up to the whole.
    """
    lines, seconds, minutes = [], 0, 0
    for module in facts.course.modules:
        if module.id in document.requires.get("activities", ()):
            seconds += sum(credit.credited for credit in facts.ledger.of_module(module.id).credits)
            lines.append(SyllabusLine(module.id, module.title, module.minutes, seconds // 60 - minutes))
            minutes = seconds // 60
    return tuple(lines)


def _figures(progress: tuple[Progress, ...]) -> list[Figure]:
    """Return the figures that a certificate prints."""
    listed = [one for one in progress if one.requirement in NAMES]
    return [
        Figure(one.requirement, NAMES[one.requirement][0], one.have, one.need, NAMES[one.requirement][1])
        for one in listed
    ]


def _moment(moment: datetime) -> str:
    """Return a moment as credentials write it: whole seconds, in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _years_later(moment: datetime, years: int) -> datetime:
    """Return the same day some years later; the last of February stands for a leap day."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def _free_place(db: Session) -> tuple[int, int]:
    """Return a random free place, so that neighbours in the status list tell nothing about each other."""
    status_list = 1 + int(places_used(db) // (LENGTH * FILL))
    while True:
        index = secrets.randbelow(LENGTH)
        if not is_taken(db, status_list, index):
            return status_list, index


def _issue(
    db: Session, enrolment: Enrolment, snapshot: Snapshot, issuer: Issuer, *, actor_id: int | None, now: datetime
) -> Certificate:
    """Sign the facts and keep the credential byte for byte."""
    credential = sign(as_credential(snapshot), issuer.keys, now=now)
    certificate = Certificate(
        id=snapshot.id,
        enrolment_id=enrolment.id,
        document=snapshot.document,
        edition=snapshot.edition,
        supersedes_id=snapshot.supersedes or None,
        snapshot=snapshot.as_json(),
        credential=json.dumps(credential, ensure_ascii=False, separators=(",", ":")),
        status_list=snapshot.status_list,
        status_index=snapshot.status_index,
        issued_at=now,
        valid_until=datetime.fromisoformat(snapshot.valid_until) if snapshot.valid_until else None,
    )
    db.add(certificate)
    db.flush()
    record(db, "issue", f"certificate:{certificate.id}", actor_id=actor_id, now=now, document=snapshot.document)
    return certificate


def revoke(db: Session, certificate_id: str, actor_id: int, reason: str, *, now: datetime) -> Revocation:
    """End a certificate before its time, for everybody who checks it from now on. It cannot be undone."""
    found = held(db, certificate_id)
    lock_enrolment(db, found.certificate.enrolment_id)
    _check_standing(db, certificate_id)
    revocation = Revocation(certificate_id=certificate_id, reason=reason, actor_id=actor_id, at=now)
    db.add(revocation)
    db.flush()
    record(db, "revoke", f"certificate:{certificate_id}", actor_id=actor_id, now=now)
    return revocation


def correct_name(
    db: Session, certificate_id: str, name: str, actor_id: int, issuer: Issuer, *, now: datetime
) -> Certificate:
    """Replace a certificate by an edition with the corrected name; the old one says that it was replaced."""
    old = held(db, certificate_id).certificate
    enrolment = lock_enrolment(db, old.enrolment_id)
    _check_standing(db, certificate_id)
    before, name = Snapshot.from_json(old.snapshot), " ".join(name.split())
    if before.holder_name == name:
        raise SameName
    status_list, status_index = _free_place(db)
    snapshot = replace(
        before,
        id=str(uuid4()),
        holder_name=name,
        edition=times_issued(db, enrolment.id, old.document) + 1,
        supersedes=old.id,
        issued_at=_moment(now),
        awarded_at=before.awarded,
        status_list=status_list,
        status_index=status_index,
    )
    rename(db, enrolment.person, name, actor_id=actor_id, now=now)
    return _issue(db, enrolment, snapshot, issuer, actor_id=actor_id, now=now)


def _check_standing(db: Session, certificate_id: str) -> None:
    """Refuse to touch a certificate that has ended."""
    standing = held(db, certificate_id).standing
    if standing.revoked_at is not None or standing.superseded_by is not None:
        raise AlreadyEnded


def keep_print(db: Session, certificate_id: str, pdf: bytes, *, now: datetime) -> bytes:
    """Keep the sealed page of a certificate and return the one that stands: the first, if two arrive together."""
    digest = hashlib.sha256(pdf).hexdigest()
    try:
        with db.begin_nested():
            db.add(Print(certificate_id=certificate_id, pdf=pdf, sha256=digest, made_at=now))
            db.flush()
    except IntegrityError:
        return printed(db, certificate_id) or pdf
    return pdf
