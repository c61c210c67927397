"""The final task by pages alone: it is told, drawn once, counted once, and the other form stays closed."""

import pytest
from sqlalchemy import select

from academy.campus import Campus
from assessments.exercise import Exercise
from assessments.models import TaskDraw
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.assessed.people import People
from tests.journeys.walks import Walk, grade_everything, typed

STEP, TASK = "10.2.X", "/learn/tasks/10.2.X"
REFUSED = "Another final task was drawn for you, or none yet; open yours from its step in the course."


@pytest.fixture
def ana(people: People) -> Visitor:
    return people.ana()


def both(campus: Campus, database: Database) -> tuple[Exercise, Exercise]:
    """Return the form that was drawn, and the other."""
    with database.session() as db:
        drawn = db.scalars(select(TaskDraw.exercise)).one()
    mine, other = sorted(campus.catalogue.forms(STEP), key=lambda form: form.id != drawn)
    return mine, other


def test_one_step_tells_how_it_goes_and_draws_once(ana: Visitor, campus: Campus, database: Database) -> None:
    ana.open("/learn/modules/S2")
    assert ana.sees("0 of 2 steps done")
    ana.follow("The task at the end of the line")
    for words in ("about 4 minutes", "One of 2 tasks", "not your superior", "three times", "21 of 30 points"):
        assert ana.sees(words), words
    assert not any(ana.sees(form.title) for form in campus.catalogue.forms(STEP)), "nothing is shown before the draw"
    ana.submit(action=TASK)
    mine, other = both(campus, database)
    assert ana.path == f"/exercises/{mine.id}"
    assert ana.sees(mine.title)
    ana.follow("The task at the end of the line")
    assert ana.sees(mine.title)
    assert not ana.sees(other.title)
    token = ana.form(holding="csrf_token").values()["csrf_token"][0]
    again = ana.client.post(TASK, base_url=ana.base, data={"csrf_token": token})
    assert again.location == f"/exercises/{mine.id}"


def test_the_other_form_is_refused_by_address_and_by_form(
    ana: Visitor, people: People, campus: Campus, database: Database
) -> None:
    for form in campus.catalogue.forms(STEP):
        assert ana.open(f"/exercises/{form.id}", status=409).sees(REFUSED)
    ana.open(TASK).submit(action=TASK)
    mine, other = both(campus, database)
    sent = {**ana.form(holding="version").values(), **typed(other), "send": "1"}
    for path in ("", "/draft", "/critique", "/hints"):
        answer = ana.client.post(f"/exercises/{other.id}{path}", base_url=ana.base, data=sent)
        assert (answer.status_code, REFUSED in answer.text) == (409, True), path
    assert ana.open(f"/exercises/{other.id}", status=409).sees(REFUSED)
    assert not ana.open("/exercises").sees(mine.title)
    assert people.marta().open("/teach").sees("Nothing is waiting")


def test_it_is_graded_by_a_person_and_its_minutes_are_those_of_the_step(
    ana: Visitor, people: People, campus: Campus, database: Database, clock: Clock
) -> None:
    activity = campus.course.by_id[STEP]
    Walk(ana, campus, database).complete(activity)
    mine, other = both(campus, database)
    assert ana.open(TASK).sees("Waiting for a grade")
    assert ana.open("/exercises").sees(mine.title)
    assert not ana.sees(other.title)
    assert ana.open("/learn/modules/S2").sees("1 of 2 steps done")
    assert ana.open(f"/learn/time/{STEP}").sees("The task at the end of the line")
    assert ana.sees("Credited 4:05")
    assert grade_everything(people.marta(), clock) == 1
    ana = people.ana().open(TASK)
    assert ana.sees("Passed")
    ana.follow("See the feedback")
    assert ana.sees(mine.parts[0].model), "the model is shown to whoever has passed"
