import pytest
from sqlalchemy.orm import Session

from courses.actions import save_note
from courses.queries import note, notes_of, tallies
from courses.refusals import StaleNote
from tests.factories import NOW, make_enrolment


def test_a_note_is_kept_and_changed_by_whoever_saw_its_newest_text(db: Session) -> None:
    place = make_enrolment(db)
    assert save_note(db, place.id, "2.1.R", "Ask Ana about this.", 0, now=NOW).version == 1
    assert save_note(db, place.id, "2.1.R", "Asked.", 1, now=NOW).version == 2
    assert tallies(db, [place.id], noted="2.1.R")[place.id].note == ("Asked.", 2)
    assert tallies(db, [place.id], noted="2.2.R")[place.id].note == ("", 0)


def test_two_windows_cannot_undo_each_other(db: Session) -> None:
    place = make_enrolment(db)
    save_note(db, place.id, "2.1.R", "From the first window", 0, now=NOW)
    with pytest.raises(StaleNote) as refused:
        save_note(db, place.id, "2.1.R", "From the second", 0, now=NOW)
    assert refused.value.stored.text == "From the first window"
    kept = note(db, place.id, "2.1.R")
    assert kept is not None
    assert kept.text == "From the first window"


def test_notes_are_those_of_one_trainee_and_empty_ones_are_not_listed(db: Session) -> None:
    place, other = make_enrolment(db), make_enrolment(db)
    save_note(db, place.id, "2.1.R", "Mine", 0, now=NOW)
    save_note(db, place.id, "2.2.R", "", 0, now=NOW)
    save_note(db, other.id, "2.3.R", "Theirs", 0, now=NOW)
    assert {activity: one.text for activity, one in notes_of(db, place.id).items()} == {"2.1.R": "Mine"}
    assert note(db, other.id, "2.1.R") is None
