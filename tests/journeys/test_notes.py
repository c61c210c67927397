"""A trainee writes beside the steps, finds it again anywhere, and takes it along; nobody else reads it."""

from typing import Any

import pytest
from flask import Flask

from registry.db import Database
from tests.client import Visitor
from tests.factories import PASSWORD, make_cohort, make_enrolment

TEXT = "Ask Rui about the waiting list.\n# and <b>who</b> is better off?"


@pytest.fixture
def emails(database: Database) -> list[str]:
    with database.session.begin() as db:
        cohort = make_cohort(db)
        return [make_enrolment(db, cohort, name, password=PASSWORD).person.email for name in ("Ana", "Bruno")]


@pytest.fixture
def ana(app: Flask, emails: list[str]) -> Visitor:
    return Visitor(app).sign_in(emails[0], PASSWORD)


def beside(visitor: Visitor, activity: str = "2.1.R", **typed: Any) -> tuple[int, str]:
    """Send a note as a page does while it is written."""
    data = {**visitor.form(holding="note").values(), **typed}
    path, headers = f"/learn/notes/{activity}", {"HX-Request": "true"}
    answer = visitor.client.post(path, base_url=visitor.base, data=data, headers=headers)
    return answer.status_code, answer.text


def kept(visitor: Visitor, activity: str = "2.1.R") -> str:
    return visitor.open(f"/learn/steps/{activity}").form(holding="note").values()["note"][0]


def test_a_note_is_kept_beside_its_step_without_a_script(ana: Visitor) -> None:
    ana.open("/learn/steps/2.1.R").submit({"note": f"  {TEXT} "}, holding="note")
    assert ana.path == "/learn/steps/2.1.R"
    assert kept(ana).replace("\r\n", "\n") == TEXT
    assert kept(ana, "2.2.P") == ""


def test_exercises_and_quizzes_have_room_for_a_note_too(ana: Visitor) -> None:
    for activity, path in (("E01", "/exercises/E01"), ("M2.Q", "/learn/quizzes/M2.Q")):
        ana.open(path).submit({"note": f"About {activity}"}, holding="note")
        assert ana.path == path
        assert ana.form(holding="note").values()["note"] == [f"About {activity}"]


def test_a_note_outlives_the_sign_in(ana: Visitor, app: Flask, emails: list[str]) -> None:
    ana.open("/learn/steps/2.2.P").submit({"note": TEXT}, holding="note")
    ana.open("/learn").submit(action="/sign-out")
    again = Visitor(app).sign_in(emails[0], PASSWORD)
    assert "waiting list" in kept(again, "2.2.P")


def test_a_note_is_kept_while_it_is_written(ana: Visitor) -> None:
    ana.open("/learn/steps/2.1.R")
    status, text = beside(ana, note="Ask Rui")
    assert (status, 'name="version" value="1"' in text) == (200, True)
    assert beside(ana, note="Ask Rui and Ana", version="1")[0] == 200
    assert kept(ana) == "Ask Rui and Ana"


def test_two_windows_do_not_undo_each_other_and_show_both_texts(ana: Visitor) -> None:
    ana.open("/learn/steps/2.1.R")
    beside(ana, note="From the other window")
    status, text = beside(ana, note="From this one")
    assert (status, "Compare the two" in text) == (409, True)
    ana.submit({"note": "From this one"}, holding="note", status=409)
    assert ana.sees("From the other window")
    assert ana.form(holding="note").values()["note"] == ["From this one"]
    ana.submit(holding="note")
    assert kept(ana) == "From this one"


def test_a_note_that_is_too_long_is_refused_and_stays_in_its_field(ana: Visitor) -> None:
    ana.open("/learn/steps/2.1.R").submit({"note": "x" * 5001}, holding="note", status=422)
    assert ana.sees("Please use at most 5000 characters.")
    assert len(ana.form(holding="note").values()["note"][0]) == 5001
    assert kept(ana) == ""


def test_all_notes_stand_on_one_page_in_the_order_of_the_course(ana: Visitor) -> None:
    assert ana.open("/learn/notes").sees("There is nothing here yet.")
    for activity, text in (("3.1.R", "Third"), ("2.1.R", "First"), ("2.2.P", "Second")):
        ana.open(f"/learn/steps/{activity}").submit({"note": text}, holding="note")
    ana.open("/learn/steps/3.1.R").submit({"note": "Third, changed"}, holding="note")
    words = ana.open("/learn/steps/2.1.R").follow("All your notes").page.text
    assert words.index("First") < words.index("Second") < words.index("Third, changed")
    ana.follow("Change this note").submit({"note": ""}, holding="note")
    assert not ana.open("/learn/notes").sees("First")


def test_the_notes_are_taken_along_as_one_file(ana: Visitor) -> None:
    ana.open("/learn/steps/2.1.R").submit({"note": TEXT}, holding="note")
    markdown = ana.client.get("/learn/notes?format=md", base_url=ana.base)
    assert markdown.headers["Content-Disposition"] == 'attachment; filename="notes.md"'
    assert "## M2 Objectives that direct\n\n### 2.1.R Anatomy of an objective\n\nAsk Rui" in markdown.text
    page = ana.client.get("/learn/notes?format=html", base_url=ana.base)
    assert page.headers["Content-Disposition"] == 'attachment; filename="notes.html"'
    assert "&lt;b&gt;who&lt;/b&gt;" in page.text


def test_nobody_else_reads_them(ana: Visitor, app: Flask, emails: list[str]) -> None:
    ana.open("/learn/steps/2.1.R").submit({"note": TEXT}, holding="note")
    other = Visitor(app).sign_in(emails[1], PASSWORD)
    for path in ("/learn/notes", "/learn/notes?format=md", "/learn/notes/2.1.R", "/learn/steps/2.1.R"):
        assert "waiting list" not in other.client.get(path, base_url=other.base).text, path
    ana.open("/learn/notes/9.9.R", status=404)
