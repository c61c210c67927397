"""Two last facts that arrive together issue each document exactly once.

These races need two writers at once, which only PostgreSQL has (`python -m tests.postgres`). SQLite runs them as a
sequence: there they show that the order does not matter, not that the lock holds.
"""

from contextlib import suppress
from datetime import timedelta
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.refusals import AlreadyGraded
from certificates.models import Certificate
from courses.actions import record_beat
from courses.credit import Evidence
from courses.models import Beat
from mentoring.models import CheckIn
from mentoring.refusals import AlreadyAttested
from registry.db import Database
from registry.models import Event
from registry.queries import broken_line
from tests.properties.races import Deed, burst, losers, race, winners
from tests.short_road import READING, Walker
from tests.unit.mentoring.places import attest, log, make_place, practise


def nearly(database: Database, reading_minutes: int = READING.minutes) -> Walker:
    """Walk somebody to where the last grade and the last attestation are missing."""
    with database.session.begin() as db:
        walker = Walker.begin(db)
        walker.learn(reading_minutes)
        place = make_place(db, enrolment=walker.enrolment)
        practise(db, place, 27, 27, 27)
        walker.now = log(db, place, 4).logged_at + timedelta(hours=2)
    return walker


def grade(walker: Walker) -> Deed:
    """Return the deed that adds the last grade."""

    def deed(db: Session) -> None:
        there = walker.elsewhere(db)
        there.grade(there.newest())

    return deed


def attest_last(db: Session) -> None:
    attest(db, db.scalars(select(CheckIn).where(CheckIn.week == 4)).one())


def beat(walker: Walker) -> Deed:
    """Return the deed that adds the last minute."""
    return lambda db: record_beat(db, walker.id, READING.id, Evidence.HEARTBEAT, now=walker.now)


def settle(walker: Walker) -> Deed:
    """Return the deed that issues what is earned."""
    return lambda db: [one.document for one in walker.elsewhere(db).issue()]


def documents(database: Database) -> dict[str, int]:
    """Return how many certificates there are of each document."""
    with database.session() as db:
        query = select(Certificate.document, func.count()).group_by(Certificate.document)
        return {document: int(count) for document, count in db.execute(query)}


def is_whole(database: Database) -> bool:
    """Say whether the audit trail is whole and tells of each certificate once."""
    with database.session() as db:
        told = db.scalars(select(Event.subject).where(Event.action == "issue")).all()
        issued = db.scalars(select(Certificate.id)).all()
        return broken_line(db) is None and sorted(told) == sorted(f"certificate:{one}" for one in issued)


def test_a_last_grade_and_a_last_attestation_together_issue_both_documents_once(database: Database) -> None:
    walker = nearly(database)
    outcomes = race(database, [grade(walker), settle(walker)], [attest_last, settle(walker)])
    assert losers(outcomes) == []
    assert sorted(chain(*winners(outcomes))) == ["foundation", "practice"]
    assert documents(database) == {"foundation": 1, "practice": 1}
    assert is_whole(database)


def test_a_last_grade_and_a_last_minute_together_issue_once(database: Database) -> None:
    walker = nearly(database, reading_minutes=1)
    with database.session.begin() as db:
        last = db.scalar(select(func.max(Beat.at)))
        assert last is not None
        walker.now = last + timedelta(seconds=60)
        assert walker.elsewhere(db).issue() == []
    outcomes = race(database, [grade(walker), settle(walker)], [beat(walker), settle(walker)])
    assert losers(outcomes) == []
    assert documents(database) == {"foundation": 1}
    assert is_whole(database)


def test_two_who_settle_at_once_issue_once_and_neither_is_refused(database: Database) -> None:
    walker = nearly(database)
    with database.session.begin() as db:
        grade(walker)(db)
        attest_last(db)
    outcomes = race(database, [settle(walker)], [settle(walker)])
    assert losers(outcomes) == []
    assert sorted(winners(outcomes)) == [[], ["foundation", "practice"]]
    assert documents(database) == {"foundation": 1, "practice": 1}
    assert is_whole(database)


def test_a_burst_of_last_facts_issues_once(database: Database) -> None:
    walker = nearly(database)
    facts = [grade(walker), attest_last, settle(walker), settle(walker)] * 2

    def deed(number: int) -> None:
        with suppress(AlreadyGraded, AlreadyAttested), database.session.begin() as db:
            facts[number](db)
            settle(walker)(db)

    burst(len(facts), deed)
    assert documents(database) == {"foundation": 1, "practice": 1}
    assert is_whole(database)
