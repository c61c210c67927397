"""The final task: one form is drawn, once and at random, the others stay closed, and its time belongs to its step."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.actions import draw_task, submit_rewrite
from assessments.catalogue import load_catalogue
from assessments.exercise import Answer
from assessments.models import Submission, TaskDraw
from assessments.queries import is_open
from assessments.refusals import NotDrawn
from courses.content import load_course
from courses.files import ContentError
from courses.models import Beat
from courses.outline import Activity, Kind
from courses.queries import completed
from registry.db import Database
from registry.models import Event
from tests.properties.races import race
from tests.samples import assessed
from tests.short_road import MODEL, TASK, Walker, language

FORMS = tuple(replace(TASK, id=one, final=True, gate=True, place="1.5") for one in ("E95", "E96"))
STEP = "1.5.X"
OTHER_FORM = "E96-the-bell.en.toml"


@pytest.fixture
def walker(db: Session) -> Walker:
    return Walker.begin(db)


def draw(walker: Walker) -> TaskDraw:
    return draw_task(walker.db, walker.id, FORMS, now=walker.now)


def send(walker: Walker, form: int) -> Submission:
    return submit_rewrite(walker.db, walker.id, FORMS[form], Answer(MODEL), language(), now=walker.now)


def test_it_is_drawn_once_and_the_draw_is_on_record(db: Session, walker: Walker) -> None:
    drawn = draw(walker)
    assert drawn.activity == STEP
    assert {draw(walker).exercise for _ in range(20)} == {drawn.exercise}
    db.commit()
    line = db.scalars(select(Event).where(Event.action == "draw-task")).one()
    assert (line.actor_id, line.detail) == (walker.enrolment.person_id, {"exercise": drawn.exercise})


def test_every_form_is_drawn_for_somebody(db: Session) -> None:
    drawn = {draw(Walker.begin(db)).exercise for _ in range(24)}
    assert drawn == {form.id for form in FORMS}


def test_the_database_holds_one_draw_for_an_enrolment(db: Session, walker: Walker) -> None:
    drawn = draw(walker)
    db.add(TaskDraw(enrolment_id=walker.id, activity=STEP, exercise=drawn.exercise, at=walker.now))
    with pytest.raises(IntegrityError):
        db.flush()


def test_two_draws_at_once_are_one(database: Database) -> None:
    with database.session.begin() as db:
        walker = Walker.begin(db)
    deed = [lambda db: draw(walker.elsewhere(db)).exercise]
    first, second = race(database, deed, deed)
    assert (first.error, second.error) == (None, None)
    assert first.value == second.value


def test_only_the_drawn_form_is_open(walker: Walker) -> None:
    assert not any(is_open(walker.db, walker.id, form) for form in FORMS)
    with pytest.raises(NotDrawn):
        send(walker, 0)
    drawn = draw(walker).exercise
    assert [is_open(walker.db, walker.id, form) for form in FORMS] == [form.id == drawn for form in FORMS]
    with pytest.raises(NotDrawn):
        send(walker, 1 if drawn == "E95" else 0)
    assert is_open(walker.db, walker.id, TASK), "no draw stands before any other exercise"


def test_a_fellow_draws_for_themselves(db: Session, walker: Walker) -> None:
    drawn, fellow = draw(walker).exercise, Walker.begin(db)
    assert not any(is_open(db, fellow.id, form) for form in FORMS if form.id == drawn)


def test_sending_completes_the_step_and_its_time_is_booked_there(db: Session, walker: Walker) -> None:
    sent = send(walker, 0 if draw(walker).exercise == "E95" else 1)
    assert sent.with_person
    assert completed(db, [walker.id])[walker.id] == {STEP}
    assert set(db.scalars(select(Beat.activity))) == {STEP}


def test_the_forms_are_one_step_whose_minutes_count_once(tmp_path: Path) -> None:
    content = assessed(tmp_path)
    module = load_course(content).modules_by_id["S2"]
    title = "The task at the end of the line"
    assert module.activities[-1] == Activity("10.2.X", Kind.EXERCISE, "S2", "10.2", title, 4)
    assert len(module.activities) == 2
    assert [form.id for form in load_catalogue(content).forms("10.2.X")] == ["E95", "E96"]
    assert load_catalogue(content).forms("E91") == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("minutes = { X = 4 }", "minutes = { X = 5 }"), ('listed_as = "The task', 'listed_as = "A task')],
)
def test_forms_that_do_not_weigh_the_same_are_a_fault(tmp_path: Path, old: str, new: str) -> None:
    content = assessed(tmp_path)
    path = content / "s2" / OTHER_FORM
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load_course(content)
    (fault,) = raised.value.faults
    assert (Path(fault.file).name, fault.line) == (OTHER_FORM, 7)
    assert "forms must agree" in fault.text
