"""The same thing done twice at the same moment is done once, and the second is refused by name.

On PostgreSQL the second is under way before the first commits; on SQLite it begins afterwards (see `races`).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.actions import answer_quiz, ask_hint, grade_submission, save_draft, start_quiz
from assessments.exercise import Answer
from assessments.models import Draft, Grade, Hint, QuizAttempt, QuizResult, Submission, TaskScore
from assessments.okr import Okr
from assessments.quiz import solved
from assessments.refusals import AlreadyGraded, NotRunning, StaleDraft, Unchanged
from certificates.actions import AlreadyEnded, correct_name, keep_print, revoke
from certificates.models import Certificate, Print, Revocation
from courses.actions import enrol, record_beat
from courses.credit import Evidence
from courses.models import Beat, Enrolment
from courses.refusals import AlreadyEnrolled
from mentoring.actions import begin_accompaniment, open_group
from mentoring.models import Accompaniment, Attestation, CheckIn
from mentoring.refusals import AlreadyAccompanied, AlreadyAttested, Overlapping
from registry.actions import INVITATION, AlreadyRegistered, LinkSpent, make_link, register_person, spend_link
from registry.db import Base, Database
from registry.models import Cohort, Person, Role
from registry.queries import broken_line
from tests.factories import NOW, PASSWORD, make_cohort, make_enrolment, make_member, make_person
from tests.properties.races import Deed, Outcome, burst, losers, race, winners
from tests.short_road import ISSUER, POOL, READING, RUBRIC, TASK, VERSION, Walker
from tests.unit.mentoring.places import attest, log, make_place


def count(database: Database, model: type[Base]) -> int:
    with database.session() as db:
        assert broken_line(db) is None
        return db.scalar(select(func.count()).select_from(model)) or 0


def begun(database: Database, *deeds: Callable[[Walker], object]) -> Walker:
    """Walk somebody through some deeds and commit."""
    with database.session.begin() as db:
        walker = Walker.begin(db)
        for deed in deeds:
            deed(walker)
    return walker


def refused(outcomes: list[Outcome], *kinds: type[Exception]) -> None:
    """Assert that one came through and that the other was refused by one of these names."""
    assert len(winners(outcomes)) == 1, losers(outcomes)
    assert isinstance(losers(outcomes)[0], kinds), losers(outcomes)


def test_two_graders_leave_one_grade(database: Database) -> None:
    walker = begun(database, Walker.send)
    with database.session.begin() as db:
        second = make_member(db, walker.elsewhere(db).enrolment.cohort, Role.INSTRUCTOR).id

    def graded_by(grader_id: int) -> Deed:
        return lambda db: walker.elsewhere(db).grade(walker.elsewhere(db).newest(), grader_id=grader_id)

    outcomes = race(database, [graded_by(walker.instructor_id)], [graded_by(second)])
    refused(outcomes, AlreadyGraded)
    assert losers(outcomes)[0].grade.grader_id == winners(outcomes)[0].grader_id  # type: ignore[attr-defined]
    assert count(database, Grade) == 1


def test_two_second_scorers_of_a_final_task_leave_two_scores_and_one_grade(database: Database) -> None:
    def scored(who: int, level: int = 2) -> Deed:
        def deed(db: Session) -> Grade | None:
            sent, levels = walker.elsewhere(db).newest(), {"D": 2, "K": level}
            return grade_submission(db, sent, who, RUBRIC, levels, {}, "", double_scored=True, now=walker.now)

        return deed

    walker = begun(database, Walker.send)
    with database.session.begin() as db:
        cohort = walker.elsewhere(db).enrolment.cohort
        others = [make_member(db, cohort, Role.INSTRUCTOR).id for _ in range(2)]
        assert scored(walker.instructor_id)(db) is None
    refused(race(database, *[[scored(one, 3)] for one in others]), AlreadyGraded)
    assert (count(database, TaskScore), count(database, Grade)) == (2, 1)


def test_two_attestations_leave_one(database: Database) -> None:
    with database.session.begin() as db:
        log(db, make_place(db))
    refused(race(database, *[[lambda db: attest(db, db.scalars(select(CheckIn)).one())]] * 2), AlreadyAttested)
    assert count(database, Attestation) == 1


def test_two_prints_leave_one_and_both_get_it(database: Database) -> None:
    number = begun(database, Walker.certify).certificate_number(database)
    prints = [[lambda db, page=page: keep_print(db, number, page, now=NOW)] for page in (b"first", b"second")]
    outcomes = race(database, *prints)
    assert losers(outcomes) == []
    with database.session() as db:
        kept = db.scalars(select(Print.pdf)).one()
    assert winners(outcomes) == [kept, kept]


def test_beats_of_a_burst_share_one_minute(database: Database) -> None:
    walker = begun(database, lambda one: one.spend(READING, 0))

    def deed(number: int) -> None:
        with database.session.begin() as db:
            evidence = Evidence.ANSWER if number % 2 else Evidence.HEARTBEAT
            record_beat(db, walker.id, READING.id, evidence, now=walker.now + timedelta(seconds=50 + number))

    burst(8, deed)
    with database.session() as db:
        assert 50 <= (db.scalar(select(func.sum(Beat.seconds))) or 0) <= 57


def test_one_person_in_two_cohorts_has_one_clock(database: Database) -> None:
    walker = begun(database, lambda one: one.spend(READING, 0))
    with database.session.begin() as db:
        person = walker.elsewhere(db).enrolment.person
        other = enrol(db, person, make_cohort(db), VERSION, actor_id=None, now=NOW).id
    moment = walker.now + timedelta(seconds=60)
    beats = [
        [lambda db, place=place: record_beat(db, place, READING.id, Evidence.HEARTBEAT, now=moment)]
        for place in (walker.id, other)
    ]
    assert sorted(winners(race(database, *beats))) == [0, 60]


def test_two_enrolments_leave_one(database: Database) -> None:
    with database.session.begin() as db:
        person_id, cohort_id = make_person(db).id, make_cohort(db).id

    def deed(db: Session) -> int:
        person, cohort = db.get_one(Person, person_id), db.get_one(Cohort, cohort_id)
        return enrol(db, person, cohort, VERSION, actor_id=None, now=NOW).id

    refused(race(database, [deed], [deed]), AlreadyEnrolled, IntegrityError)
    assert count(database, Enrolment) == 1


def test_two_registrations_of_an_address_leave_one(database: Database) -> None:
    outcomes = race(database, *[[lambda db: register_person(db, "ana@example.org", "Ana", now=NOW)]] * 2)
    refused(outcomes, AlreadyRegistered, IntegrityError)
    assert count(database, Person) == 1


def test_a_link_that_is_opened_twice_at_once_opens_once(database: Database) -> None:
    with database.session.begin() as db:
        token = make_link(db, make_person(db), INVITATION, now=NOW)
    outcomes = race(database, *[[lambda db: spend_link(db, token, INVITATION, PASSWORD, now=NOW)]] * 2)
    refused(outcomes, LinkSpent)


def end(number: str, walker: Walker) -> Deed:
    return lambda db: revoke(db, number, walker.instructor_id, "Not their own work.", now=walker.now)


def correct(number: str, walker: Walker, name: str = "Ana Maria Souza") -> Deed:
    return lambda db: correct_name(db, number, name, walker.instructor_id, ISSUER, now=walker.now)


@pytest.mark.parametrize("deeds", [(end, end), (end, correct), (correct, end), (correct, correct)])
def test_a_certificate_ends_once(database: Database, deeds: tuple[Callable[..., Deed], ...]) -> None:
    walker = begun(database, Walker.certify)
    number = walker.certificate_number(database)
    refused(race(database, *[[deed(number, walker)] for deed in deeds]), AlreadyEnded)
    assert count(database, Revocation) + count(database, Certificate) == 2


def test_two_windows_that_save_from_the_same_draft_keep_the_first(database: Database) -> None:
    walker = begun(database)

    def save(text: str) -> Deed:
        return lambda db: save_draft(db, walker.id, TASK.id, Answer(Okr(text)), 0, now=NOW).rewrite["objective"]

    outcomes = race(database, [save("one window")], [save("the other window")])
    refused(outcomes, StaleDraft)
    (kept,), (refusal,) = winners(outcomes), losers(outcomes)
    assert isinstance(refusal, StaleDraft)
    assert refusal.stored.rewrite["objective"] == kept
    assert count(database, Draft) == 1


def test_a_rewrite_that_is_sent_twice_is_kept_once(database: Database) -> None:
    walker = begun(database)
    refused(race(database, *[[lambda db: walker.elsewhere(db).send()]] * 2), Unchanged)
    assert count(database, Submission) == 1


def test_two_hints_are_two_hints(database: Database) -> None:
    walker = begun(database)
    outcomes = race(database, *[[lambda db: ask_hint(db, walker.id, TASK, now=NOW)]] * 2)
    assert sorted(winners(outcomes)) == [1, 2]
    assert count(database, Hint) == 2


def test_a_quiz_that_is_begun_twice_draws_one_form(database: Database) -> None:
    walker = begun(database)
    outcomes = race(database, *[[lambda db: start_quiz(db, walker.id, POOL, now=NOW).id]] * 2)
    first, second = winners(outcomes)
    assert first == second
    assert count(database, QuizAttempt) == 1


def test_a_form_that_is_answered_twice_is_marked_once(database: Database) -> None:
    begun(database, lambda one: start_quiz(one.db, one.id, POOL, now=one.now))

    def answer(db: Session) -> None:
        attempt = db.scalars(select(QuizAttempt)).one()
        answer_quiz(db, attempt, POOL, solved(POOL, attempt.form), now=NOW)

    refused(race(database, [answer], [answer]), NotRunning)
    assert count(database, QuizResult) == 1


def test_a_candidate_whom_two_mentors_choose_goes_with_one(database: Database) -> None:
    walker = begun(database)
    with database.session.begin() as db:
        mentors = [make_member(db, walker.elsewhere(db).enrolment.cohort, Role.MENTOR).id for _ in range(2)]

    def choose(mentor_id: int) -> Deed:
        def deed(db: Session) -> None:
            place, mentor = walker.elsewhere(db).enrolment, db.get_one(Person, mentor_id)
            words = f"Group {mentor_id}", "Permits", "Sooner", "Lamp"
            group = open_group(db, place.cohort, *words, actor_id=mentor_id, now=NOW)
            begin_accompaniment(db, place, group, mentor, actor_id=mentor_id, now=NOW)

        return deed

    refused(race(database, *[[choose(one)] for one in mentors]), AlreadyAccompanied)
    assert count(database, Accompaniment) == 1


def test_a_week_that_is_logged_twice_has_two_versions(database: Database) -> None:
    with database.session.begin() as db:
        place_id = make_place(db).id
    outcomes = race(database, *[[lambda db: log(db, db.get_one(Accompaniment, place_id)).revision]] * 2)
    assert sorted(winners(outcomes)) == [1, 2]


def two_places(db: Session, one_mentor: bool) -> list[int]:
    """Return two accompaniments: of two candidates of one mentor, or of one person in two cohorts."""
    cohort = make_cohort(db)
    if one_mentor:
        mentor = make_member(db, cohort, Role.MENTOR)
        return [make_place(db, enrolment=make_enrolment(db, cohort), mentor=mentor).id for _ in range(2)]
    person = make_person(db)
    places = [enrol(db, person, one, VERSION, actor_id=None, now=NOW) for one in (cohort, make_cohort(db))]
    return [make_place(db, enrolment=place).id for place in places]


@pytest.mark.parametrize("one_mentor", [True, False])
def test_two_check_ins_at_the_same_hour_count_once(database: Database, one_mentor: bool) -> None:
    with database.session.begin() as db:
        places = two_places(db, one_mentor)

    def deed(place_id: int) -> Deed:
        def logged(db: Session) -> Any:
            return log(db, db.get_one(Accompaniment, place_id), 1)

        return logged

    refused(race(database, *[[deed(one)] for one in places]), Overlapping)
    assert count(database, CheckIn) == 1
