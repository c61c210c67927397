from datetime import timedelta

from sqlalchemy import event
from sqlalchemy.orm import Session

from courses.actions import complete_activity, record_beat
from courses.credit import Evidence, Sitting, ledger, sittings
from courses.outline import Activity, Kind
from courses.queries import events_of, tallies
from tests.factories import NOW, make_enrolment

READING = Activity("2.1.R", Kind.READING, "M2", "2.1", "Anatomy", 5)
QUIZ = Activity("M2.Q", Kind.QUIZ, "M2", "Q", "Quiz", 10)


def test_a_tally_holds_what_is_stored_of_each_enrolment_in_one_query(db: Session) -> None:
    place, other = make_enrolment(db), make_enrolment(db)
    record_beat(db, place.id, "2.1.R", Evidence.OPENED, now=NOW)
    record_beat(db, place.id, "2.1.R", Evidence.HEARTBEAT, paragraph=3, now=NOW + timedelta(seconds=30))
    record_beat(db, place.id, "2.1.R", Evidence.HEARTBEAT, paragraph=7, now=NOW + timedelta(seconds=60))
    complete_activity(db, place.id, "2.2.R", {}, {}, now=NOW + timedelta(seconds=90))
    asked: list[str] = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda _c, _k, statement, *_rest: asked.append(statement))
    found = tallies(db, [place.id, other.id])
    assert len(asked) == 1
    assert found[place.id].active == {"2.1.R": 60, "2.2.R": 30}
    assert found[place.id].done == {"2.2.R"}
    assert found[place.id].touched == "2.2.R"
    assert found[place.id].paragraphs == {"2.1.R": 7}
    assert (found[other.id].active, found[other.id].touched) == ({}, None)
    assert tallies(db, []) == {}


def test_opening_a_page_again_does_not_forget_where_somebody_was(db: Session) -> None:
    place = make_enrolment(db)
    record_beat(db, place.id, "2.1.R", Evidence.HEARTBEAT, paragraph=7, now=NOW)
    record_beat(db, place.id, "2.1.R", Evidence.OPENED, now=NOW + timedelta(hours=1))
    assert tallies(db, [place.id])[place.id].paragraphs == {"2.1.R": 7}


def test_a_ledger_is_told_by_type_and_says_what_is_left() -> None:
    whole = ledger([READING, QUIZ], {"2.1.R": 240, "M2.Q": 900}, {"2.1.R", "M2.Q"})
    assert whole.of_kind(Kind.READING).credited_minutes == 4
    assert whole.of_kind(Kind.QUIZ).left_minutes == 0
    assert whole.of_kind(Kind.PRACTICE).planned_minutes == 0
    assert ledger([READING, QUIZ], {"2.1.R": 240}, {"2.1.R"}).left_minutes == 11


def test_events_add_up_to_sittings_that_a_long_silence_parts(db: Session) -> None:
    place = make_enrolment(db)
    for second in (0, 30, 60, 4000, 4030):
        kind = Evidence.OPENED if second in {0, 4000} else Evidence.HEARTBEAT
        record_beat(db, place.id, "2.1.R", kind, now=NOW + timedelta(seconds=second))
    later = NOW + timedelta(seconds=4000)
    assert sittings(events_of(db, place.id, "2.1.R")) == [
        Sitting(NOW, NOW + timedelta(seconds=60), 3, 60),
        Sitting(later, later + timedelta(seconds=30), 2, 30),
    ]


def test_an_answer_without_signs_of_life_is_a_sitting_of_what_it_proves(db: Session) -> None:
    place = make_enrolment(db)
    complete_activity(db, place.id, "2.1.R", {}, {}, opened_at=NOW, now=NOW + timedelta(minutes=20))
    assert sittings(events_of(db, place.id, "2.1.R")) == [
        Sitting(NOW + timedelta(minutes=17), NOW + timedelta(minutes=20), 1, 180)
    ]
