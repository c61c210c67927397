"""Scoring oneself by pages alone: model and rubric side by side, one revision, and the tenth that is drawn."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from academy.campus import Campus
from assessments.models import Submission
from assessments.scoring import is_drawn
from courses.models import Enrolment
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.assessed.people import People
from tests.journeys.walks import grade_everything, typed

HIGH = {"level-D": "3", "level-K": "3"}


@pytest.fixture
def ana(people: People, database: Database) -> Visitor:
    with database.session.begin() as db:
        db.get_one(Enrolment, people.enrolment_id).rules = "own-1"
    return people.ana()


def send(ana: Visitor, campus: Campus, database: Database, clock: Clock, name: str = "E91", *, drawn: bool) -> None:
    """Send a version at a moment whose lot is known."""
    with database.session() as db:
        number = (db.scalar(select(func.max(Submission.id))) or 0) + 1
    while is_drawn(number, clock.now) is not drawn:
        clock.now += timedelta(microseconds=1)
    words = {**typed(campus.catalogue.exercises[name]), "parts-0": f"Version {number}.", "send": "1"}
    ana.open(f"/exercises/{name}").submit(words, holding="version")


def test_the_trainee_scores_beside_the_model_and_may_revise_once(
    ana: Visitor, people: People, campus: Campus, database: Database, clock: Clock
) -> None:
    assert ana.open("/exercises/E91").sees("scored by yourself")
    send(ana, campus, database, clock, drawn=False)
    for words in ("Now score it yourself", "Two stations hold 80% already", "“Buy 6 scanners”", "The critic said"):
        assert ana.sees(words), words
    assert ana.open("/exercises").sees("To be scored by you")
    ana.open("/exercises/E91").follow("Score it by the rubric")
    ana.submit({"level-D": "1"}, action="/score", status=422)
    assert ana.sees("1 level is missing")
    ana.submit({"level-D": "1", "level-K": "1"}, action="/score")
    assert ana.sees("Own score: 10 of 30 points")
    ana.follow("Write the next version")
    send(ana, campus, database, clock, drawn=False)
    ana.submit(HIGH, action="/score")
    assert ana.sees("Own score: 30 of 30 points")
    assert not ana.sees("Revise it once more")
    assert people.marta().open("/teach").sees("Nothing is waiting")


def test_a_drawn_version_waits_for_the_instructor_who_does_not_see_the_own_score_first(
    ana: Visitor, people: People, campus: Campus, database: Database, clock: Clock
) -> None:
    send(ana, campus, database, clock, drawn=True)
    assert not ana.sees("this one was"), "nobody knows the lot before scoring"
    ana.submit(HIGH, action="/score")
    assert ana.sees("One in ten is drawn to be graded again, and this one was.")
    assert ana.open("/exercises").sees("Waiting for a grade")
    marta = people.marta().open("/teach")
    assert marta.sees("drawn from own scores")
    assert not marta.follow("Grade").sees("Own score")
    marta.submit({"level-D": "1", "level-K": "1", "note": "Read the phrase again."}, holding="note")
    ana.open("/exercises/E91").follow("See the feedback")
    assert ana.sees("Own score: 30 of 30 points")
    assert ana.sees("Read the phrase again.")
    assert ana.open("/exercises").sees("To be revised")
    assert ana.open("/exercises/E91").sees("Send to the instructor")


def test_a_certificate_counts_own_scores_where_its_rules_do_and_an_instructors_for_the_gate(
    ana: Visitor, people: People, campus: Campus, database: Database, clock: Clock
) -> None:
    for name, levels in (("E91", HIGH), ("E92", {"level-D": "3", "level-I": "3"})):
        send(ana, campus, database, clock, name, drawn=False)
        ana.submit(levels, action="/score")
    assert ana.open("/certificates").sees("by own score: 2 of 2")
    assert ana.sees("graded by an instructor: 0 of 1")
    send(ana, campus, database, clock, "E94", drawn=False)
    assert ana.sees("Waiting for a grade")
    grade_everything(people.marta(), clock)
    assert people.ana().open("/certificates").sees("Valid")


def test_nobody_scores_the_version_of_somebody_else(
    ana: Visitor, people: People, campus: Campus, database: Database, clock: Clock
) -> None:
    send(ana, campus, database, clock, drawn=False)
    path = ana.path
    people.marta().open(path, status=403)
