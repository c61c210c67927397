"""The audit trail: whatever is changed, cut, swapped or slipped in is found; no line tells of what did not happen."""

from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from courses.actions import complete_activity
from registry.actions import AlreadyRegistered, record, register_person
from registry.db import Database, writing
from registry.models import Event, Person, TrailHead
from registry.queries import broken_line
from registry.trail import ORIGIN, Line, first_broken
from tests.factories import NOW, make_person
from tests.short_road import READING, Walker

DETAIL = st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8), max_size=3)
LINES = st.lists(
    st.builds(
        Line,
        at=st.integers(0, 10**9).map(lambda seconds: NOW + timedelta(seconds=seconds)),
        actor_id=st.none() | st.integers(1, 9),
        action=st.sampled_from(["issue", "revoke", "grade"]),
        subject=st.sampled_from(["certificate:1", "person:2"]),
        detail=DETAIL,
    ),
    min_size=1,
    max_size=8,
)
Entry = tuple[Line, str, str]


def chained(lines: list[Line]) -> list[Entry]:
    """Return the lines as they are stored."""
    entries: list[Entry] = []
    for line in lines:
        previous = entries[-1][2] if entries else ORIGIN
        entries.append((line, previous, line.digest(previous)))
    return entries


def head(entries: list[Entry]) -> str:
    return entries[-1][2] if entries else ORIGIN


@given(lines=LINES)
def test_a_trail_that_nobody_touched_is_whole(lines: list[Line]) -> None:
    entries = chained(lines)
    assert first_broken(entries, head(entries)) is None


@given(lines=LINES, data=st.data())
def test_a_changed_line_is_found_where_it_stands(lines: list[Line], data: st.DataObject) -> None:
    entries = chained(lines)
    at = data.draw(st.integers(0, len(entries) - 1))
    line, previous, digest = entries[at]
    other = data.draw(
        st.sampled_from(
            [
                replace(line, at=line.at + timedelta(microseconds=1)),
                replace(line, actor_id=(line.actor_id or 0) + 1),
                replace(line, action=line.action + " "),
                replace(line, subject="person:3"),
                replace(line, detail={**line.detail, "points": 30}),
            ]
        )
    )
    touched = [*entries[:at], (other, previous, digest), *entries[at + 1 :]]
    assert first_broken(touched, head(entries)) == at + 1
    forged = [*entries[:at], (other, previous, other.digest(previous)), *entries[at + 1 :]]
    assert first_broken(forged, head(entries)) == at + 2, "with its own hash made anew, the line after it does not fit"


@given(lines=LINES, data=st.data())
def test_a_line_that_is_gone_is_missed_where_it_stood(lines: list[Line], data: st.DataObject) -> None:
    entries = chained(lines)
    at = data.draw(st.integers(0, len(entries) - 1))
    assert first_broken([*entries[:at], *entries[at + 1 :]], head(entries)) == at + 1
    assert first_broken(entries[:at], head(entries)) == at + 1


@given(lines=LINES.filter(lambda lines: len(lines) > 1), data=st.data())
def test_lines_that_changed_places_are_found(lines: list[Line], data: st.DataObject) -> None:
    entries = chained(lines)
    first, second = sorted(data.draw(st.sets(st.integers(0, len(entries) - 1), min_size=2, max_size=2)))
    swapped = list(entries)
    swapped[first], swapped[second] = entries[second], entries[first]
    assert first_broken(swapped, head(entries)) == first + 1


@given(lines=LINES, extra=LINES, data=st.data())
def test_a_line_that_was_slipped_in_is_found(lines: list[Line], extra: list[Line], data: st.DataObject) -> None:
    entries = chained(lines)
    at = data.draw(st.integers(0, len(entries)))
    previous = head(entries[:at])
    slipped = (extra[0], previous, extra[0].digest(previous))
    assert first_broken([*entries[:at], slipped, *entries[at:]], head(entries)) in (at + 1, at + 2)


def lift_the_guard(db: Session) -> None:
    """Do what only somebody with every right over the database can: switch its own rules off."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        for deed in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER event_is_fact_{deed}"))


@pytest.fixture
def told(db: Session) -> Session:
    """Give a database whose trail has five lines, one a transaction, and no guard."""
    for number in range(5):
        record(db, "note", f"person:{number}", actor_id=number, now=NOW + timedelta(seconds=number), number=number)
        db.commit()
    lift_the_guard(db)
    return db


@pytest.mark.parametrize(
    "values",
    [
        {"at": NOW - timedelta(days=1)},
        {"actor_id": None},
        {"action": "issue"},
        {"subject": "person:99"},
        {"detail": {}},
        {"previous": "f" * 64},
        {"hash": "f" * 64},
    ],
    ids=lambda values: next(iter(values)),
)
def test_every_column_of_a_stored_line_is_covered(told: Session, values: dict[str, Any]) -> None:
    told.execute(update(Event).where(Event.id == 3).values(values).execution_options(synchronize_session=False))
    told.expire_all()
    assert broken_line(told) == 3


def test_a_stored_line_that_is_deleted_slipped_in_or_cut_is_found(told: Session) -> None:
    told.execute(text("DELETE FROM event WHERE id = 5"))
    assert broken_line(told) == 5
    told.execute(text("DELETE FROM event WHERE id = 2"))
    assert broken_line(told) == 2
    values = {"at": NOW, "action": "issue", "subject": "certificate:1", "detail": {}, "previous": "x", "hash": "y"}
    told.execute(insert(Event).values(id=2, **values))
    assert broken_line(told) == 2


def test_a_head_that_was_set_back_is_found(told: Session) -> None:
    told.execute(update(TrailHead).values(hash=ORIGIN))
    assert broken_line(told) == 6


def test_an_empty_trail_is_whole_and_one_that_was_emptied_is_not(db: Session) -> None:
    assert broken_line(db) is None
    make_person(db)
    db.commit()
    lift_the_guard(db)
    db.execute(text("DELETE FROM event"))
    assert broken_line(db) == 1


def lines(db: Session) -> list[str]:
    return list(db.scalars(select(Event.action).order_by(Event.id)))


def test_a_deed_and_its_line_are_one_transaction(database: Database) -> None:
    with database.session() as db:
        register_person(db, "ana@example.org", "Ana", now=NOW)
        before = writing.set(False)
        with database.session() as beside:
            assert lines(beside) == [], "nothing is told before it is done"
        writing.reset(before)
        db.commit()
    with database.session() as db:
        assert lines(db) == ["register-person"]


def test_a_deed_that_is_taken_back_is_not_told(database: Database) -> None:
    with database.session() as db:
        walker = Walker.begin(db)
        complete_activity(db, walker.id, READING.id, {}, {}, now=NOW)
        db.rollback()
        make_person(db)
        db.commit()
        assert lines(db) == ["register-person"]
        assert len(db.scalars(select(Person)).all()) == 1


def test_a_line_that_cannot_be_written_undoes_its_deed(database: Database) -> None:
    with database.session() as db:
        db.execute(text("ALTER TABLE event RENAME TO away"))
        db.commit()
        register_person(db, "ana@example.org", "Ana", now=NOW)
        with pytest.raises(Exception, match="event"):
            db.commit()
        db.rollback()
        db.execute(text("ALTER TABLE away RENAME TO event"))
        db.commit()
        assert db.scalars(select(Person)).all() == []
        assert broken_line(db) is None


def test_a_refused_deed_inside_a_transaction_leaves_the_lines_around_it(database: Database) -> None:
    with database.session() as db:
        register_person(db, "ana@example.org", "Ana", now=NOW)
        with pytest.raises(AlreadyRegistered):
            register_person(db, "ana@example.org", "Ana", now=NOW)
        db.commit()
        assert lines(db) == ["register-person"]
        assert broken_line(db) is None


def test_one_session_that_commits_again_and_again_beside_another_keeps_the_chain(database: Database) -> None:
    with database.session() as one, database.session() as other:
        kept = []
        for number in range(3):
            for db in (one, other):
                record(db, "note", f"person:{number}", actor_id=None, now=NOW)
                db.commit()
                kept.append(db.scalars(select(TrailHead)).one())
                db.commit()
        assert broken_line(one) is None


def test_a_moment_of_any_zone_stays_whole(db: Session) -> None:
    for hours in (-11, 0, 5.75, 14):
        zone = timezone(timedelta(hours=hours))
        record(db, "note", "person:1", actor_id=None, now=NOW.astimezone(zone))
    db.commit()
    db.expire_all()
    assert broken_line(db) is None
