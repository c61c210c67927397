"""How many queries a page asks: as many for a full house as for an almost empty one, and never more than its budget."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from academy.campus import Campus
from assessments.actions import ask_hint, save_draft, start_quiz, submit_rewrite
from assessments.exercise import Answer
from courses.actions import complete_activity, record_beat
from courses.credit import Evidence
from courses.models import Enrolment
from mentoring.models import Accompaniment
from registry.db import Database
from registry.models import Person, Role
from tests.factories import NOW, make_enrolment, make_member
from tests.journeys.test_access import address
from tests.journeys.world import World, make_trainee, make_world
from tests.unit.mentoring.places import log

ROLES = ("stranger", "owner", "instructor", "mentor", "assessor", "manager", "administrator")
BUDGET = {
    "/": 0,
    "/capstone/versions/<id:capstone_id>": 7,
    "/certificates": 12,
    "/certificates/<uuid:certificate_id>": 4,
    "/credentials/<uuid:certificate_id>": 1,
    "/credentials/<uuid:certificate_id>/refresh": 1,
    "/exercises": 5,
    "/exercises/<exercise_id>": 5,
    "/learn": 17,
    "/learn/modules/<module_id>": 3,
    "/learn/steps/<activity_id>": 3,
    "/learn/time": 3,
    "/office/certificates": 2,
    "/office/certificates/<uuid:certificate_id>": 3,
    "/office/certificates/renewals": 1,
    "/office/cohorts": 1,
    "/office/critic": 1,
    "/office/critic/cases.jsonl": 2,
    "/office/cohorts/<id:cohort_id>": 14,
    "/teach": 4,
    "/teach/questions": 1,
    "/teach/questions/<quiz_id>": 1,
    "/teach/questions/questions.csv": 1,
    "/teach/scorers": 2,
    "/teach/submissions/<id:submission_id>": 3,
    "/verify": 0,
}
"""The most queries of a page, beside the one that says who is signed in."""
OTHERS = 5
"""The budget of every page without one of its own."""
Counts = dict[tuple[str, str], int]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Note the statements that are sent while the block runs, without those that open and close transactions."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def counted(world: World, database: Database) -> Counts:
    """Return how many queries every page asks for everybody who may see it; strangers see what is public."""
    routes = sorted(
        {
            rule.rule
            for rule in world.app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and rule.endpoint != "static"
        }
    )
    counts: Counts = {}
    for role in ROLES:
        visitor = world.visitor(role)
        for route in routes:
            with statements(database) as sent:
                answer = visitor.client.get(address(world, route), base_url=visitor.base, buffered=True)
            if answer.status_code == 200:
                counts[role, route] = len(sent) - (role != "stranger")
    return counts


def fill(database: Database, campus: Campus, world: World) -> None:
    """Give the cohort four more trainees with everything, twelve more of no great deeds, and the owner much more."""
    with database.session.begin() as db:
        place = db.get_one(Enrolment, world.keys["enrolment_id"])
        people = {role: person_of(db, world, role) for role in ("instructor", "mentor")}
        for number in range(4):
            make_trainee(db, campus, make_enrolment(db, place.cohort, f"Trainee {number}"), **people)
        for number in range(12):
            make_enrolment(db, place.cohort, f"Newcomer {number}")
            make_member(db, place.cohort, Role.INSTRUCTOR, f"Instructor {number}")
        much_more(db, campus, place)


def person_of(db: Session, world: World, role: str) -> Person:
    return db.scalars(select(Person).where(Person.email == world.emails[role])).one()


def much_more(db: Session, campus: Campus, place: Enrolment) -> None:
    """Let somebody learn, draft, send, ask and log a good deal more."""
    now = NOW + timedelta(minutes=5)
    for activity in list(campus.course.activities())[:20]:
        for evidence in (Evidence.OPENED, Evidence.HEARTBEAT):
            now += timedelta(seconds=50)
            record_beat(db, place.id, activity.id, evidence, now=now)
        complete_activity(db, place.id, activity.id, {}, {}, now=now)
    for exercise_id in ("E04", "E05", "E06"):
        exercise = campus.catalogue.exercises[exercise_id]
        ask_hint(db, place.id, exercise, now=now)
        save_draft(db, place.id, exercise_id, Answer(exercise.model), 0, now=now)
        submit_rewrite(db, place.id, exercise, Answer(exercise.model), campus.language, now=now)
    start_quiz(db, place.id, campus.catalogue.quizzes["M3.Q"], now=now)
    accompaniment = db.scalars(select(Accompaniment).where(Accompaniment.enrolment_id == place.id)).one()
    for week in (2, 3):
        began = NOW + timedelta(days=7 * (week - 1) - 1)
        log(db, accompaniment, week, started_at=began)


@pytest.fixture
def world(app: Flask, database: Database) -> World:
    return make_world(app, database)


def test_a_full_house_asks_no_more_than_an_empty_one_and_no_page_exceeds_its_budget(
    world: World, database: Database, loaded: Campus
) -> None:
    few = counted(world, database)
    fill(database, loaded, world)
    many = counted(world, database)
    assert {page: (few.get(page), many[page]) for page in many if few.get(page) != many[page]} == {}
    assert few.keys() == many.keys()
    assert {page: count for page, count in many.items() if count > BUDGET.get(page[1], OTHERS)} == {}
    assert set(BUDGET) <= {route for _role, route in many}, "a budget is kept for a page that is gone"
