"""Capstones over time: drafts, versions, scores by people who do not see each other's, and who may not score."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.actions import score_capstone, send_capstone
from assessments.actions.capstones import (
    AskedOtherwise,
    AwaitingScores,
    CapstoneDone,
    NotIndependent,
    NoVersionsLeft,
    PlanTooLong,
    ScoredAlready,
    ScoresComplete,
    SectionsMissing,
    StalePlan,
)
from assessments.models import CapstoneScore
from assessments.queries import (
    Stage,
    capstone,
    capstone_draft,
    capstone_state,
    passed_capstones,
    scored_by,
    to_score,
)
from assessments.refusals import LevelsMissing, ScoredTheirPlan, Unchanged
from courses.queries import completed
from registry.actions import grant_role, name_superior
from registry.errors import NotFound
from registry.models import Person, Role
from registry.queries import Presence, Right
from tests.factories import NOW, make_enrolment, make_member
from tests.short_road import Walker
from tests.unit.assessments.plans import ALL, FORM, TEXTS, Plans

STUDIO = "8.5.X"


@pytest.fixture
def plans(db: Session) -> Plans:
    return Plans.begin(db)


def seen_by(person: Person, role: Role, cohort_id: int) -> Presence:
    return Presence(1, person.id, person.name, person.email, NOW, NOW, frozenset({Right(role, cohort_id)}))


def state(plans: Plans) -> tuple[Stage, tuple[str, ...]]:
    found = capstone_state(plans.db, plans.place.id, FORM)
    return found.stage, found.open


def queue(plans: Plans, scorer: Person, *mentored: int) -> list[int]:
    return [one.id for one in to_score(plans.db, {plans.place.cohort_id}, scorer.id, mentored)]


def test_a_draft_is_kept_and_grows_by_one_version_with_every_save(plans: Plans) -> None:
    assert plans.save({"A": "The head of the house."}) == 1
    assert plans.save({"B": "Thirty minutes."}) == 2
    kept = capstone_draft(plans.db, plans.place.id)
    assert kept is not None
    assert kept.sections == {"A": "The head of the house.", "B": "Thirty minutes."}


def test_a_draft_changed_elsewhere_is_not_overwritten(plans: Plans) -> None:
    plans.save({"A": "Ours."})
    with pytest.raises(StalePlan) as refusal:
        plans.save({"A": "Theirs."}, version=0)
    assert refusal.value.stored.sections == {"A": "Ours."}


def test_nothing_but_the_parts_of_the_form_is_kept(plans: Plans) -> None:
    plans.save({"A": "Ours.", "Z": "Smuggled."})
    kept = capstone_draft(plans.db, plans.place.id)
    assert kept is not None
    assert kept.sections == {"A": "Ours."}


def begun(*sections: str) -> dict[str, str]:
    return {one: TEXTS[one] for one in sections}


def test_the_studio_is_completed_by_five_sections_begun_and_only_once(plans: Plans) -> None:
    plans.save({**begun(*"ABCD", "calendar"), "E": "Two OKRs."}, studio=STUDIO)
    assert STUDIO not in completed(plans.db, [plans.place.id])[plans.place.id]
    plans.save(begun("E"), studio=STUDIO)
    plans.save(begun("F"), studio=STUDIO)
    assert STUDIO in completed(plans.db, [plans.place.id])[plans.place.id]


def test_a_plan_is_sent_whole_and_then_waits(plans: Plans) -> None:
    sent = plans.send()
    assert (sent.version, sent.sections, tuple(sent.asked), sent.kept) == (1, TEXTS, ALL, {})
    assert state(plans) == (Stage.WAITING, ())
    for deed in (plans.save, plans.send):
        with pytest.raises(AwaitingScores):
            deed()


@pytest.mark.parametrize("missing", ["A", "calendar"])
def test_a_plan_with_an_empty_section_is_not_sent(plans: Plans, missing: str) -> None:
    with pytest.raises(SectionsMissing) as refusal:
        plans.send({**TEXTS, missing: "  \n"})
    assert refusal.value.sections == (missing,)


@pytest.mark.parametrize(("part", "words"), [("A", 2500), ("calendar", 401)])
def test_a_plan_over_its_words_is_not_sent(plans: Plans, part: str, words: int) -> None:
    with pytest.raises(PlanTooLong):
        plans.send({**TEXTS, part: "word " * words})


def test_a_plan_of_exactly_the_words_allowed_is_sent(plans: Plans) -> None:
    others = FORM.written({**TEXTS, "A": ""})
    plans.send({**TEXTS, "A": "word " * (FORM.words - others), "calendar": "day " * FORM.calendar_words})


def test_a_result_stands_with_the_second_score(plans: Plans) -> None:
    sent = plans.send()
    plans.score(sent, 3)
    assert (sent.levels, sent.passed) == (None, False)
    assert state(plans)[0] is Stage.WAITING
    assert passed_capstones(plans.db, [plans.place.id]) == {}
    plans.score(sent, 2)
    assert sent.levels == dict.fromkeys(ALL, 2.5)
    assert sent.passed
    assert state(plans) == (Stage.PASSED, ())
    assert list(passed_capstones(plans.db, [plans.place.id])) == [plans.place.id]
    for deed in (plans.save, plans.send):
        with pytest.raises(CapstoneDone):
            deed()


def test_a_third_scorer_is_asked_only_where_two_lie_more_than_a_level_apart(plans: Plans) -> None:
    sent = plans.send()
    plans.score(sent, 3)
    plans.score(sent, 3, D=1, E=2)
    assert sent.asked_next == ("D",)
    assert state(plans)[0] is Stage.WAITING
    plans.score(sent, 0)
    assert sent.levels == {**dict.fromkeys(ALL, 3), "D": 0, "E": 2.5}
    assert state(plans) == (Stage.AGAIN, ("D", "calendar"))


def test_only_what_failed_is_written_again_and_the_rest_stands(plans: Plans) -> None:
    first = plans.send()
    plans.score(first, 3, A=1, B=2)
    plans.score(first, 3, A=1, B=3)
    assert state(plans) == (Stage.AGAIN, ("A", "calendar"))
    second = plans.send({**TEXTS, "A": "Somebody signs now.", "B": "Smuggled."})
    assert second.sections == {**TEXTS, "A": "Somebody signs now."}
    assert (second.version, second.asked) == (2, ["A"])
    assert second.kept == {**dict.fromkeys(ALL[2:], 3), "B": 2.5}
    plans.score(second, 2)
    plans.score(second, 2)
    assert second.levels == {**dict.fromkeys(ALL, 3), "A": 2, "B": 2.5}
    assert second.passed


def test_a_resubmission_that_changes_nothing_is_not_sent(plans: Plans) -> None:
    first = plans.send()
    plans.score(first, 3, A=1)
    plans.score(first, 3, A=1)
    with pytest.raises(Unchanged):
        plans.send({**TEXTS, "calendar": "A new calendar.", "A": TEXTS["A"] + "\n"})


def test_there_are_two_resubmissions(plans: Plans) -> None:
    for number in range(3):
        sent = plans.send({**TEXTS, "A": f"Try {number}."})
        plans.score(sent, 3, A=1)
        plans.score(sent, 3, A=1)
    assert state(plans) == (Stage.SPENT, ())
    for deed in (plans.save, plans.send):
        with pytest.raises(NoVersionsLeft):
            deed()


def test_every_version_is_measured_by_the_pass_under_which_the_first_was_sent(plans: Plans) -> None:
    first = plans.send()
    plans.score(first, 3, A=1)
    plans.score(first, 3, A=1)
    plans.save({"A": "Somebody signs now."})
    stricter = replace(FORM, needed=replace(FORM.needed, points_min=90))
    second = send_capstone(plans.db, plans.place.id, stricter, now=NOW)
    assert first.rules == second.rules == FORM.needed


def test_nobody_scores_a_version_twice(plans: Plans, db: Session) -> None:
    sent, nadia = plans.send(), plans.assessor()
    plans.score(sent, scorer=nadia)
    with pytest.raises(ScoredAlready):
        plans.score(sent, scorer=nadia)
    twin = {"levels": {}, "comments": {}, "note": "", "at": NOW, "capstone_id": sent.id, "number": 2}
    db.add(CapstoneScore(scorer_id=nadia.id, **twin))
    with pytest.raises(IntegrityError):
        db.flush()


def test_no_score_is_taken_once_all_are_in(plans: Plans) -> None:
    sent = plans.send()
    for _scorer in range(2):
        plans.score(sent)
    with pytest.raises(ScoresComplete):
        plans.score(sent)


def test_whoever_scored_everything_while_two_others_fell_out_is_told(plans: Plans) -> None:
    sent = plans.send()
    plans.score(sent, 3)
    plans.score(sent, 3, A=0)
    everything = dict.fromkeys(ALL, 2)
    late = plans.assessor()
    with pytest.raises(AskedOtherwise):
        score_capstone(plans.db, sent, late.id, everything, {}, "", mentored=(), now=NOW)


@pytest.mark.parametrize(
    "levels", [{}, {"A": 2}, dict.fromkeys(ALL, 4), dict.fromkeys(ALL, -1), dict.fromkeys(ALL, 1.5)]
)
def test_a_score_names_a_whole_level_for_everything_it_is_asked_for(plans: Plans, levels: dict[str, int]) -> None:
    sent, nadia = plans.send(), plans.assessor()
    with pytest.raises(LevelsMissing):
        score_capstone(plans.db, sent, nadia.id, levels, {}, "", mentored=(), now=NOW)


def author(plans: Plans) -> Person:
    grant_role(plans.db, plans.place.person, Role.ASSESSOR, plans.place.cohort, now=NOW)
    return plans.place.person


def superior(plans: Plans) -> Person:
    head, between = plans.assessor(), plans.assessor()
    name_superior(plans.db, head, between, now=NOW)
    name_superior(plans.db, between, plans.place.person, now=NOW)
    return head


def subordinate(plans: Plans) -> Person:
    clerk = plans.assessor()
    name_superior(plans.db, plans.place.person, clerk, now=NOW)
    return clerk


def grader(plans: Plans) -> Person:
    walker, marta = Walker(plans.db, plans.place.id, 0), plans.assessor("Marta Reyes")
    walker.grade(walker.send(), grader_id=marta.id)
    return marta


@pytest.mark.parametrize("somebody", [author, superior, subordinate, grader])
def test_nobody_near_the_candidate_scores(plans: Plans, somebody: object) -> None:
    sent, near = plans.send(), somebody(plans)  # type: ignore[operator]
    assert queue(plans, near) == []
    with pytest.raises(NotIndependent):
        plans.score(sent, scorer=near)


def test_the_mentor_does_not_score(plans: Plans) -> None:
    sent, mentor = plans.send(), plans.assessor()
    assert queue(plans, mentor, plans.place.person_id) == []
    with pytest.raises(NotIndependent):
        plans.score(sent, scorer=mentor, mentored=(plans.place.person_id,))


def test_whoever_scored_a_plan_does_not_grade_its_author(plans: Plans) -> None:
    nadia = plans.assessor()
    plans.score(plans.send(), scorer=nadia)
    assert scored_by(plans.db, nadia.id) == {plans.place.person_id}
    walker = Walker(plans.db, plans.place.id, 0)
    with pytest.raises(ScoredTheirPlan):
        walker.grade(walker.send(), grader_id=nadia.id)


def test_the_queue_holds_what_still_needs_a_score_by_this_person(plans: Plans) -> None:
    first, second, third, far = (plans.assessor(name) for name in ("First", "Second", "Third", "Fourth"))
    assert queue(plans, first) == []
    sent = plans.send()
    assert queue(plans, first) == queue(plans, second) == [sent.id]
    plans.score(sent, 3, first)
    assert (queue(plans, first), queue(plans, second)) == ([], [sent.id])
    plans.score(sent, 3, second, A=1)
    assert (queue(plans, second), queue(plans, third), queue(plans, far)) == ([], [sent.id], [sent.id])
    plans.score(sent, 1, third)
    assert queue(plans, far) == []
    again = plans.send({**TEXTS, "A": "Somebody signs now."})
    assert queue(plans, first) == [again.id]


def test_the_queue_is_that_of_the_cohorts_asked_for(plans: Plans) -> None:
    sent, nadia = plans.send(), plans.assessor()
    assert [one.id for one in to_score(plans.db, None, nadia.id, ())] == [sent.id]
    assert to_score(plans.db, {plans.place.cohort_id + 99}, nadia.id, ()) == []


def test_a_plan_is_seen_by_its_author_and_the_assessors_of_the_cohort(plans: Plans, db: Session) -> None:
    sent, cohort_id = plans.send(), plans.place.cohort_id
    for person, role in ((plans.place.person, Role.TRAINEE), (plans.assessor(), Role.ASSESSOR)):
        assert capstone(db, sent.id, seen_by(person, role, cohort_id), Role.ASSESSOR) is sent
    fellow = make_enrolment(db, plans.place.cohort, "Fellow").person
    marta = make_member(db, plans.place.cohort, Role.INSTRUCTOR)
    strangers = [(fellow, Role.TRAINEE, cohort_id), (marta, Role.INSTRUCTOR, cohort_id)]
    strangers.append((plans.assessor(), Role.ASSESSOR, cohort_id + 1))
    for person, role, cohort in strangers:
        with pytest.raises(NotFound):
            capstone(db, sent.id, seen_by(person, role, cohort), Role.ASSESSOR)
    with pytest.raises(NotFound):
        capstone(db, 999_999, seen_by(plans.place.person, Role.TRAINEE, cohort_id))


def test_nothing_is_sent_that_was_never_drafted(plans: Plans) -> None:
    with pytest.raises(SectionsMissing):
        send_capstone(plans.db, plans.place.id, FORM, now=NOW)
