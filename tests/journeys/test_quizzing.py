"""Quizzes: their keys stay away until they are answered, once, and three misses ask for a talk."""

import html
import re

import pytest
from sqlalchemy import select

from academy.campus import Campus
from assessments.items import Item
from assessments.models import QuizAttempt, QuizResult
from assessments.quiz import solved
from courses.outline import Kind
from registry.db import Database
from tests.client import Visitor
from tests.journeys.assessed.people import People

WRONG = "9"
"""A place that no part of any question has."""


def sit(visitor: Visitor, campus: Campus, database: Database, quiz_id: str, *, right: bool) -> Visitor:
    """Begin a try and answer it wholly right or wholly wrong."""
    visitor.open(f"/learn/quizzes/{quiz_id}").submit(action="/tries")
    answers = solved(campus.catalogue.quizzes[quiz_id], form_of(database))
    return visitor.submit(answers if right else dict.fromkeys(answers, WRONG), holding="opened")


def form_of(database: Database) -> list[list[object]]:
    """Return the form that was drawn last."""
    with database.session() as db:
        return db.scalars(select(QuizAttempt.form).order_by(QuizAttempt.id.desc()).limit(1)).one()


@pytest.mark.parametrize("quiz_id", ["M2.Q", "M3.Q"])
def test_no_page_of_a_quiz_holds_a_key_before_it_is_answered(
    people: People, loaded: Campus, database: Database, quiz_id: str
) -> None:
    quiz, shown = loaded.catalogue.quizzes[quiz_id], set()
    for _try in range(3):
        ana = people.ana()
        before = [ana.open(f"/learn/quizzes/{quiz_id}").submit(action="/tries").answer.text]
        before.append(ana.submit({}, holding="opened", status=422).answer.text)
        asked = {str(item_id) for item_id, _order in form_of(database)}
        for page in before:
            assert [one for item in quiz.items.values() for one in keys_in(page, item)] == []
            assert not re.search(r"(?i)correct|rationale", page)
        answers = solved(quiz, form_of(database))
        after = ana.submit(dict.fromkeys(answers, WRONG), holding="opened").answer.text
        for item in (quiz.items[one] for one in asked):
            assert keys_in(after, item), "once it is answered, every reason is there"
        shown |= asked
    assert len(shown) > quiz.drawn, "each try asks other questions"


def keys_in(page: str, item: Item) -> list[str]:
    """Return the reasons of an item that a page holds."""
    text = html.unescape(page)
    return [one for one in item.rationales if one in text]


def test_a_page_of_another_try_or_another_trainee_stays_closed(
    ana: Visitor, loaded: Campus, database: Database
) -> None:
    ana.open("/learn/quizzes/M2.Q").submit(action="/tries")
    ana.open("/learn/quizzes/M2.Q/tries/1", status=404)
    ana.open("/learn/quizzes/M2.Q").submit(action="/tries")
    assert ana.sees("Try 1"), "the open try is gone on with, not drawn anew"


def test_three_misses_close_a_quiz_and_a_talk_opens_it(
    people: People, ana: Visitor, loaded: Campus, database: Database
) -> None:
    for _try in range(3):
        sit(ana, loaded, database, "M2.Q", right=False)
        assert ana.sees("0 per cent, 75 pass")
    assert ana.open("/learn/quizzes/M2.Q").sees("Three tries were missed.")
    token = ana.form("/sign-out").values()["csrf_token"][0]
    start = ana.client.post("/learn/quizzes/M2.Q/tries", base_url=ana.base, data={"csrf_token": token})
    assert start.status_code == 409
    marta = people.marta().open("/teach").follow("Open again")
    assert marta.submit({"note": "  "}, status=422).sees("Say in a sentence what you talked about.")
    assert marta.submit({"note": "We looked at the missed ones."}).sees("The quiz is open again for Ana Souza.")
    assert sit(ana, loaded, database, "M2.Q", right=True).sees("Passed with 100 per cent")


def test_a_quiz_that_is_open_is_not_opened_again(people: People) -> None:
    marta = people.marta().open(f"/teach/quizzes/{people.enrolment_id}/M2.Q")
    marta.submit({"note": "We looked at the missed ones."}, status=422)
    assert "We looked at the missed ones.</textarea>" in marta.answer.text


def test_a_second_answer_changes_nothing(ana: Visitor, loaded: Campus, database: Database) -> None:
    ana.open("/learn/quizzes/M2.Q").submit(action="/tries")
    page, form = ana.path, ana.form(holding="opened")
    answers = solved(loaded.catalogue.quizzes["M2.Q"], form_of(database))
    data = {name: values[0] for name, values in form.values().items()}
    wrong, right = data | dict.fromkeys(answers, WRONG), {**data, **answers}
    for answer in (wrong, right):
        sent = ana.client.post(page, base_url=ana.base, data=answer)
        assert sent.headers["Location"].endswith("/learn/quizzes/M2.Q/tries/1")
    with database.session() as db:
        assert [one.percent for one in db.scalars(select(QuizResult))] == [0]


def test_a_quiz_that_is_not_passed_completes_no_step(ana: Visitor, loaded: Campus, database: Database) -> None:
    sit(ana, loaded, database, "M2.Q", right=False)
    quizzes = [one for one in loaded.course.activities() if one.kind is Kind.QUIZ]
    assert "M2.Q" in {one.id for one in quizzes}
    done = re.compile(r"(\d+) of \d+ steps done")
    assert done.findall(ana.open("/learn/modules/M2").page.text)[0] == "0"
    sit(ana, loaded, database, "M2.Q", right=True)
    assert done.findall(ana.open("/learn/modules/M2").page.text)[0] == "1"


def test_what_is_left_out_is_asked_for_and_what_was_chosen_is_kept(
    ana: Visitor, loaded: Campus, database: Database
) -> None:
    ana.open("/learn/quizzes/M3.Q").submit(action="/tries")
    answers = solved(loaded.catalogue.quizzes["M3.Q"], form_of(database))
    left = sorted(answers)[0]
    ana.submit({name: values for name, values in answers.items() if name != left}, holding="opened", status=422)
    assert ana.sees("1 answers are missing")
    assert ana.submit({left: answers[left]}, holding="opened").sees("Passed with 100 per cent")
