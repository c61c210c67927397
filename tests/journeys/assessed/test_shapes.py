"""Exercises of every shape by pages alone: lines instead of an OKR, parts beside it, and the practice reserve."""

import pytest

from academy.campus import Campus
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.assessed.people import People
from tests.journeys.walks import Walk, grade_everything, typed


@pytest.fixture
def ana(people: People) -> Visitor:
    return people.ana()


def test_the_reserve_is_listed_apart_and_no_step_of_its_module(ana: Visitor) -> None:
    words = ana.open("/exercises").page.text
    assert words.index("E94 Five orders") < words.index("Practice reserve") < words.index("E93 One more suitcase")
    assert ana.open("/learn/modules/S1").sees("0 of 3 steps done")


def test_every_shape_is_sent_graded_and_passed(
    ana: Visitor, people: People, campus: Campus, database: Database, clock: Clock
) -> None:
    walk = Walk(ana, campus, database)
    shown = ("E91", "E92", "E93", "E94")
    for name in shown:
        walk.rewrite(campus.catalogue.exercises[name])
    assert grade_everything(people.marta(), clock) == len(shown)
    ana = people.ana().open("/exercises")
    assert ana.page.text.count("Passed") == len(shown)
    assert ana.open("/learn/modules/S1").sees("3 of 3 steps done")
    assert ana.open("/learn/time").sees("from the practice reserve")


def test_lines_are_named_by_their_number_and_speaker_and_the_critic_is_silent(ana: Visitor, campus: Campus) -> None:
    record = campus.catalogue.exercises["E92"]
    ana.open("/exercises/E92")
    assert ana.sees("Line 3: Confidence")
    assert not ana.sees("The critic")
    assert "objective" not in ana.names("version")
    ana.submit({**typed(record), "send": "1"}, holding="version")
    assert ana.sees("“We are on it”")
    assert ana.sees("3, because nobody knows what is in the shed.")
    assert not ana.sees("The critic")


def test_what_a_part_lacks_is_told_and_nothing_typed_is_lost(ana: Visitor, campus: Campus) -> None:
    task = campus.catalogue.exercises["E91"]
    ana.open("/exercises/E91").submit({**typed(task), "parts-0": " ", "send": "1"}, holding="version", status=422)
    assert ana.sees("Write something in every part before you send it.")
    assert ana.form(holding="version").values()["objective"] == [task.model.objective]
    ana.submit({"parts-0": "x" * 4001, "save": "1"}, holding="version", status=422)
    assert ana.sees("at most 4000 characters")
    ana.submit({"parts-0": "Because two stations hold it.", "save": "1"}, holding="version")
    assert ana.open("/exercises/E91").form(holding="version").values()["parts-0"] == ["Because two stations hold it."]


def test_the_instructor_sees_parts_beside_the_model(ana: Visitor, people: People, campus: Campus) -> None:
    gate = campus.catalogue.exercises["E94"]
    ana.open("/exercises/E94").submit({**typed(gate), "parts-0": "Who waits?", "send": "1"}, holding="version")
    assert not ana.sees("What would a traveller say?"), "the model of a gate is kept until it is passed"
    marta = people.marta().open("/teach").follow("Grade")
    assert marta.sees("Who waits?")
    assert marta.sees("What would a traveller say?")
    assert marta.sees("Line 1: Director")


def test_another_window_keeps_its_parts(ana: Visitor, people: People) -> None:
    here, there = ana.open("/exercises/E92"), people.ana().open("/exercises/E92")
    here.submit({"parts-0": "A three.", "save": "1"}, holding="version")
    there.submit({"parts-0": "A four.", "save": "1"}, holding="version", status=409)
    assert there.sees("A three.")
    assert there.form(holding="version").values()["parts-0"] == ["A four."]


def test_a_line_that_is_not_there_breaks_nothing(ana: Visitor, campus: Campus) -> None:
    record = campus.catalogue.exercises["E92"]
    ana.open("/exercises/E92").submit({**typed(record), "tags-0-where": "line99", "send": "1"}, holding="version")
    assert ana.sees("Waiting for a grade")


def test_rows_are_added_one_by_one_up_to_five_while_they_are_still_empty(ana: Visitor) -> None:
    ana.open("/exercises/E91")
    for rows in (3, 4, 5):
        ana.submit({"more": "key-result"}, holding="version")
        assert f"key_results-{rows - 1}-text" in ana.names("version")
    assert not ana.sees("Another key result")
