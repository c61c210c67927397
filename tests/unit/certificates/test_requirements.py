from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from certificates.requirements import BEYOND, LATE, REQUIREMENTS, Evidence, Progress, Term, earned, evaluate
from courses.credit import ledger
from courses.limit import limited
from courses.outline import Activity, Course, Kind, Module
from courses.rules import Document

FIRST = (
    Activity("2.1.R", Kind.READING, "M2", "2.1", "Objectives", 10),
    Activity("E01", Kind.EXERCISE, "M2", "2.2", "A", 10),
)
SECOND = (Activity("3.1.R", Kind.READING, "M3", "3.1", "Key results", 20),)
COURSE = Course("Trial", (Module("M2", "Objectives", "", FIRST), Module("M3", "Key results", "", SECOND)), {}, {})


def document(**requires: Any) -> Document:
    return Document("trial", "Trial", "Certificate", 0, requires, "", {"en": "has tried."})


def evidence(active: Mapping[str, int], **facts: Any) -> Evidence:
    done = frozenset(active)
    known: dict[str, Any] = {
        "course": COURSE,
        "ledger": ledger(COURSE.activities(), {one: minutes * 60 for one, minutes in active.items()}, done),
        "completed": done,
        "quizzes": {},
        "exercises": frozenset(),
        "mentored_minutes": 0,
        "practice_missing": (),
        "documents": frozenset(),
    }
    return Evidence(**{**known, **facts})


def test_minutes_in_a_module_that_the_document_does_not_cover_earn_nothing() -> None:
    wanted = document(activities=["M2"], minutes=16)
    (activities, minutes) = evaluate(wanted, evidence({"2.1.R": 10, "3.1.R": 20}))
    assert (activities.have, activities.need, activities.missing) == (1, 2, ("E01",))
    assert (minutes.have, minutes.met) == (10, False)


def test_a_module_that_was_added_later_hinders_nobody() -> None:
    wanted = document(activities=["M2"], module_share=80)
    assert earned(wanted, evidence({"2.1.R": 10, "E01": 6}))


def test_a_module_below_its_share_is_named() -> None:
    wanted = document(activities=["M2", "M3"], module_share=80)
    share = evaluate(wanted, evidence({"2.1.R": 12, "E01": 12, "3.1.R": 15}))[1]
    assert (share.have, share.need, share.missing) == (1, 2, ("M3",))


@pytest.mark.parametrize(
    ("requirement", "figure", "facts"),
    [
        ("quizzes", ["M2.Q"], {"quizzes": {"M2.Q": 80.0}}),
        ("exercises", ["E01"], {"exercises": frozenset({"E01"})}),
        ("self_scored", ["E01"], {"own_passes": frozenset({"E01"})}),
        ("self_scored", ["E01"], {"exercises": frozenset({"E01"})}),
        ("documents", ["foundation"], {"documents": frozenset({"foundation"})}),
        ("mentored_minutes", 240, {"mentored_minutes": 240}),
        ("exam", {"id": "M10.X", "percent": 70}, {"quizzes": {"M10.X": 70.0}}),
        ("final_task", {"step": "10.2.X", "exercises": ["E25", "E26"]}, {"exercises": frozenset({"E26"})}),
        ("capstone", 70, {"capstone": 70.0}),
        ("identity", True, {"identity": True}),
        ("conduct", True, {"conduct": True}),
    ],
)
def test_a_requirement_is_met_by_its_fact_and_by_nothing_else(
    requirement: str, figure: Any, facts: dict[str, Any]
) -> None:
    wanted = document(**{requirement: figure})
    assert not earned(wanted, evidence({}))
    assert earned(wanted, evidence({}, **facts))


def test_minutes_made_up_beyond_the_limit_of_a_live_course_are_named_while_they_are_missed() -> None:
    facts, wanted = evidence({"2.1.R": 5}), document(minutes=5)
    assert earned(wanted, facts)
    (progress,) = evaluate(wanted, replace(facts, ledger=limited(facts.ledger, 3)))
    assert (progress.have, progress.missing, progress.met) == (3, (BEYOND,), False)
    (progress,) = evaluate(document(minutes=3), replace(facts, ledger=limited(facts.ledger, 3)))
    assert (progress.have, progress.missing, progress.met) == (3, (), True)


def test_an_own_score_is_no_grade_of_an_instructor() -> None:
    facts = {"exercises": frozenset({"E02"}), "own_passes": frozenset({"E01"})}
    (progress,) = evaluate(document(exercises=["E01", "E02"]), evidence({}, **facts))
    assert (progress.have, progress.missing) == (1, ("E01",))


def test_what_the_observed_check_ins_lack_is_passed_on() -> None:
    (progress,) = evaluate(document(observation_pass=True), evidence({}, practice_missing=("live", "week-4")))
    assert progress.missing == ("live", "week-4")
    assert earned(document(observation_pass=True), evidence({}))


def test_a_requirement_that_nobody_knows_issues_nothing() -> None:
    assert "haste" not in REQUIREMENTS
    with pytest.raises(KeyError):
        earned(document(haste=1), evidence({}))


def test_an_exam_below_its_per_cent_is_named() -> None:
    wanted = document(exam={"id": "M10.X", "percent": 70})
    (progress,) = evaluate(wanted, evidence({}, quizzes={"M10.X": 69.9}))
    assert (progress.have, progress.need, progress.missing, progress.met) == (69, 70, ("M10.X",), False)


def test_points_of_a_plan_are_never_rounded_up() -> None:
    (progress,) = evaluate(document(capstone=70), evidence({}, capstone=69.8))
    assert (progress.have, progress.met) == (69, False)


UNTIL = datetime(2027, 11, 24, 9, tzinfo=UTC)


def timed(term: Term | None, **facts: Any) -> Progress:
    wanted = document(exercises=["E01"], mentored_minutes=240, course_months=12)
    return evaluate(wanted, evidence({}, course_term=term, **facts))[-1]


def test_within_a_term_the_facts_of_today_count() -> None:
    assert not timed(Term(UNTIL)).met
    done = timed(Term(UNTIL), exercises=frozenset({"E01"}))
    assert (done.met, done.until, done.missing) == (True, UNTIL, ())


def test_after_a_term_only_what_stood_then_counts() -> None:
    today = {"exercises": frozenset({"E01"})}
    late = timed(Term(UNTIL, evidence({})), **today)
    assert (late.met, late.missing) == (False, (LATE,))
    assert timed(Term(UNTIL, evidence({}, **today)), **today).met


def test_the_practice_has_a_term_of_its_own_which_begins_with_exam_and_task() -> None:
    wanted = document(exercises=["E01"], mentored_minutes=240, observation_pass=True, practice_months=6)
    accompanied = {"mentored_minutes": 240}
    assert not evaluate(wanted, evidence({}, **accompanied))[-1].met
    assert evaluate(wanted, evidence({}, practice_term=Term(UNTIL), **accompanied))[-1].met
    assert not evaluate(wanted, evidence({}, practice_term=Term(UNTIL)))[-1].met
