"""When the model rewrite of an exercise is shown: at once for practice, after the pass for a gate."""

from flask import Flask

from academy.campus import Campus
from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, Clock, make_cohort, make_enrolment, make_member
from tests.journeys.walks import grade_everything, typed


def test_a_gate_keeps_its_model_until_it_is_passed(
    app: Flask, database: Database, loaded: Campus, clock: Clock
) -> None:
    with database.session.begin() as db:
        cohort = make_cohort(db)
        trainee = make_enrolment(db, cohort, password=PASSWORD).person.email
        instructor = make_member(db, cohort, Role.INSTRUCTOR, password=PASSWORD).email
    practice, gate = loaded.catalogue.exercises["E05"], loaded.catalogue.exercises["E06"]
    ana = Visitor(app).sign_in(trainee, PASSWORD)
    for exercise, shown in ((practice, True), (gate, False)):
        values = {**typed(exercise), "why_now": "It is time.", "send": "1"}
        values = {name: text for name, text in values.items() if not name.startswith("key_results-2")}
        ana.open(f"/exercises/{exercise.id}").submit(values, holding="objective")
        assert ana.sees(exercise.model.why_now[:60]) is shown
    sent = ana.path
    grade_everything(Visitor(app).sign_in(instructor, PASSWORD), clock)
    assert ana.open(sent).sees(gate.model.why_now[:60])
