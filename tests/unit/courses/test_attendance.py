from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session as Transaction

from courses.actions import complete_activity, correct_attendance, open_meeting, record_beat, sign, tell
from courses.attendance import Piece, Planned, Span, code_at, done, pieces, presence, takes
from courses.credit import Evidence
from courses.models import Enrolment, Meeting
from courses.outline import Activity, Kind
from courses.queries import attendances, attended, meetings_in, tallies
from courses.refusals import (
    AlreadyCorrected,
    AlreadyOpened,
    AlreadySigned,
    AlreadyTold,
    MeetingClosed,
    OutOfOrder,
    OwnAttendance,
    SomebodySigned,
    SuperiorMayNotRule,
    UnknownNotice,
    WrongCode,
)
from courses.sessions import Session
from registry.models import LineAuthority, Person, Role
from tests.factories import NOW, make_cohort, make_enrolment, make_member

READING = Activity("2.1.R", Kind.READING, "M2", "2.1", "Anatomy", 10)
EXERCISE = Activity("E01", Kind.EXERCISE, "M2", "M2", "The sentence", 10)
CARDS = Activity("2.2.P", Kind.PRACTICE, "M2", "2.2", "Cards", 20)
SESSION = Session("S1", "The morning", (READING, EXERCISE, CARDS), {"E01": 10})
PLAN = [Planned("2.1.R", "R", 0, 10), Planned("E01", "X", 10, 10), Planned("2.2.P", "P", 30, 20)]


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def there(*minutes: float) -> list[Span]:
    return [(at(came), at(left)) for came, left in zip(minutes[::2], minutes[1::2], strict=True)]


def counted(*minutes: float, taken: list[Span] | None = None) -> list[tuple[str, float, float]]:
    """Return what these stretches count: activity, from which minute, how many minutes."""
    found = pieces(PLAN, NOW, there(*minutes), taken or [])
    return [(one.activity, (one.begins - NOW).total_seconds() / 60, one.seconds / 60) for one in found]


def test_who_was_there_all_the_time_is_credited_with_the_plan_without_its_breaks() -> None:
    assert counted(-20, 90) == [("2.1.R", 0, 10), ("E01", 10, 10), ("2.2.P", 30, 20)]
    assert done(PLAN, NOW, there(-20, 90)) == ["2.1.R", "2.2.P"]


def test_who_came_late_or_left_early_is_credited_with_the_minutes_between() -> None:
    assert counted(4, 35) == [("2.1.R", 4, 6), ("E01", 10, 10), ("2.2.P", 30, 5)]
    assert done(PLAN, NOW, there(2, 46)) == ["2.1.R", "2.2.P"]
    assert done(PLAN, NOW, there(2.1, 45.9)) == []


def test_who_went_out_and_came_back_is_credited_with_both_stretches() -> None:
    assert counted(0, 5, 8, 12) == [("2.1.R", 0, 5), ("2.1.R", 8, 2), ("E01", 10, 2)]


def test_no_minute_counts_that_counts_elsewhere() -> None:
    assert counted(0, 20, taken=there(2, 4, 3, 6, 18, 40)) == [("2.1.R", 0, 2), ("2.1.R", 6, 4), ("E01", 10, 8)]
    assert counted(0, 20, taken=there(-5, 25)) == []


def test_signatures_enclose_stretches_and_an_open_one_is_none_yet() -> None:
    signed = [("in", at(0)), ("in", at(1)), ("out", at(5)), ("out", at(6)), ("in", at(8))]
    assert presence(signed) == there(0, 5)
    back = [("in", at(10)), ("out", at(20)), ("in", at(5)), ("out", at(15))]
    assert presence(back) == there(5, 20), "a clock that was set back makes no stretch count twice"


def test_a_code_is_taken_while_it_is_shown_and_a_little_longer() -> None:
    code = code_at("secret", NOW)
    assert takes("secret", f" {code[:3].lower()} {code[3:]} ", NOW + timedelta(minutes=9))
    assert not takes("secret", code, NOW + timedelta(minutes=11))
    assert not takes("another", code, NOW)
    assert not takes("secret", "ßÄ", NOW)


@pytest.fixture
def place(db: Transaction) -> Enrolment:
    return make_enrolment(db, make_cohort(db))


@pytest.fixture
def marta(db: Transaction, place: Enrolment) -> Person:
    return make_member(db, place.cohort, Role.INSTRUCTOR)


@pytest.fixture
def meeting(db: Transaction, place: Enrolment, marta: Person) -> Meeting:
    return open_meeting(db, place.cohort_id, SESSION, "in-person", marta.id, NOW, now=at(-60))


def signs(db: Transaction, meeting: Meeting, place: Enrolment, *minutes: float) -> None:
    """Let a trainee come and leave in turn by the code of the room."""
    for number, minute in enumerate(minutes):
        code, way = code_at(meeting.secret, at(minute)), ("in", "out")[number % 2]
        sign(db, meeting, place.id, way, code=code, now=at(minute))


def minutes(db: Transaction, place: Enrolment) -> dict[str, float]:
    """Return the active and the credited minutes by activity."""
    ledger = tallies(db, [place.id])[place.id].ledger(SESSION.activities)
    return {one.activity.id: one.active / 60 for one in ledger.credits if one.active}


def test_minutes_count_when_leaving_is_signed_and_complete_what_is_done_in_a_room(
    db: Transaction, place: Enrolment, meeting: Meeting
) -> None:
    signs(db, meeting, place, -5)
    assert minutes(db, place) == {}
    sign(db, meeting, place.id, "out", code=code_at(meeting.secret, at(52)), now=at(52))
    assert minutes(db, place) == {"2.1.R": 10, "E01": 10, "2.2.P": 20}
    tally = tallies(db, [place.id])[place.id]
    assert tally.done == {"2.1.R", "2.2.P"}
    assert tally.ledger(SESSION.activities).credited_minutes == 30
    assert tally.ledger(SESSION.activities).attended_minutes == 40
    assert tallies(db, [place.id], until={place.id: at(40)})[place.id].done == set()


def test_work_on_a_page_in_the_room_is_no_work_that_is_made_up(
    db: Transaction, place: Enrolment, meeting: Meeting
) -> None:
    signs(db, meeting, place, 0)
    for minute in (12, 13, 14, 15):
        record_beat(db, place.id, "E01", Evidence.HEARTBEAT, now=at(minute))
    sign(db, meeting, place.id, "out", code=code_at(meeting.secret, at(16)), now=at(16))
    for minute in (60, 61, 62):
        record_beat(db, place.id, "E01", Evidence.HEARTBEAT, now=at(minute))
    complete_activity(db, place.id, "E01", {}, {}, now=at(62))
    (credit,) = tallies(db, [place.id])[place.id].ledger([EXERCISE]).credits
    assert (credit.attended, credit.present, credit.made_up) == (180, 360, 120)


def test_who_comes_back_is_counted_anew_and_not_twice(db: Transaction, place: Enrolment, meeting: Meeting) -> None:
    signs(db, meeting, place, 0, 15, 30, 50)
    assert minutes(db, place) == {"2.1.R": 10, "E01": 5, "2.2.P": 20}
    assert [one.number for one in attendances(db, meeting.id)[place.id]] == [1, 2]


def test_work_on_a_page_during_the_meeting_counts_once(db: Transaction, place: Enrolment, meeting: Meeting) -> None:
    signs(db, meeting, place, 0)
    for half in range(20, 31):
        kind = Evidence.OPENED if half == 20 else Evidence.HEARTBEAT
        record_beat(db, place.id, "E01", kind, now=at(half / 2))
    sign(db, meeting, place.id, "out", code=code_at(meeting.secret, at(50)), now=at(50))
    assert minutes(db, place) == {"2.1.R": 10, "E01": 10, "2.2.P": 20}
    (standing,) = attended(db, place.id)
    assert Piece("E01", at(15), 300) in standing.pieces
    assert record_beat(db, place.id, "E01", Evidence.ANSWER, opened_at=at(45), now=at(51)) == 60


def test_two_meetings_at_once_count_once(db: Transaction, place: Enrolment, marta: Person, meeting: Meeting) -> None:
    other = open_meeting(db, place.cohort_id, SESSION, "remote", marta.id, at(5), now=at(-60))
    signs(db, meeting, place, 0)
    signs(db, other, place, 0, 60)
    sign(db, meeting, place.id, "out", code=code_at(meeting.secret, at(60)), now=at(60))
    assert sum(minutes(db, place).values()) == 50


def test_only_the_code_of_the_moment_signs_and_only_what_comes_next(
    db: Transaction, place: Enrolment, meeting: Meeting
) -> None:
    with pytest.raises(WrongCode):
        sign(db, meeting, place.id, "in", code="ABCDEF", now=NOW)
    with pytest.raises(AlreadySigned):
        sign(db, meeting, place.id, "out", code=code_at(meeting.secret, NOW), now=NOW)
    for minute in (-31, 111):
        with pytest.raises(MeetingClosed):
            signs(db, meeting, place, minute)
    signs(db, meeting, place, 0)
    with pytest.raises(AlreadySigned):
        signs(db, meeting, place, 1)


def test_an_instructor_signs_for_others_but_not_for_themselves_nor_for_those_below(
    db: Transaction, place: Enrolment, meeting: Meeting, marta: Person
) -> None:
    sign(db, meeting, place.id, "in", actor_id=marta.id, now=NOW)
    with pytest.raises(OwnAttendance):
        sign(db, meeting, place.id, "out", actor_id=place.person_id, now=NOW)
    db.add(LineAuthority(superior_id=marta.id, subordinate_id=place.person_id))
    db.flush()
    with pytest.raises(SuperiorMayNotRule):
        sign(db, meeting, place.id, "out", actor_id=marta.id, now=NOW)
    with pytest.raises(SuperiorMayNotRule):
        correct_attendance(db, meeting, place.id, None, "They told me they were ill.", marta.id, now=at(60))


def test_a_correction_stands_in_place_of_what_was_signed_and_closes_the_list_for_them(
    db: Transaction, place: Enrolment, meeting: Meeting, marta: Person
) -> None:
    signs(db, meeting, place, 0)
    reason = "Forgot to sign out; I saw her go at ten to ten."
    correct_attendance(db, meeting, place.id, (at(0), at(45)), reason, marta.id, now=at(70))
    assert minutes(db, place) == {"2.1.R": 10, "E01": 10, "2.2.P": 15}
    with pytest.raises(AlreadyCorrected):
        sign(db, meeting, place.id, "out", code=code_at(meeting.secret, at(71)), now=at(71))
    correct_attendance(db, meeting, place.id, None, "It was somebody else who signed.", marta.id, now=at(80))
    assert minutes(db, place) == {}
    assert attendances(db, meeting.id)[place.id][0].reason == reason
    for span in ((at(10), at(10)), (at(10), at(90))):
        with pytest.raises(OutOfOrder):
            correct_attendance(db, meeting, place.id, span, "The list on paper says so.", marta.id, now=at(80))


def test_a_meeting_begins_when_that_is_told_and_once(
    db: Transaction, place: Enrolment, meeting: Meeting, marta: Person
) -> None:
    with pytest.raises(UnknownNotice):
        tell(db, meeting, "postponed", marta.id, now=NOW)
    with pytest.raises(MeetingClosed):
        tell(db, meeting, "begun", marta.id, now=at(-40))
    signs(db, meeting, place, 7)
    tell(db, meeting, "begun", marta.id, now=at(8))
    with pytest.raises(AlreadyTold):
        tell(db, meeting, "called-off", marta.id, now=at(9))
    sign(db, meeting, place.id, "out", code=code_at(meeting.secret, at(58)), now=at(58))
    assert minutes(db, place) == {"2.1.R": 10, "E01": 10, "2.2.P": 20}


def test_a_meeting_is_called_off_while_nobody_has_signed(
    db: Transaction, place: Enrolment, meeting: Meeting, marta: Person
) -> None:
    tell(db, meeting, "called-off", marta.id, now=at(-10))
    with pytest.raises(MeetingClosed):
        signs(db, meeting, place, 0)
    other = open_meeting(db, place.cohort_id, SESSION, "remote", marta.id, at(5), now=at(-60))
    signs(db, other, place, 5)
    with pytest.raises(SomebodySigned):
        tell(db, other, "called-off", marta.id, now=at(6))
    sign(db, other, place.id, "out", code=code_at(other.secret, at(7)), now=at(7))
    with pytest.raises(SomebodySigned):
        tell(db, other, "begun", marta.id, now=at(8))


def test_a_session_is_opened_once_for_a_cohort_and_a_moment(
    db: Transaction, place: Enrolment, meeting: Meeting, marta: Person
) -> None:
    with pytest.raises(AlreadyOpened):
        open_meeting(db, place.cohort_id, SESSION, "remote", marta.id, NOW, now=NOW)
    assert meetings_in(db, [place.cohort_id], since=at(-1)) == [meeting]
    assert (meeting.lasts, meeting.ends_at) == (50, at(50))
