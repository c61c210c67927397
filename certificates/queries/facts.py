"""The evidence: the stored facts of enrolments that requirements are weighed against, and their terms."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.models import Capstone
from assessments.queries import of_kind, passed_by, passed_capstones, passed_on, passed_quizzes
from assessments.scoring import GradeKind
from certificates.queries.holding import held_by, stands
from certificates.requirements import Evidence, Term
from certificates.terms import course_until, practice_until
from courses.credit import Ledger, Tally
from courses.limit import limited
from courses.models import Enrolment
from courses.outline import Course
from courses.queries import conduct_signatures, identity_checks, tallies
from courses.rules import RuleSet
from mentoring.practice import ObservationForm
from mentoring.queries import attested_minutes, practice_missing


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
    facts = _facts(db, enrolment_ids, course, rules, form, now)
    timed = _timed(db, enrolment_ids, rules)
    if not timed:
        return facts
    done = passed_on(db, [place.id for place in timed])
    course_ends = {one.id: course_until(rules[one.rules], one.enrolled_at) for one in timed}
    practice_ends = {one.id: practice_until(rules[one.rules], done[one.id]) for one in timed}
    course_terms, practice_terms = (_terms(db, ends, course, rules, form, now) for ends in (course_ends, practice_ends))
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
    db: Session,
    ends: Mapping[int, datetime | None],
    course: Course,
    rules: Mapping[str, RuleSet],
    form: ObservationForm,
    now: datetime,
) -> dict[int, Term]:
    """Return the terms that end then, each with the facts as they stood where it is over."""
    known = {one: until for one, until in ends.items() if until is not None}
    over = {one: until for one, until in known.items() if until < now}
    facts = _facts(db, over.keys(), course, rules, form, now, until=over) if over else {}
    return {one: Term(until, facts.get(one)) for one, until in known.items()}


def _facts(
    db: Session,
    enrolment_ids: Collection[int],
    course: Course,
    rules: Mapping[str, RuleSet],
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
            ledger=_time(learned[one], course, rules),
            completed=frozenset(learned[one].done),
            quizzes=quizzes[one],
            exercises=exercises[one],
            mentored_minutes=mentored[one],
            practice_missing=missing[one],
            documents=frozenset(h.certificate.document for h in certificates[one] if stands(h, now)),
            capstone=_points(plans.get(one), until[one] if until else now),
            identity=one in identities,
            conduct=bool(signatures[one]),
            own_passes=own[one],
        )
        for one in enrolment_ids
    }


def _time(tally: Tally, course: Course, rules: Mapping[str, RuleSet]) -> Ledger:
    """Return the learning time by the rules of an enrolment."""
    return limited(tally.ledger(course.all_activities()), rules[tally.rules].limit(tally.mode))


def _points(plan: Capstone | None, until: datetime) -> float:
    """Return the points of a plan that passed and was sent until then; 0 for none."""
    if plan is None or plan.levels is None or plan.sent_at > until:
        return 0.0
    return plan.rules.points(plan.levels)
