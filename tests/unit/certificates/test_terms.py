"""Terms: until when, and what counted as done by then, from the dates of the facts themselves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from assessments.models import Grade, Submission
from assessments.scoring import GradeKind
from certificates.queries import evidence
from certificates.requirements import Evidence, Progress, evaluate
from certificates.terms import course_until, months_later, practice_until
from courses.rules import Document, RuleSet
from mentoring.actions import attest_check_in
from registry.models import Role
from tests.factories import NOW, make_member
from tests.short_road import COURSE, EXERCISE, FOUNDATION, MODEL, QUIZ, READING, VERSION, Walker
from tests.unit.assessments.plans import Plans
from tests.unit.mentoring.places import FORM, levels, log, make_place

EXAM, TASK = {"id": QUIZ.id, "percent": 70}, {"step": "1.2", "exercises": [EXERCISE.id, "E99"]}
COURSE_ALONE = {**FOUNDATION.requires, "exam": EXAM, "final_task": TASK, "course_months": 12}
YEAR = datetime(2027, 11, 24, 9, tzinfo=UTC)
"""A year after NOW, when everybody in these tests is enrolled."""


def rules(**requires: Any) -> dict[str, RuleSet]:
    document = replace(FOUNDATION, requires=requires)
    return {VERSION: RuleSet(VERSION, "Rules with terms", NOW.date(), (document,))}


def weighed(db: Session, enrolment_id: int, now: datetime, **requires: Any) -> dict[str, Progress]:
    wanted = rules(**requires)
    facts = evidence(db, [enrolment_id], COURSE, wanted, FORM, now=now)[enrolment_id]
    return {one.requirement: one for one in evaluate(wanted[VERSION].documents[0], facts)}


@pytest.mark.parametrize(
    ("months", "year", "month", "day"), [(1, 2026, 2, 28), (3, 2026, 4, 30), (12, 2027, 1, 31), (25, 2028, 2, 29)]
)
def test_a_term_ends_on_the_same_day_or_the_last_of_a_shorter_month(
    months: int, year: int, month: int, day: int
) -> None:
    began = datetime(2026, 1, 31, 8, 30, tzinfo=UTC)
    assert months_later(began, months) == datetime(year, month, day, 8, 30, tzinfo=UTC)


def test_rules_without_terms_set_none() -> None:
    wanted = rules(**FOUNDATION.requires)[VERSION]
    assert course_until(wanted, NOW) is practice_until(wanted, {QUIZ.id: NOW, EXERCISE.id: NOW}) is None


def test_the_practice_begins_with_the_later_of_exam_and_final_task() -> None:
    wanted = rules(exam=EXAM, final_task=TASK, practice_months=6)[VERSION]
    later = NOW + timedelta(days=5)
    assert practice_until(wanted, {QUIZ.id: NOW}) is practice_until(wanted, {EXERCISE.id: NOW}) is None
    assert practice_until(wanted, {QUIZ.id: NOW, EXERCISE.id: later}) == months_later(later, 6)
    assert practice_until(wanted, {QUIZ.id: later, "E99": NOW}) == months_later(later, 6)


@pytest.fixture
def walker(db: Session) -> Walker:
    return Walker.begin(db)


def finish(walker: Walker) -> None:
    walker.learn()
    walker.grade(walker.newest())


def test_what_is_done_within_a_year_of_enrolment_is_in_time_for_ever(db: Session, walker: Walker) -> None:
    finish(walker)
    for now in (walker.now, YEAR, YEAR + timedelta(days=400)):
        found = weighed(db, walker.id, now, **COURSE_ALONE)
        assert all(one.met for one in found.values()), now
        assert found["course_months"].until == YEAR


def test_what_is_done_later_is_late_although_it_is_done(db: Session, walker: Walker) -> None:
    walker.now = YEAR + timedelta(days=1)
    finish(walker)
    found = weighed(db, walker.id, walker.now, **COURSE_ALONE)
    assert [name for name, one in found.items() if not one.met] == ["course_months"]
    assert found["course_months"].missing == ("late",)


@pytest.mark.parametrize("late", ["read", "pass_quiz", "send"])
def test_one_step_that_is_late_is_enough(db: Session, walker: Walker, late: str) -> None:
    for activity in (READING, EXERCISE, QUIZ):
        walker.spend(activity)
    for deed in ("read", "pass_quiz", "send"):
        if deed != late:
            getattr(walker, deed)()
    walker.now = YEAR + timedelta(days=1)
    getattr(walker, late)()
    walker.grade(walker.newest())
    found = weighed(db, walker.id, walker.now, **COURSE_ALONE)
    assert [name for name, one in found.items() if not one.met] == ["course_months"]


def test_minutes_that_are_added_later_come_too_late(db: Session, walker: Walker) -> None:
    walker.spend(READING, 1)
    walker.read()
    walker.pass_quiz()
    walker.grade(walker.send())
    walker.now = YEAR + timedelta(days=1)
    for activity in (READING, EXERCISE, QUIZ):
        walker.spend(activity)
    found = weighed(db, walker.id, walker.now, **COURSE_ALONE)
    assert found["minutes"].met
    assert found["course_months"].missing == ("late",)


def test_a_version_that_passes_too_late_is_late_although_another_was_sent_in_time(db: Session, walker: Walker) -> None:
    walker.learn()
    walker.grade(walker.newest(), 1)
    walker.now = YEAR + timedelta(days=1)
    walker.grade(walker.send(replace(MODEL, why_now="Now.")))
    found = weighed(db, walker.id, walker.now, **COURSE_ALONE)
    assert [name for name, one in found.items() if not one.met] == ["course_months"]


def test_an_own_score_that_counts_no_more_was_not_in_time(db: Session, walker: Walker) -> None:
    walker.learn()
    sent = walker.newest()
    values = {name: getattr(sent, name) for name in ("enrolment_id", "exercise", "task", "rewrite", "parts", "tags")}
    own = Submission(**values, critique={}, version=2, graded_by=GradeKind.SELF, submitted_at=walker.now)
    db.add(own)
    db.flush()
    graded = {"levels": {}, "comments": {}, "note": "", "points": 30, "passed": True, "graded_at": walker.now}
    grader = walker.enrolment.person_id
    db.add(Grade(submission_id=own.id, round=1, kind=GradeKind.SELF, grader_id=grader, **graded))
    db.flush()
    walker.now = YEAR + timedelta(days=1)
    walker.grade(walker.send(replace(MODEL, why_now="Now.")))
    found = weighed(db, walker.id, walker.now, **COURSE_ALONE)
    assert [name for name, one in found.items() if not one.met] == ["course_months"]


def test_what_was_sent_in_time_and_graded_later_is_in_time(db: Session, walker: Walker) -> None:
    walker.learn()
    walker.now = YEAR + timedelta(days=60)
    walker.grade(walker.newest())
    assert weighed(db, walker.id, walker.now, **COURSE_ALONE)["course_months"].met


@pytest.mark.parametrize(("days", "met"), [(-1, True), (1, False)])
def test_a_plan_counts_by_the_day_on_which_it_was_sent(db: Session, days: int, met: bool) -> None:
    plans = Plans.begin(db)
    plans.clock.now = YEAR + timedelta(days=days)
    sent = plans.send()
    plans.clock.move(days=30)
    plans.score(sent, 3)
    plans.score(sent, 3)
    found = weighed(db, plans.place.id, plans.clock(), capstone=70, course_months=12)
    assert (found["capstone"].have, found["capstone"].met, found["course_months"].met) == (100, True, met)


def accompany(db: Session, walker: Walker, began: datetime) -> None:
    mentor = make_member(db, walker.enrolment.cohort, Role.MENTOR)
    place = make_place(db, walker.enrolment.cohort, walker.enrolment, mentor)
    for week in range(1, 5):
        at = began + timedelta(weeks=week - 1)
        made = log(db, place, week, started_at=at)
        attest_check_in(db, made, mentor.id, FORM, levels(27), "", now=at + timedelta(days=90))


@pytest.mark.parametrize(("days", "met"), [(120, True), (170, False)])
def test_the_practice_counts_by_the_days_of_its_check_ins(db: Session, walker: Walker, days: int, met: bool) -> None:
    finish(walker)
    accompany(db, walker, walker.now + timedelta(days=days))
    now = walker.now + timedelta(days=600)
    wanted = {"exam": EXAM, "final_task": TASK, "mentored_minutes": 200, "observation_pass": True}
    found = weighed(db, walker.id, now, **wanted, practice_months=6)
    assert found["mentored_minutes"].met
    assert found["observation_pass"].met
    assert found["practice_months"].met is met
    minutes_alone = {name: figure for name, figure in wanted.items() if name != "observation_pass"}
    assert weighed(db, walker.id, now, **minutes_alone, practice_months=6)["practice_months"].met is met


def test_everybody_has_their_own_term(db: Session, walker: Walker) -> None:
    finish(walker)
    other = Walker.begin(db)
    other.now = YEAR + timedelta(days=1)
    finish(other)
    wanted = rules(**COURSE_ALONE)
    found = evidence(db, [walker.id, other.id], COURSE, wanted, FORM, now=other.now)
    document: Document = wanted[VERSION].documents[0]

    def in_time(facts: Evidence) -> bool:
        return evaluate(document, facts)[-1].met

    assert (in_time(found[walker.id]), in_time(found[other.id])) == (True, False)
