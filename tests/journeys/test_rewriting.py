"""Rewriting: drafts that are never lost, hints that are only noted, and what may be sent how often."""

import re

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from academy.campus import Campus
from assessments.exercise import Exercise
from assessments.models import Draft, Hint, Submission
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.assessed.people import People
from tests.journeys.walks import typed

PLAIN, GATE = "E01", "E06"


@pytest.fixture
def plain(loaded: Campus) -> Exercise:
    return loaded.catalogue.exercises[PLAIN]


@pytest.fixture
def gate(loaded: Campus) -> Exercise:
    exercise = loaded.catalogue.exercises[GATE]
    assert exercise.gate
    return exercise


def autosave(visitor: Visitor, exercise_id: str, **values: str) -> TestResponse:
    """Save what is typed as the page does by itself."""
    data = {name: given[0] for name, given in visitor.form(holding="version").values().items()} | values
    return visitor.client.post(f"/exercises/{exercise_id}/draft", base_url=visitor.base, data=data)


def write(visitor: Visitor, exercise: Exercise, *, status: int = 200, button: str = "send", **other: str) -> Visitor:
    """Type the model rewrite, changed as asked, and press a button."""
    visitor.open(f"/exercises/{exercise.id}")
    while f"key_results-{len(exercise.model.key_results) - 1}-text" not in visitor.names("version"):
        visitor.submit({"more": "key-result"}, holding="version")
    return visitor.submit({**typed(exercise), button: "1", **other}, holding="version", status=status)


def grade(people: People, exercise: Exercise, level: str) -> None:
    """Let the instructor give every criterion one level."""
    marta = people.marta().open("/teach").follow(f"Grade {exercise.id}")
    criteria = [name for name in marta.names("note") if name.startswith("level-")]
    marta.submit({**dict.fromkeys(criteria, level), "note": "Read it aloud."}, holding="note")


def count(database: Database, table: type) -> int:
    """Return how many rows a table has."""
    with database.session() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


# Drafts


def test_a_draft_is_saved_without_being_asked_and_kept_over_a_sign_out(people: People, ana: Visitor) -> None:
    ana.open(f"/exercises/{PLAIN}")
    answer = autosave(ana, PLAIN, objective="Neighbours hear first", **{"tags-0-phrase": "reach 95 %"})
    assert answer.status_code == 200
    assert answer.text.startswith("Draft saved")
    assert 'name="version" value="1"' in answer.text
    ana.submit(action="/sign-out")
    again = people.ana().open(f"/exercises/{PLAIN}")
    assert "Neighbours hear first</textarea>" in again.answer.text
    assert 'value="reach 95 %"' in again.answer.text, "a phrase is kept before its flaw has a name"
    assert people.ana().open("/exercises").sees("Draft")


def test_a_draft_goes_on_being_saved_by_the_page_that_was_opened_once(ana: Visitor, database: Database) -> None:
    ana.open(f"/exercises/{PLAIN}")
    version = "0"
    for text in ("One", "Two", "Three"):
        answer = autosave(ana, PLAIN, objective=text, version=version)
        found = re.search(r'name="version" value="(\d+)"', answer.text)
        assert found
        version = found[1]
    assert "Three</textarea>" in ana.open(f"/exercises/{PLAIN}").answer.text
    assert count(database, Draft) == 1


def test_a_second_window_overwrites_nothing_and_shows_both_texts(people: People, ana: Visitor) -> None:
    window = people.ana().open(f"/exercises/{PLAIN}")
    ana.open(f"/exercises/{PLAIN}").submit({"objective": "The first text", "save": "1"}, holding="version")
    assert autosave(window, PLAIN, objective="The other text").status_code == 409
    window.submit({"objective": "The other text", "save": "1"}, holding="version", status=409)
    assert window.sees("This draft was changed in another window")
    assert window.sees("The first text")
    assert "The other text</textarea>" in window.answer.text
    assert "The first text</textarea>" in people.ana().open(f"/exercises/{PLAIN}").answer.text
    window.submit({"save": "1"}, holding="version")
    assert "The other text</textarea>" in people.ana().open(f"/exercises/{PLAIN}").answer.text


def test_a_stale_window_sends_nothing(people: People, ana: Visitor, plain: Exercise, database: Database) -> None:
    window = people.ana().open(f"/exercises/{PLAIN}")
    ana.open(f"/exercises/{PLAIN}").submit({"objective": "The first text", "save": "1"}, holding="version")
    window.submit({**typed(plain), "send": "1"}, holding="version", status=409)
    assert count(database, Submission) == 0


def test_a_further_row_keeps_what_was_typed(ana: Visitor) -> None:
    ana.open(f"/exercises/{PLAIN}")
    rows = len([name for name in ana.names("version") if re.fullmatch(r"key_results-\d-text", name)])
    ana.submit({"objective": "Kept", "more": "key-result"}, holding="version")
    assert len([name for name in ana.names("version") if re.fullmatch(r"key_results-\d-text", name)]) == rows + 1
    assert "Kept</textarea>" in ana.answer.text


def test_the_critic_answers_what_is_typed_and_stores_nothing(ana: Visitor, loaded: Campus, database: Database) -> None:
    answer = asked(ana, **{"key_results-0-text": "Train 100% of the staff"})
    assert loaded.flaws["task-as-key-result"].title in answer
    assert count(database, Draft) == 0


def asked(visitor: Visitor, **values: str) -> str:
    """Return what the critic answers to what is typed, as the page asks for it by itself."""
    form = visitor.open(f"/exercises/{PLAIN}").form(holding="version").values()
    data = {name: given[0] for name, given in form.items()} | values
    return visitor.client.post(f"/exercises/{PLAIN}/critique", base_url=visitor.base, data=data).text


def test_what_was_understood_stands_under_the_row_in_which_it_is_typed(ana: Visitor) -> None:
    answer = asked(ana, **{"key_results-1-text": "Median days to decide", "key_results-1-target": "30"})
    first, second = answer.split('id="read-1"')[1].split('id="read-2"')
    assert "Read as" not in first, "nothing is typed in the first row"
    assert "<b>Median days to decide</b>" in second
    assert 'hx-swap-oob="true"' in second


def test_a_rewrite_in_portuguese_is_answered_in_portuguese_and_not_held_to_the_english_words(ana: Visitor) -> None:
    line = "Prazo mediano da decisão de 41 para 30 dias até 30 de junho"
    answer = asked(ana, objective="Quem pede uma licença recebe logo a resposta", **{"key_results-0-text": line})
    assert "diz de onde sai e aonde chega." in answer
    assert 'lang="pt-BR"' in answer
    assert "trata de outra coisa" not in answer
    assert "The OKR as the team wrote it" not in answer, "there is nothing in this language to compare with"


# Hints


def test_hints_come_one_at_a_time_and_are_noted(ana: Visitor, plain: Exercise, database: Database) -> None:
    ana.open(f"/exercises/{PLAIN}")
    for number, hint in enumerate(plain.hints, start=1):
        assert not ana.sees(hint)
        assert ana.submit(action="/hints").sees(hint)
        assert count(database, Hint) == number
    assert not [one for one in ana.page.forms if one.action.endswith("/hints")], "there are no more"


def test_a_gate_has_no_hints_and_notes_none(ana: Visitor, gate: Exercise, database: Database) -> None:
    ana.open(f"/exercises/{GATE}")
    token = ana.form(holding="version").values()["csrf_token"][0]
    answer = ana.client.post(f"/exercises/{GATE}/hints", base_url=ana.base, data={"csrf_token": token})
    assert answer.status_code == 303
    assert not any(ana.open(f"/exercises/{GATE}").sees(hint) for hint in gate.hints)
    assert count(database, Hint) == 0


# Sending


def test_what_is_sent_is_shown_with_its_flaws_and_a_model(ana: Visitor, plain: Exercise) -> None:
    write(ana, plain, objective="Neighbours get an answer at once")
    assert ana.sees("Waiting for a grade")
    assert ana.sees("Neighbours get an answer at once")
    assert ana.sees(plain.planted[0].phrase)
    assert ana.sees(plain.model.objective)
    assert ana.open("/exercises").sees("Waiting for a grade")


@pytest.mark.parametrize(
    ("objective", "text"), [("", "Returned files from 27% to 15"), ("Neighbours hear", ""), ("", "")]
)
def test_an_empty_rewrite_is_refused_and_kept_as_a_draft(
    ana: Visitor, database: Database, objective: str, text: str
) -> None:
    ana.open(f"/exercises/{PLAIN}")
    ana.submit({"objective": objective, "key_results-0-text": text, "send": "1"}, holding="version", status=422)
    assert ana.sees("Write an Objective and at least one key result before you send it.")
    ana.open(f"/exercises/{PLAIN}")
    assert f"{objective or text}</textarea>" in ana.answer.text
    assert count(database, Submission) == 0


def test_the_flawed_text_and_the_text_before_are_refused(ana: Visitor, plain: Exercise, database: Database) -> None:
    flawed = {f"key_results-{row}-text": one.text for row, one in enumerate(plain.flawed.key_results)}
    ana.open(f"/exercises/{PLAIN}")
    ana.submit({"objective": plain.flawed.objective, **flawed, "send": "1"}, holding="version", status=422)
    assert ana.sees("Nothing differs from the text before")
    write(ana, plain)
    write(ana, plain, status=422)
    assert ana.sees("Nothing differs from the text before")
    write(ana, plain, objective="Neighbours hear first")
    assert ana.sees("Version 2")
    assert count(database, Submission) == 2


def test_a_second_click_on_send_sends_once(ana: Visitor, plain: Exercise, database: Database) -> None:
    ana.open(f"/exercises/{PLAIN}")
    data = {name: values[0] for name, values in ana.form(holding="version").values().items()} | typed(plain)
    answers = [ana.client.post(f"/exercises/{PLAIN}", base_url=ana.base, data=data | {"send": "1"}) for _click in "ab"]
    assert [one.status_code for one in answers] == [303, 409]
    assert count(database, Submission) == 1


def test_a_gate_waits_for_its_grade_and_allows_three_tries(people: People, gate: Exercise, clock: Clock) -> None:
    for number in range(1, 4):
        ana = people.ana()
        write(ana, gate, objective=f"Newcomers can work, try {number}")
        assert not ana.sees(gate.strong_if), "the model of a gate stays away until it is passed"
        write(ana, gate, objective="One more at once", status=422)
        assert ana.sees("still waiting for its grade")
        clock.move(minutes=5)
        grade(people, gate, "1")
    ana = people.ana()
    write(ana, gate, objective="Newcomers can work, try 4", status=422)
    assert ana.sees("All tries of this exercise are used; talk to your instructor.")
    assert "Newcomers can work, try 4</textarea>" in ana.answer.text


def test_an_exercise_that_is_no_gate_may_be_sent_as_often_as_one_likes(
    ana: Visitor, plain: Exercise, database: Database
) -> None:
    for number in range(1, 6):
        write(ana, plain, objective=f"Neighbours hear first, version {number}")
        assert ana.sees(f"Version {number}")
    assert count(database, Submission) == 5
