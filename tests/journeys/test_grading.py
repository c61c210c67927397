"""Grading: what waits, who may grade it, and that one verdict never silently replaces another."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from academy.campus import Campus
from assessments.actions import submit_rewrite
from assessments.exercise import Answer
from assessments.models import Grade
from courses.models import Enrolment
from registry.actions import grant_role, name_superior
from registry.db import Database
from registry.models import Role
from registry.queries import person_by_email
from tests.client import Visitor
from tests.factories import NOW, PASSWORD, make_enrolment, make_member
from tests.journeys.assessed.people import People

NOTE = "You quote the words and say what they cost. Who would notice first?"


class Desk:
    """The instructor's desk, and the rewrites that come to it."""

    def __init__(self, people: People, database: Database, campus: Campus) -> None:
        self.people, self.database, self.campus = people, database, campus

    def send(self, objective: str, exercise_id: str = "E01", place_id: int | None = None, at: datetime = NOW) -> int:
        """Send a rewrite that is known by its Objective, and return its key."""
        exercise = self.campus.catalogue.exercises[exercise_id]
        answer = Answer(replace(exercise.model, objective=objective))
        with self.database.session.begin() as db:
            place = place_id or self.people.enrolment_id
            return submit_rewrite(db, place, exercise, answer, self.campus.language, now=at).id

    def open(self, submission_id: int) -> Visitor:
        """Open a rewrite at the desk."""
        return self.people.marta().open(f"/teach/submissions/{submission_id}")

    def grades(self) -> list[tuple[int, int, str]]:
        """Return submission, points and note of every grade."""
        with self.database.session() as db:
            rows = db.scalars(select(Grade).order_by(Grade.id))
            return [(one.submission_id, one.points, one.note) for one in rows]


@pytest.fixture
def desk(people: People, database: Database, loaded: Campus) -> Desk:
    return Desk(people, database, loaded)


def levels(visitor: Visitor, level: str) -> dict[str, str]:
    """Return one level for every criterion of the open page."""
    return {name: level for name in visitor.names("note") if name.startswith("level-")}


# The queue


def test_what_was_sent_first_waits_first_and_only_in_its_newest_version(desk: Desk, database: Database) -> None:
    with database.session.begin() as db:
        place = db.get_one(Enrolment, desk.people.enrolment_id)
        bo = make_enrolment(db, place.cohort, "Bo Aalto").id
    desk.send("The first", "E01", at=NOW + timedelta(minutes=3))
    desk.send("By Bo", "E02", bo, at=NOW + timedelta(minutes=2))
    desk.send("The second", "E03", at=NOW + timedelta(minutes=1))
    desk.send("The first again", "E01", at=NOW + timedelta(minutes=4))
    marta = desk.people.marta().open("/teach")
    assert marta.sees("3 rewrites, the oldest first.")
    order = re.findall(r"Grade (E0\d), (Ana|Bo)", marta.page.text)
    assert order == [("E03", "Ana"), ("E02", "Bo"), ("E01", "Ana")]


def test_what_is_graded_waits_no_more_and_its_trainee_reads_it_at_once(desk: Desk) -> None:
    sent = desk.send("Neighbours hear first")
    marta = desk.open(sent)
    assert marta.sees("Neighbours hear first")
    marta.submit({**levels(marta, "3"), "comment-D": "The phrase is there.", "note": NOTE}, holding="note")
    assert marta.sees("The grade is saved; the trainee sees it now.")
    assert marta.sees("Nothing is waiting.")
    ana = desk.people.ana().open(f"/exercises/submissions/{sent}")
    assert ana.sees("30 of 30 points")
    assert ana.sees("The phrase is there.")
    assert ana.sees(NOTE)


def test_twenty_points_or_a_zero_do_not_pass(desk: Desk) -> None:
    marta = desk.open(desk.send("Neighbours hear first"))
    first, *others = levels(marta, "3")
    marta.submit({first: "0", **dict.fromkeys(others, "3"), "note": NOTE}, holding="note")
    ana = desk.people.ana()
    assert ana.open("/exercises").sees("To be revised")
    assert not ana.open("/exercises").sees("Passed")


# Who may grade


def test_nobody_grades_their_own_work(desk: Desk, database: Database) -> None:
    with database.session.begin() as db:
        place = db.get_one(Enrolment, desk.people.enrolment_id)
        grant_role(db, place.person, Role.INSTRUCTOR, place.cohort, now=NOW)
    sent = desk.send("My own words")
    ana = desk.people.ana()
    assert ana.open("/teach").sees("Nothing is waiting.")
    ana.open(f"/teach/submissions/{sent}").submit({**levels(ana, "3"), "note": NOTE}, holding="note", status=409)
    assert ana.sees("Nobody grades their own work.")
    assert f"{NOTE}</textarea>" in ana.answer.text
    assert desk.grades() == []


def test_no_superior_grades_a_subordinate(desk: Desk, database: Database) -> None:
    with database.session.begin() as db:
        superior = person_by_email(db, desk.people.instructor)
        assert superior
        name_superior(db, superior, db.get_one(Enrolment, desk.people.enrolment_id).person, now=NOW)
    marta = desk.open(desk.send("Neighbours hear first"))
    marta.submit({**levels(marta, "3"), "note": NOTE}, holding="note", status=409)
    assert marta.sees("You hold line authority over this trainee")
    assert f"{NOTE}</textarea>" in marta.answer.text
    assert desk.grades() == []


def test_whoever_holds_several_roles_finds_each_of_them(desk: Desk, database: Database) -> None:
    with database.session.begin() as db:
        place = db.get_one(Enrolment, desk.people.enrolment_id)
        for role in (Role.INSTRUCTOR, Role.MENTOR, Role.MANAGER):
            grant_role(db, place.person, role, place.cohort, now=NOW)
    ana = desk.people.ana()
    words = {" ".join(label.split()) for _address, label in ana.page.links}
    assert {"My course", "Exercises", "Check-ins", "Certificates", "Grading", "Mentoring", "Cohorts"} <= words
    for path in ("/learn", "/teach", "/mentor", "/office/cohorts"):
        assert ana.open(path).path == path


# One verdict


def test_two_instructors_at_once_save_one_grade_and_the_second_sees_both(desk: Desk, database: Database) -> None:
    with database.session.begin() as db:
        cohort = db.get_one(Enrolment, desk.people.enrolment_id).cohort
        second = make_member(db, cohort, Role.INSTRUCTOR, "Johan Lindqvist", password=PASSWORD).email
    sent = desk.send("Neighbours hear first")
    marta = desk.open(sent)
    johan = Visitor(desk.people.app).sign_in(second, PASSWORD).open(f"/teach/submissions/{sent}")
    marta.submit({**levels(marta, "3"), "note": NOTE}, holding="note")
    johan.submit({**levels(johan, "1"), "comment-D": "No phrase.", "note": "Not yet."}, holding="note", status=409)
    assert johan.sees("Not saved: Another grade was saved for this version a moment ago.")
    assert johan.sees(NOTE), "the grade that stands is shown"
    assert johan.sees("30 of 30 points")
    assert "Not yet.</textarea>" in johan.answer.text, "and so is what was typed"
    assert "No phrase.</textarea>" in johan.answer.text
    checked = [one for one in johan.form(holding="note").controls if one.kind == "radio" and one.checked]
    assert {one.value for one in checked} == {"1"}
    assert desk.grades() == [(sent, 30, NOTE)]


def test_a_second_click_on_save_saves_once(desk: Desk) -> None:
    sent = desk.send("Neighbours hear first")
    marta = desk.open(sent)
    data = {name: values[0] for name, values in marta.form(holding="note").values().items()}
    data |= {**levels(marta, "2"), "note": NOTE}
    clicks = [marta.client.post(marta.path, base_url=marta.base, data=data) for _click in "ab"]
    assert [one.status_code for one in clicks] == [303, 409]
    assert desk.grades() == [(sent, 20, NOTE)]


def test_a_newer_version_takes_the_place_of_the_one_that_is_being_graded(desk: Desk) -> None:
    marta = desk.open(desk.send("The first try"))
    newer = desk.send("The second try", at=NOW + timedelta(minutes=1))
    marta.submit({**levels(marta, "3"), "note": NOTE}, holding="note", status=409)
    assert marta.sees("The trainee has sent a newer version; grade that one.")
    assert f"{NOTE}</textarea>" in marta.answer.text
    assert desk.grades() == []
    marta.open(f"/teach/submissions/{newer}").submit({**levels(marta, "3"), "note": NOTE}, holding="note")
    assert desk.grades() == [(newer, 30, NOTE)]


def test_a_grade_that_was_saved_offers_no_form_any_more(desk: Desk) -> None:
    sent = desk.send("Neighbours hear first")
    marta = desk.open(sent)
    marta.submit({**levels(marta, "3"), "note": NOTE}, holding="note")
    marta.open(f"/teach/submissions/{sent}")
    assert marta.sees("30 of 30 points")
    assert not [form for form in marta.page.forms if any(one.name == "note" for one in form.controls)]


def test_a_level_that_is_missing_or_none_is_asked_for_and_everything_typed_is_kept(desk: Desk) -> None:
    sent = desk.send("Neighbours hear first")
    marta = desk.open(sent)
    first, *others = levels(marta, "3")
    for wrong in ("", "4", "-1", "3.0", "three", "²"):
        given = {**dict.fromkeys(others, "2"), first: wrong, "note": NOTE}
        marta.submit(given, holding="note", status=422)
        assert marta.sees("Choose a level.")
        assert f"{NOTE}</textarea>" in marta.answer.text
        checked = {one.name for one in marta.form(holding="note").controls if one.kind == "radio" and one.checked}
        assert checked == set(others)
    assert desk.grades() == []
