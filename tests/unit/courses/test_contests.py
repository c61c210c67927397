from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from courses.actions import complete_activity, contest_time, rule_on_contest
from courses.models import Contest, Enrolment
from courses.outline import Activity, Kind
from courses.queries import contest, contests_of, open_contests, tallies
from courses.refusals import (
    AlreadyContested,
    AlreadyRuled,
    NothingMissing,
    OverCeiling,
    OwnTime,
    StepNotDone,
    SuperiorMayNotRule,
)
from registry.errors import NotFound
from registry.models import LineAuthority, Person, Role
from registry.queries import Presence, Right
from tests.factories import NOW, make_cohort, make_enrolment, make_member

READING = Activity("2.1.R", Kind.READING, "M2", "2.1", "Anatomy", 8)


@pytest.fixture
def place(db: Session) -> Enrolment:
    """Give a trainee who read for two minutes of the planned eight."""
    made = make_enrolment(db, make_cohort(db))
    complete_activity(db, made.id, READING.id, {}, {}, opened_at=NOW - timedelta(minutes=2), now=NOW)
    return made


@pytest.fixture
def instructor(db: Session, place: Enrolment) -> Person:
    return make_member(db, place.cohort, Role.INSTRUCTOR)


@pytest.fixture
def contested(db: Session, place: Enrolment) -> Contest:
    return contest_time(db, place.id, READING, "I read it on paper, on the train.", now=NOW)


def credited(db: Session, place: Enrolment) -> int:
    return tallies(db, [place.id])[place.id].ledger([READING]).credits[0].credited


def presence(person: Person, role: Role, cohort_id: int) -> Presence:
    return Presence(1, person.id, person.name, person.email, NOW, NOW, frozenset({Right(role, cohort_id)}))


def test_granted_minutes_count_from_the_ruling_on(
    db: Session, place: Enrolment, contested: Contest, instructor: Person
) -> None:
    assert credited(db, place) == 120
    rule_on_contest(db, contested, READING, instructor.id, 8, "The pages are with me, annotated.", now=NOW)
    assert credited(db, place) == 480
    [kept] = contests_of(db, place.id, READING.id)
    assert kept.ruling is not None
    assert (kept.ruling.minutes, kept.ruling.actor.name) == (8, instructor.name)


def test_a_ruling_of_nothing_leaves_the_time_as_it_is_and_may_be_contested_again(
    db: Session, place: Enrolment, contested: Contest, instructor: Person
) -> None:
    rule_on_contest(db, contested, READING, instructor.id, 0, "The page was open for two minutes.", now=NOW)
    assert credited(db, place) == 120
    db.expire_all()
    assert contest_time(db, place.id, READING, "It was the paper copy.", now=NOW).number == 2


def test_time_that_is_worked_afterwards_counts_where_it_is_more(
    db: Session, place: Enrolment, contested: Contest, instructor: Person
) -> None:
    rule_on_contest(db, contested, READING, instructor.id, 3, "Part of it.", now=NOW)
    assert credited(db, place) == 180
    for minute in (2, 4):
        later = NOW + timedelta(minutes=minute)
        complete_activity(db, place.id, READING.id, {}, {}, opened_at=later - timedelta(minutes=2), now=later)
    assert credited(db, place) == 360


def test_nobody_is_granted_more_than_a_quarter_over_the_plan(
    db: Session, contested: Contest, instructor: Person
) -> None:
    with pytest.raises(OverCeiling):
        rule_on_contest(db, contested, READING, instructor.id, 11, "Generous", now=NOW)
    assert rule_on_contest(db, contested, READING, instructor.id, 10, "Generous", now=NOW).minutes == 10


def test_a_contest_is_answered_once(db: Session, contested: Contest, instructor: Person) -> None:
    rule_on_contest(db, contested, READING, instructor.id, 5, "Yes", now=NOW)
    with pytest.raises(AlreadyRuled):
        rule_on_contest(db, contested, READING, instructor.id, 6, "More", now=NOW)


def test_neither_the_trainee_nor_their_superior_decides(
    db: Session, place: Enrolment, contested: Contest, instructor: Person
) -> None:
    with pytest.raises(OwnTime):
        rule_on_contest(db, contested, READING, place.person_id, 5, "Mine", now=NOW)
    db.add(LineAuthority(superior_id=instructor.id, subordinate_id=place.person_id))
    with pytest.raises(SuperiorMayNotRule):
        rule_on_contest(db, contested, READING, instructor.id, 5, "Good staff", now=NOW)


def test_only_the_time_of_a_completed_step_that_lacks_some_is_contested_and_once_at_a_time(
    db: Session, place: Enrolment, contested: Contest
) -> None:
    with pytest.raises(AlreadyContested):
        contest_time(db, place.id, READING, "Again", now=NOW)
    other = Activity("2.2.R", Kind.READING, "M2", "2.2", "Complex", 4)
    with pytest.raises(StepNotDone):
        contest_time(db, place.id, other, "I read it", now=NOW)
    short = Activity("2.3.R", Kind.READING, "M2", "2.3", "Focus", 2)
    complete_activity(
        db, place.id, short.id, {}, {}, opened_at=NOW + timedelta(minutes=1), now=NOW + timedelta(minutes=4)
    )
    with pytest.raises(NothingMissing):
        contest_time(db, place.id, short, "I read it", now=NOW)


def test_instructors_of_the_cohort_see_what_waits_and_nobody_else_does(
    db: Session, place: Enrolment, contested: Contest, instructor: Person
) -> None:
    far = make_cohort(db)
    assert contest(db, contested.id, presence(instructor, Role.INSTRUCTOR, place.cohort_id)) is contested
    for role, cohort_id in ((Role.INSTRUCTOR, far.id), (Role.MENTOR, place.cohort_id)):
        with pytest.raises(NotFound):
            contest(db, contested.id, presence(instructor, role, cohort_id))
    assert open_contests(db, [place.cohort_id], instructor.id) == [contested]
    assert open_contests(db, None, instructor.id) == [contested]
    assert open_contests(db, [far.id], instructor.id) == []
    assert open_contests(db, [place.cohort_id], place.person_id) == []
    rule_on_contest(db, contested, READING, instructor.id, 5, "Yes", now=NOW)
    assert open_contests(db, [place.cohort_id], instructor.id) == []
