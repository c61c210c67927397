"""What the log of a check-in refuses, and what it keeps."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.models import Enrolment
from mentoring.models import Accompaniment, CheckIn
from mentoring.refusals import (
    AlreadyAttested,
    LoggedTooLate,
    NamesWritten,
    NotInvolved,
    NotYetFurther,
    OutOfOrder,
    Overlapping,
    SameWeek,
    ThreePsMissing,
    TooFewPresent,
    WrongConfidence,
    WrongLeader,
    WrongMinutes,
    WrongTimes,
)
from registry.errors import NotFound
from registry.models import Role
from tests.factories import NOW, make_cohort, make_member
from tests.unit.mentoring.places import FIRST, ROW, attest, log, make_place, meeting, practise


def refused(refusal: type[Exception], db: Session, place: Accompaniment, week: int = 1, **changed: Any) -> None:
    before = db.scalar(select(func.count()).select_from(CheckIn))
    with pytest.raises(refusal):
        log(db, place, week, **changed)
    assert db.scalar(select(func.count()).select_from(CheckIn)) == before


def test_a_log_keeps_what_was_said_and_a_correction_keeps_both(db: Session, place: Accompaniment) -> None:
    first = log(db, place, note="السلام 🙂")
    second = log(db, place, prepared=5, logged_by_id=place.mentor_id)
    assert [one.revision for one in (first, second)] == [1, 2]
    db.expire_all()
    assert (first.prepared, second.prepared, first.note, first.three_ps) == (10, 5, "السلام 🙂", [ROW])


def test_only_candidate_and_mentor_log(db: Session, place: Accompaniment) -> None:
    other = make_member(db, db.get_one(Enrolment, place.enrolment_id).cohort, Role.MENTOR)
    refused(NotInvolved, db, place, logged_by_id=other.id)


@pytest.mark.parametrize("week", [-1, 0, 7, 10_000])
def test_a_week_that_does_not_exist_is_not_found(db: Session, place: Accompaniment, week: int) -> None:
    refused(NotFound, db, place, week, started_at=FIRST)


def test_a_mode_or_leader_that_does_not_exist_is_not_found(db: Session, place: Accompaniment) -> None:
    refused(NotFound, db, place, mode="by hearsay")
    refused(NotFound, db, place, led_by="the mayor")


@pytest.mark.parametrize(("week", "led_by"), [(1, "owner"), (2, "candidate"), (4, "candidate")])
def test_the_wrong_leader_is_refused(db: Session, place: Accompaniment, week: int, led_by: str) -> None:
    refused(WrongLeader, db, place, week, led_by=led_by)


@pytest.mark.parametrize("length", [timedelta(0), timedelta(minutes=-1), timedelta(hours=4, seconds=1)])
def test_a_meeting_ends_after_it_begins_and_within_four_hours(
    db: Session, place: Accompaniment, length: timedelta
) -> None:
    refused(WrongTimes, db, place, ended_at=FIRST + length, now=FIRST + timedelta(days=1))


def test_a_meeting_that_has_not_ended_yet_is_refused(db: Session, place: Accompaniment) -> None:
    refused(WrongTimes, db, place, now=FIRST + timedelta(minutes=17))
    assert log(db, place, now=FIRST + timedelta(minutes=18)).week == 1


def test_a_meeting_is_logged_within_fourteen_days(db: Session, place: Accompaniment) -> None:
    last = FIRST + timedelta(minutes=18, days=14)
    refused(LoggedTooLate, db, place, now=last + timedelta(seconds=1))
    assert log(db, place, now=last).week == 1


@pytest.mark.parametrize("people", [[], ["Blue"], ["Blue", " blue "], ["Blue", "  "]])
def test_fewer_than_two_people_are_no_check_in(db: Session, place: Accompaniment, people: list[str]) -> None:
    refused(TooFewPresent, db, place, attendance=people)


@pytest.mark.parametrize(
    "one", ["ana@example.org", "ana.souza.pm", "Ana Souza", "MARIA da SILVA", "Élise Écuyer", "x" * 41]
)
def test_names_and_addresses_are_not_stored(db: Session, place: Accompaniment, one: str) -> None:
    refused(NamesWritten, db, place, attendance=["Blue", "Counter 2", one])


def test_pseudonyms_of_every_kind_are_kept(db: Session, place: Accompaniment) -> None:
    people = ["Night shift", "Counter A", "azul", "النورس", "🦊", "x" * 40]
    assert log(db, place, attendance=people).attendance == people


@pytest.mark.parametrize(
    "rows", [[], [{**ROW, "progress": ""}], [{**ROW, "key_result": ""}], [{"plans": "To hand out the checklist"}]]
)
def test_a_log_without_progress_of_a_key_result_is_refused(
    db: Session, place: Accompaniment, rows: list[dict[str, str]]
) -> None:
    refused(ThreePsMissing, db, place, three_ps=rows)


@pytest.mark.parametrize("confidence", ["11", "-1", "high", "5.5", "٥", "9" * 100_000])
def test_confidence_is_a_whole_number_from_0_to_10(db: Session, place: Accompaniment, confidence: str) -> None:
    refused(WrongConfidence, db, place, three_ps=[ROW, {**ROW, "confidence": confidence}])


def test_confidence_may_be_left_out(db: Session, place: Accompaniment) -> None:
    rows = [{**ROW, "confidence": ""}, {**ROW, "confidence": "10"}, {"key_result": "Waiting", "progress": "None yet"}]
    assert log(db, place, three_ps=rows).three_ps == rows


@pytest.mark.parametrize("part", ["prepared", "talk", "debrief"])
@pytest.mark.parametrize("minutes", [-1, 241, 2**70])
def test_minutes_that_nobody_spends_are_refused(db: Session, place: Accompaniment, part: str, minutes: int) -> None:
    refused(WrongMinutes, db, place, **{part: minutes})


def test_two_check_ins_of_a_candidate_do_not_overlap(db: Session, place: Accompaniment) -> None:
    """Not even in two cohorts, under two mentors, and one of them by recording."""
    elsewhere = make_cohort(db)
    again = Enrolment(cohort_id=elsewhere.id, rules="foundation-1", mode="remote", enrolled_at=NOW)
    again.person_id = db.get_one(Enrolment, place.enrolment_id).person_id
    db.add(again)
    db.flush()
    other = make_place(db, enrolment=again)
    log(db, place)
    refused(Overlapping, db, other, started_at=FIRST + timedelta(minutes=17), mode="recording")
    assert log(db, other, started_at=FIRST + timedelta(minutes=18)).week == 1


def test_a_mentor_is_not_in_two_places_at_once_but_may_watch_a_recording(db: Session, place: Accompaniment) -> None:
    other = make_place(db, cohort=place.group.cohort, mentor=place.mentor)
    log(db, place)
    refused(Overlapping, db, other, mode="remote")
    assert log(db, other, mode="recording").week == 1


def test_a_correction_may_overlap_what_it_corrects(db: Session, place: Accompaniment) -> None:
    log(db, place)
    assert log(db, place, started_at=FIRST + timedelta(minutes=5)).revision == 2


def test_only_the_newest_version_of_a_log_takes_its_time(db: Session, place: Accompaniment) -> None:
    other = make_place(db, cohort=place.group.cohort, mentor=place.mentor)
    log(db, place)
    log(db, place, started_at=FIRST + timedelta(hours=1))
    assert log(db, other).week == 1


def test_the_weeks_follow_each_other_in_time(db: Session, place: Accompaniment) -> None:
    log(db, place, 2)
    refused(OutOfOrder, db, place, 1, started_at=meeting(3))
    refused(OutOfOrder, db, place, 3, started_at=meeting(1))
    assert log(db, place, 1).week == 1


def test_one_check_in_a_calendar_week_counts(db: Session, place: Accompaniment) -> None:
    log(db, place)
    refused(SameWeek, db, place, 2, started_at=FIRST + timedelta(days=5))
    assert log(db, place, 2, started_at=FIRST + timedelta(days=6)).week == 2


def test_an_attested_week_is_not_logged_again(db: Session, place: Accompaniment) -> None:
    attest(db, log(db, place))
    refused(AlreadyAttested, db, place)


def test_a_further_check_in_waits_until_the_weeks_before_it_are_attested(db: Session, place: Accompaniment) -> None:
    practise(db, place, 20, 20, 20)
    fourth = log(db, place, 4)
    refused(NotYetFurther, db, place, 5)
    attest(db, fourth, 20)
    refused(NotYetFurther, db, place, 6)
    assert attest(db, log(db, place, 5)).week == 5
    assert attest(db, log(db, place, 6)).week == 6
