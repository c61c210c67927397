from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from registry.actions import (
    INVITATION,
    RESET,
    AlreadyRegistered,
    LinkSpent,
    make_link,
    name_superior,
    register_person,
    sign_in,
    spend_link,
    token_hash,
)
from registry.db import Database
from registry.models import Role
from registry.passwords import password_matches
from registry.queries import broken_line, is_superior, presence
from tests.factories import NOW, PASSWORD, make_cohort, make_member, make_person


def test_an_address_is_registered_once_however_it_is_capitalised(db: Session) -> None:
    register_person(db, "Ana@Example.org ", "Ana", now=NOW)
    with pytest.raises(AlreadyRegistered):
        register_person(db, "ana@example.ORG", "Another Ana", now=NOW)


def test_a_link_sets_the_password_once(db: Session) -> None:
    person = make_person(db)
    token = make_link(db, person, INVITATION, now=NOW)
    spend_link(db, token, INVITATION, PASSWORD, now=NOW)
    assert password_matches(PASSWORD, person.password_hash)
    with pytest.raises(LinkSpent):
        spend_link(db, token, INVITATION, "another long password", now=NOW)


def test_only_the_newest_reset_link_opens_and_only_for_ten_minutes(db: Session) -> None:
    person = make_person(db)
    old = make_link(db, person, RESET, now=NOW)
    new = make_link(db, person, RESET, now=NOW)
    for token, moment in ((old, NOW), (new, NOW + timedelta(minutes=10)), ("\ud800", NOW)):
        with pytest.raises(LinkSpent):
            spend_link(db, token, RESET, PASSWORD, now=moment)
    assert spend_link(db, new, RESET, PASSWORD, now=NOW + timedelta(minutes=9)) is person


def test_a_new_password_ends_every_sign_in(db: Session) -> None:
    person = make_person(db, password=PASSWORD)
    token = sign_in(db, person, now=NOW)
    assert presence(db, token_hash(token)) is not None
    spend_link(db, make_link(db, person, RESET, now=NOW), RESET, PASSWORD, now=NOW)
    assert presence(db, token_hash(token)) is None


def test_a_presence_carries_the_rights_of_each_cohort(db: Session) -> None:
    cohort, other = make_cohort(db), make_cohort(db)
    mentor = make_member(db, cohort, Role.MENTOR)
    seen = presence(db, token_hash(sign_in(db, mentor, now=NOW)))
    assert seen is not None
    assert seen.has(Role.MENTOR, cohort.id)
    assert not seen.has(Role.MENTOR, other.id)
    assert not seen.has(Role.INSTRUCTOR)


def test_line_authority_reaches_through_the_ranks(db: Session) -> None:
    top, middle, low = (make_person(db) for _ in range(3))
    name_superior(db, top, middle, now=NOW)
    name_superior(db, middle, low, now=NOW)
    assert is_superior(db, top.id, low.id)
    assert not is_superior(db, low.id, top.id)


def lift_the_guard(db: Session) -> None:
    """Do what only somebody with every right over the database can: switch its own rules off."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        db.execute(text("DROP TRIGGER event_is_fact_update"))
        db.execute(text("DROP TRIGGER event_is_fact_delete"))


def test_the_trail_is_whole_after_commits_and_broken_by_any_change(db: Session) -> None:
    for _ in range(3):
        make_person(db)
        db.commit()
    assert broken_line(db) is None
    lift_the_guard(db)
    db.execute(text("UPDATE event SET subject = 'person:99' WHERE id = 2"))
    assert broken_line(db) == 2


def test_a_line_cut_from_the_end_of_the_trail_is_missed(db: Session) -> None:
    for _ in range(3):
        make_person(db)
    db.commit()
    lift_the_guard(db)
    db.execute(text("DELETE FROM event WHERE id = 3"))
    assert broken_line(db) == 3


def test_a_transaction_that_is_rolled_back_leaves_no_line(db: Session) -> None:
    make_person(db)
    db.rollback()
    make_person(db)
    db.commit()
    assert db.execute(text("SELECT count(*) FROM event")).scalar() == 1


def test_a_session_that_only_reads_refuses_to_write(database: Database) -> None:
    with database.reading() as db, pytest.raises(RuntimeError, match="writes nothing"):
        make_person(db)
