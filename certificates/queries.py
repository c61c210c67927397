"""Questions about certificates: what the evidence is, what was issued, and how it stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload

from assessments.models import Capstone
from assessments.queries import of_kind, passed_by, passed_capstones, passed_on, passed_quizzes
from assessments.scoring import GradeKind
from certificates.models import Certificate, Print, Revocation
from certificates.requirements import Evidence, Term
from certificates.standing import Standing
from certificates.terms import course_until, practice_until
from courses.models import Enrolment
from courses.outline import Course
from courses.queries import conduct_signatures, identity_checks, tallies
from courses.rules import RuleSet
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
    db: Session,
    enrolment_ids: Collection[int],
    course: Course,
    rules: Mapping[str, RuleSet],
    form: ObservationForm,
    *,
    now: datetime,
) -> Mapping[int, Evidence]:
    """Return the stored facts of these enrolments, and their terms; the number of queries does not grow with theirs."""
    facts = _facts(db, enrolment_ids, course, form, now)
    timed = _timed(db, enrolment_ids, rules)
    if not timed:
        return facts
    done = passed_on(db, [place.id for place in timed])
    course_ends = {one.id: course_until(rules[one.rules], one.enrolled_at) for one in timed}
    practice_ends = {one.id: practice_until(rules[one.rules], done[one.id]) for one in timed}
    course_terms, practice_terms = (_terms(db, ends, course, form, now) for ends in (course_ends, practice_ends))
    terms = {
        one.id: replace(facts[one.id], course_term=course_terms.get(one.id), practice_term=practice_terms.get(one.id))
        for one in timed
    }
    return {**facts, **terms}


def _timed(db: Session, enrolment_ids: Collection[int], rules: Mapping[str, RuleSet]) -> list[Enrolment]:
    """Return the enrolments whose rules set a term."""
    timed = [version for version, one in rules.items() if one.most("course_months") or one.most("practice_months")]
    query = select(Enrolment).where(Enrolment.id.in_(enrolment_ids), Enrolment.rules.in_(timed))
    return list(db.scalars(query)) if timed else []


def _terms(
    db: Session, ends: Mapping[int, datetime | None], course: Course, form: ObservationForm, now: datetime
) -> dict[int, Term]:
    """Return the terms that end then, each with the facts as they stood where it is over."""
    known = {one: until for one, until in ends.items() if until is not None}
    over = {one: until for one, until in known.items() if until < now}
    facts = _facts(db, over.keys(), course, form, now, until=over) if over else {}
    return {one: Term(until, facts.get(one)) for one, until in known.items()}


def _facts(
    db: Session,
    enrolment_ids: Collection[int],
    course: Course,
    form: ObservationForm,
    now: datetime,
    *,
    until: Mapping[int, datetime] | None = None,
) -> dict[int, Evidence]:
    """Return the stored facts of these enrolments: all of them, or as they stood at a moment of each."""
    learned = tallies(db, enrolment_ids, until=until)
    quizzes, passed = passed_quizzes(db, enrolment_ids), passed_by(db, enrolment_ids)
    exercises, own = (
        {one: of_kind(passed[one], kind) for one in passed} for kind in (GradeKind.PERSON, GradeKind.SELF)
    )
    if until is not None:
        dates = passed_on(db, enrolment_ids)
        early = {one: {what for what, at in dates[one].items() if at <= until[one]} for one in enrolment_ids}
        quizzes = {one: {quiz: best for quiz, best in quizzes[one].items() if quiz in early[one]} for one in quizzes}
        exercises = {one: exercises[one] & early[one] for one in exercises}
        own = {one: own[one] & early[one] for one in own}
    plans = passed_capstones(db, enrolment_ids)
    mentored = attested_minutes(db, enrolment_ids, until=until)
    missing = practice_missing(db, enrolment_ids, form, until=until)
    identities, signatures = identity_checks(db, enrolment_ids), conduct_signatures(db, enrolment_ids)
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
            capstone=_points(plans.get(one), until[one] if until else now),
            identity=one in identities,
            conduct=bool(signatures[one]),
            own_passes=own[one],
        )
        for one in enrolment_ids
    }


def _points(plan: Capstone | None, until: datetime) -> float:
    """Return the points of a plan that passed and was sent until then; 0 for none."""
    if plan is None or plan.levels is None or plan.sent_at > until:
        return 0.0
    return plan.rules.points(plan.levels)


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


def newest_list(db: Session) -> int:
    """Return the number of the newest status list; the first always exists."""
    return db.scalar(select(func.max(Certificate.status_list))) or 1


def status_list_exists(db: Session, status_list: int) -> bool:
    """Say whether any certificate has its place in a status list."""
    return 1 <= status_list <= newest_list(db)


def printed(db: Session, certificate_id: str) -> bytes | None:
    """Return the sealed PDF of a certificate, if it has been made."""
    return db.scalar(select(Print.pdf).where(Print.certificate_id == certificate_id))


def print_digest(db: Session, certificate_id: str) -> str | None:
    """Return the SHA-256 (hex) of the sealed PDF of a certificate, if it has been made."""
    return db.scalar(select(Print.sha256).where(Print.certificate_id == certificate_id))


def held_among(db: Session, certificate_ids: Collection[str]) -> dict[str, Held]:
    """Return those of these certificates that are known, each with its standing, in one query."""
    rows = db.execute(_HELD.where(Certificate.id.in_(certificate_ids)))
    return {row[0].id: Held(row[0], Standing(row[1], row[2] or "", row[3])) for row in rows}


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
