from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from courses.actions import complete_activity, take_turn
from courses.queries import active_seconds, answered_so_far, completed
from tests.factories import NOW, make_enrolment

SCENES = "7.5.P"


def test_turns_keep_what_was_answered_and_complete_nothing(db: Session) -> None:
    place = make_enrolment(db)
    assert answered_so_far(db, place.id, SCENES) == {}
    take_turn(db, place.id, SCENES, {"s1": "0"}, now=NOW)
    take_turn(db, place.id, SCENES, {"s1": "0", "s2": "1"}, now=NOW)
    assert answered_so_far(db, place.id, SCENES) == {"s1": "0", "s2": "1"}
    assert completed(db, [place.id])[place.id] == frozenset()


def test_a_turn_proves_time_as_an_answer_does(db: Session) -> None:
    place = make_enrolment(db)
    take_turn(db, place.id, SCENES, {"s1": "0"}, opened_at=NOW, now=NOW + timedelta(seconds=50))
    assert active_seconds(db, [place.id])[place.id] == {SCENES: 50}


def test_after_a_completion_the_next_attempt_begins_empty(db: Session) -> None:
    place = make_enrolment(db)
    take_turn(db, place.id, SCENES, {"s1": "0"}, now=NOW)
    complete_activity(db, place.id, SCENES, {"s1": "0", "s2": "1"}, {}, now=NOW)
    assert answered_so_far(db, place.id, SCENES) == {}
    again = take_turn(db, place.id, SCENES, {"s1": "2"}, now=NOW)
    assert (again.attempt, again.number) == (2, 1)
    assert answered_so_far(db, place.id, SCENES) == {"s1": "2"}


def test_another_trainee_and_another_activity_see_nothing_of_it(db: Session) -> None:
    place, other = make_enrolment(db), make_enrolment(db)
    take_turn(db, place.id, SCENES, {"s1": "0"}, now=NOW)
    assert answered_so_far(db, other.id, SCENES) == {}
    assert answered_so_far(db, place.id, "6.2.P") == {}


def test_a_turn_once_taken_stays(db: Session) -> None:
    take_turn(db, make_enrolment(db).id, SCENES, {"s1": "0"}, now=NOW)
    db.commit()
    with pytest.raises(DatabaseError, match="holds facts"):
        db.execute(text("DELETE FROM turn"))
