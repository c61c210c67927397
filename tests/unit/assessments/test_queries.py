"""What was sent, what waits for a grade, what is passed, and which quizzes are open."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from assessments import queries
from assessments.actions import answer_quiz, reopen_quiz, save_draft, start_quiz, submit_rewrite
from assessments.exercise import Answer
from assessments.models import Submission
from assessments.okr import Okr
from assessments.quiz import solved
from assessments.retry import DAY
from courses.actions import enrol
from courses.models import Enrolment
from registry.actions import grant_role, sign_in, token_hash
from registry.errors import NotFound
from registry.models import Cohort, Person, Role
from registry.queries import Presence, presence
from tests.factories import NOW, make_cohort, make_enrolment, make_member, make_person
from tests.short_road import MODEL, POOL, QUIZ, TASK, VERSION, Walker, language

OTHER = replace(TASK, id="E92")


@pytest.fixture
def walker(db: Session) -> Walker:
    return Walker.begin(db)


def viewer(db: Session, person: Person) -> Presence:
    found = presence(db, token_hash(sign_in(db, person, now=NOW)))
    assert found is not None
    return found


def again(walker: Walker, why_now: str = "The move is in May.") -> Submission:
    return walker.send(replace(MODEL, why_now=why_now))


def send_other(walker: Walker) -> Submission:
    return submit_rewrite(walker.db, walker.id, OTHER, Answer(MODEL), language(), now=walker.now)


def test_the_trainee_and_the_cohorts_instructors_see_a_submission_and_nobody_else(db: Session, walker: Walker) -> None:
    sent, cohort = walker.send(), walker.enrolment.cohort
    for person in (walker.enrolment.person, db.get_one(Person, walker.instructor_id)):
        assert queries.submission(db, sent.id, viewer(db, person)) is sent
    strangers = [
        make_person(db),
        make_enrolment(db, cohort).person,
        *(make_member(db, cohort, role) for role in (Role.MENTOR, Role.MANAGER)),
        make_member(db, make_cohort(db), Role.INSTRUCTOR),
    ]
    for person in strangers:
        with pytest.raises(NotFound):
            queries.submission(db, sent.id, viewer(db, person))


def test_what_does_not_exist_is_told_like_what_is_not_yours(db: Session, walker: Walker) -> None:
    with pytest.raises(NotFound):
        queries.submission(db, 99, viewer(db, walker.enrolment.person))


def test_the_versions_come_oldest_first_and_the_latest_of_each_exercise_counts(db: Session, walker: Walker) -> None:
    first, other, second = walker.send(), send_other(walker), again(walker)
    assert queries.submissions_of(db, walker.id, TASK.id) == [first, second]
    assert queries.latest_submissions(db, walker.id) == {TASK.id: second, OTHER.id: other}


def test_drafts_are_listed_by_exercise_and_belong_to_one_enrolment(db: Session, walker: Walker) -> None:
    save_draft(db, walker.id, TASK.id, Answer(Okr("mine")), 0, now=NOW)
    assert queries.drafted(db, walker.id) == {TASK.id}
    neighbour = make_enrolment(db, walker.enrolment.cohort).id
    assert queries.drafted(db, neighbour) == set()
    assert queries.draft(db, neighbour, TASK.id) is None
    assert queries.draft(db, walker.id, OTHER.id) is None


def queue(walker: Walker, *cohorts: Cohort) -> list[int]:
    ids = [cohort.id for cohort in cohorts] or None
    return [one.id for one in queries.queue(walker.db, ids, walker.instructor_id)]


def test_the_queue_holds_the_newest_ungraded_versions_oldest_first(walker: Walker) -> None:
    old = walker.send()
    walker.wait(minutes=1)
    other = send_other(walker)
    assert queue(walker) == [old.id, other.id]
    walker.wait(minutes=1)
    new = again(walker)
    assert queue(walker) == [other.id, new.id]
    walker.grade(other)
    assert queue(walker) == [new.id]


def test_the_queue_holds_own_cohorts_only_and_never_own_work(db: Session, walker: Walker) -> None:
    walker.send()
    cohort = walker.enrolment.cohort
    assert queue(walker, make_cohort(db)) == []
    assert len(queue(walker, cohort)) == 1
    author = walker.enrolment.person
    grant_role(db, author, Role.INSTRUCTOR, cohort, now=NOW)
    assert queries.queue(db, [cohort.id], author.id) == []


def test_a_graded_version_leaves_the_queue_and_a_newer_one_returns_to_it(walker: Walker) -> None:
    walker.grade(walker.send(), level=1)
    assert queue(walker) == []
    newer = again(walker)
    assert queue(walker) == [newer.id]


def test_an_exercise_counts_as_passed_once_any_version_passed(db: Session, walker: Walker) -> None:
    neighbour = make_enrolment(db, walker.enrolment.cohort).id
    walker.grade(walker.send(), level=1)
    assert queries.passed_exercises(db, [walker.id])[walker.id] == frozenset()
    walker.grade(again(walker), level=3)
    walker.grade(again(walker, "The move is in June."), level=0)
    assert queries.passed_exercises(db, [walker.id, neighbour]) == {walker.id: {TASK.id}, neighbour: frozenset()}


def test_the_best_passing_result_of_a_quiz_counts(db: Session, walker: Walker) -> None:
    neighbour = make_enrolment(db, walker.enrolment.cohort).id
    walker.miss_quiz()
    assert queries.passed_quizzes(db, [walker.id, neighbour]) == {walker.id: {}, neighbour: {}}
    walker.pass_quiz()
    lenient = replace(POOL, cut=50)
    attempt = start_quiz(db, walker.id, lenient, now=walker.now)
    right = solved(lenient, attempt.form)
    assert answer_quiz(db, attempt, lenient, {**right, "q0": ["9"]}, now=walker.now).passed
    assert queries.passed_quizzes(db, [walker.id]) == {walker.id: {QUIZ.id: 100}}


def closed(db: Session, cohort_ids: list[int] | None) -> list[tuple[Enrolment, str, int]]:
    return queries.closed_quizzes(db, {QUIZ.id: POOL}, cohort_ids)


def test_the_day_of_three_tries_begins_with_the_first_and_ends_to_the_second(db: Session, walker: Walker) -> None:
    begun = walker.now
    for _ in range(3):
        walker.pass_quiz()
        walker.wait(minutes=1)
    state = queries.quiz_state(db, walker.id, POOL, now=begun + DAY - timedelta(seconds=1))
    assert (state.open, state.closed, state.rests_until) == (False, False, begun + DAY)
    assert queries.quiz_state(db, walker.id, POOL, now=begun + DAY).open
    assert closed(db, None) == []


def test_a_running_form_keeps_a_quiz_open(db: Session, walker: Walker) -> None:
    attempt = start_quiz(db, walker.id, POOL, now=walker.now)
    state = queries.quiz_state(db, walker.id, POOL, now=walker.now)
    assert (state.running, state.open, state.tries) == (attempt, True, (attempt,))


def test_a_quiz_is_listed_as_closed_from_the_third_miss_to_the_talk(db: Session, walker: Walker) -> None:
    cohort = walker.enrolment.cohort
    for _ in range(3):
        assert closed(db, None) == []
        walker.miss_quiz()
        walker.wait(days=2)
    assert closed(db, [cohort.id]) == [(walker.enrolment, QUIZ.id, 3)]
    assert closed(db, [make_cohort(db).id]) == []
    reopen_quiz(db, walker.id, POOL, walker.instructor_id, "We talked.", now=walker.now)
    assert closed(db, None) == []


def test_misses_of_two_people_do_not_add_up(db: Session, walker: Walker) -> None:
    person = make_person(db)
    other = replace(walker, id=enrol(db, person, walker.enrolment.cohort, VERSION, actor_id=None, now=NOW).id)
    walker.miss_quiz()
    walker.miss_quiz()
    other.miss_quiz()
    assert closed(db, None) == []
