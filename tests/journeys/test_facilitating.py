"""An instructor finds the course for a room: sessions on the clock, script point by point, what a Master answers."""

import io

import pikepdf
import pytest
from flask import Flask
from markupsafe import escape

from academy.campus import Campus
from academy.views.facilitate import kit_page
from certificates.typeface import refuse_missing_glyphs
from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, make_cohort, make_member


@pytest.fixture
def marta(app: Flask, database: Database) -> Visitor:
    with database.session.begin() as db:
        email = make_member(db, make_cohort(db), Role.INSTRUCTOR, password=PASSWORD).email
    return Visitor(app).sign_in(email, PASSWORD)


def test_the_sessions_lead_to_their_running_order(marta: Visitor) -> None:
    marta.open("/teach").follow("Facilitate")
    assert marta.sees("S1 From a map nobody recalls to key results")
    marta.follow("Running order")
    assert marta.sees("Objective auction; recall on whiteboards.")
    assert marta.sees("10:10 10:15 Anatomy of an objective Input 5")
    assert marta.sees("10:15 10:19 Who is coming through the door? Worked example 4")
    assert marta.sees("in threes on paper, then sent by everybody on their own screen")


def test_the_final_task_is_nobody_elses_business(marta: Visitor) -> None:
    assert marta.open("/facilitate/sessions/S4").sees("Final task Exercise: everybody on their own screen")


def test_the_clock_is_set_to_when_the_session_begins(marta: Visitor) -> None:
    assert marta.open("/facilitate/sessions/S1?start=13:30").sees("14:40 14:45 Anatomy of an objective")
    assert marta.open("/facilitate/sessions/S1?start=noon").sees("10:10 10:15 Anatomy of an objective")


def test_a_lesson_is_given_point_by_point(marta: Visitor, loaded: Campus) -> None:
    lesson = loaded.course.lessons["2.1"]
    marta.open("/facilitate/sessions/S1").follow(lesson.title)
    words = marta.page.text
    assert lesson.in_person in words
    assert words.index("0:00") < words.index(lesson.script[0]) < words.index(lesson.script[-1])
    for text in (*lesson.script, *(point.text for point in lesson.key_points), *lesson.inquiry, lesson.answer):
        assert text in words
    assert marta.sees("Worked example: Who is coming through the door?")


def test_every_lesson_and_practice_has_its_page_for_the_room(marta: Visitor, loaded: Campus) -> None:
    for lesson in loaded.course.lessons:
        marta.open(f"/facilitate/lessons/{lesson}")
    for practice in loaded.course.practices:
        marta.open(f"/facilitate/practices/{practice}")
        assert marta.sees("What an experienced Master answers")


def test_the_kit_of_a_session_is_a_file_for_the_printer(marta: Visitor) -> None:
    marta.open("/facilitate/sessions/S1").follow("Workshop kit (PDF)")
    assert marta.answer.headers["Content-Disposition"] == 'inline; filename="S1-kit.pdf"'
    with pikepdf.open(io.BytesIO(marta.answer.data)) as kit:
        assert len(kit.pages) > 20


def kit_words(app: Flask, campus: Campus, session_id: str, start: int = 0) -> str:
    with app.test_request_context():
        return kit_page(campus.programme.by_id[session_id], start)


def test_a_kit_holds_script_sheets_and_cards(app: Flask, loaded: Campus) -> None:
    page = kit_words(app, loaded, "S1", 13 * 60 + 30)
    for text in (
        "13:30",
        "Cards to cut",
        "Attendance",
        *loaded.course.lessons["2.1"].script,
        loaded.course.lessons["2.1"].in_person,
        loaded.catalogue.exercises["E01"].flawed.objective,
        *(part["text"] for part in loaded.course.practices["2.2.P"].parts),
        *(part["ask"] for part in loaded.course.practices["2.5.P"].parts),
    ):
        assert escape(text) in page, text


def test_every_word_of_a_kit_can_be_printed(app: Flask, loaded: Campus) -> None:
    for session in loaded.programme.sessions:
        refuse_missing_glyphs("".join(kit_words(app, loaded, session.id).split()))


def test_no_kit_gives_away_a_key_of_a_quiz_or_a_model_of_an_exercise(app: Flask, loaded: Campus) -> None:
    for session in loaded.programme.sessions:
        page = kit_words(app, loaded, session.id)
        for exercise in loaded.catalogue.exercises.values():
            given = {text for _where, text in exercise.flawed.lines()}
            model = [text for _where, text in exercise.model.lines() if text and text not in given]
            assert not any(escape(text) in page for text in model), exercise.id
        for quiz in loaded.catalogue.quizzes.values():
            assert not any(escape(item.stem) in page for item in quiz.items.values()), quiz.id


def test_what_is_not_there_is_not_found(marta: Visitor) -> None:
    for path in ("sessions/S9", "lessons/9.9", "practices/2.1.R"):
        marta.open(f"/facilitate/{path}", status=404)
