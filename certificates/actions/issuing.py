"""Issuing what was earned: the evidence is weighed, the facts are frozen, the credential is signed and kept."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from certificates.actions.signing import free_place, issue, moment_of, years_later
from certificates.issuer import Issuer
from certificates.models import Certificate, Print
from certificates.queries import evidence, printed, times_issued
from certificates.requirements import Evidence, Progress, earned, evaluate
from certificates.snapshot import Figure, Snapshot, SyllabusLine
from courses.messages import catalogue
from courses.models import Enrolment
from courses.outline import Course
from courses.queries import lock_enrolment
from courses.rules import Document, RuleSet
from mentoring.practice import ObservationForm

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
            issued.append(issue(db, enrolment, snapshot, issuer, actor_id=None, now=now))
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
    status_list, status_index = free_place(db)
    said = document.wording(issuer.language)
    until = years_later(now, document.valid_years) if document.valid_years else None
    return Snapshot(
        id=str(uuid4()),
        holder_name=enrolment.person.name,
        document=document.id,
        document_name=said.name,
        achievement_type=document.achievement_type,
        statement=said.face,
        criteria=said.criteria,
        figures=tuple(_figures(evaluate(document, facts), said.language)),
        rules=enrolment.rules,
        edition=1,
        supersedes="",
        issuer_name=issuer.name,
        issuer_did=issuer.keys.did,
        base_url=issuer.base_url,
        issued_at=moment_of(now),
        valid_until=moment_of(until) if until else "",
        status_list=status_list,
        status_index=status_index,
        begun_at=moment_of(enrolment.enrolled_at),
        mode=enrolment.mode,
        syllabus=syllabus_of(document, facts, said.language),
        language=said.language,
        theme=issuer.theme,
    )


def syllabus_of(document: Document, facts: Evidence, language: str = "en") -> tuple[SyllabusLine, ...]:
    """Return the modules that a document covers, with planned and credited minutes.

    Seconds left over are carried to the next module, so that the lines add up to the whole.
    """
    words = catalogue(language, "certificates")
    lines, seconds, minutes = [], 0, 0
    for module in facts.course.modules:
        if module.id in document.requires.get("activities", ()):
            seconds += sum(credit.credited for credit in facts.ledger.of_module(module.id).credits)
            lines.append(SyllabusLine(module.id, words.gettext(module.title), module.minutes, seconds // 60 - minutes))
            minutes = seconds // 60
    return tuple(lines)


def _figures(progress: tuple[Progress, ...], language: str) -> list[Figure]:
    """Return the figures that a certificate prints, in its language."""
    said = catalogue(language, "certificates").gettext
    listed = [(one, *NAMES[one.requirement]) for one in progress if one.requirement in NAMES]
    return [Figure(one.requirement, said(name), one.have, one.need, said(unit)) for one, name, unit in listed]


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
