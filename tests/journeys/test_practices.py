"""Every type of practice, done by pages alone: with a script or without, what the page says is all that is needed."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from academy.campus import Campus, load_campus
from academy.settings import Settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from courses.models import Completion, Turn
from courses.practice import forms
from registry.db import Database
from tests.client import Visitor
from tests.factories import PASSWORD, make_enrolment
from tests.journeys.walks import Walk
from tests.samples import sampled

LEVELS = [f"1.{item}" for item in range(1, 13)]


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Campus:
    settings = Settings()
    issuer = Issuer(settings.issuer_name, settings.base_url, KeyRing.throwaway(settings.did))
    return load_campus(sampled(tmp_path_factory.mktemp("samples")), issuer)


@pytest.fixture
def ana(app: Flask, database: Database) -> Visitor:
    with database.session.begin() as db:
        email = make_enrolment(db, password=PASSWORD).person.email
    return Visitor(app).sign_in(email, PASSWORD)


def completions(database: Database, activity: str) -> int:
    with database.session() as db:
        return db.scalar(select(func.count()).select_from(Completion).where(Completion.activity == activity)) or 0


def test_every_step_of_the_samples_can_be_done_and_the_reserve_is_no_duty(
    ana: Visitor, campus: Campus, database: Database
) -> None:
    walk = Walk(ana, campus, database)
    for activity in campus.course.activities():
        walk.complete(activity)
    assert ana.open("/learn").sees("Every step is done")
    assert ana.open("/certificates").sees("Valid")


def test_the_reserve_is_offered_where_minutes_are_missing_and_counts_when_done(
    ana: Visitor, campus: Campus, database: Database
) -> None:
    for activity in campus.course.activities():
        for form in (
            forms(campus.course.practices[activity.id], "…") if activity.id in campus.course.practices else [{}]
        ):
            assert not ana.open("/learn/time").sees("From memory, once more")
            ana.open(f"/learn/steps/{activity.id}?on=1").submit(form, holding="opened")
    assert ana.open("/learn/time").sees("31 minutes are missing in S1, although every step is done")
    ana.follow("From memory, once more")
    assert ana.sees("practice reserve")
    ana.stay("1.9b.P", 5)
    ana.open("/learn/steps/1.9b.P").submit({"0": "The people."}, holding="opened")
    ana.follow("Back to your learning time")
    assert ana.sees("from the practice reserve")
    assert ana.sees("26 minutes are missing in S1")
    assert ana.sees("5 of 31 planned minutes are credited")
    assert ana.open("/certificates").sees("Credited minutes: 5, at least 31")


def test_what_is_missing_or_impossible_is_named_beside_the_field_and_the_rest_is_kept(ana: Visitor) -> None:
    ana.open("/learn/steps/1.3.P").submit({"0.0": "half", "1.0": "A survey in December"}, holding="0.0", status=422)
    assert ana.sees("2 answers need another look")
    assert ana.sees("Write a number here")
    assert ana.sees("Answer this one too.")
    values = ana.form(holding="0.0").values()
    assert (values["0.0"], values["1.0"]) == (["half"], ["A survey in December"])

    ana.open("/learn/steps/1.4.P").submit({str(n): "1" for n in range(5)}, holding="reason", status=422)
    assert ana.sees("Another step has the same place")


def test_a_marked_answer_shows_right_and_wrong_the_model_and_why(ana: Visitor) -> None:
    wrong = {"0.0": "0.72", "0.1": "85%", "1.0": "A survey in December"}
    ana.open("/learn/steps/1.3.P").submit(wrong, holding="0.0")
    assert ana.sees("1 of 3 as an experienced Master would. Look again at 1 3 .")
    assert ana.sees("You said: 0.72. 65 / 90 forgets where the office started.")
    assert ana.sees("A Master would say: 0.5")
    assert ana.sees("Right: 85%")
    assert ana.sees("It exists, it is weekly")


def test_a_dial_answers_every_move_and_completes_with_the_last_right_value(ana: Visitor, database: Database) -> None:
    ana.open("/learn/steps/1.6.P")
    assert ana.form(holding="0").values()["0"] == ["15"]
    ana.submit({"0": "2"}, holding="0")
    assert ana.sees("There is the tide, you know.")
    assert ana.sees("Not there yet")
    ana.submit({"0": "40"}, holding="0", status=422)
    assert ana.sees("This number lies outside what can be set.")
    ana.open("/learn").open("/learn/steps/1.6.P")
    assert ana.form(holding="0").values()["0"] == ["2"], "the move is kept"
    ana.submit({"0": "8"}, holding="0")
    assert ana.sees("one week is not a quarter")
    ana.submit({"1": "1,500"}, holding="1")
    assert ana.sees("At 1,500 passengers")
    assert completions(database, "1.6.P") == 0
    ana.submit({"1": "50"}, holding="1")
    assert completions(database, "1.6.P") == 1
    assert ana.sees("0 of 2 right at the first move")
    assert ana.sees("You began at 2 minutes and moved it 2 times.")


def test_a_branch_leads_by_choices_that_stay_and_ends_with_a_review_of_each(ana: Visitor, database: Database) -> None:
    ana.open("/learn/steps/1.7.P")
    assert not ana.sees("The captain arrives")
    ana.submit({}, holding="quay", status=422)
    assert ana.sees("1 answer needs another look")
    ana.submit({"quay": "0"}, holding="quay")
    assert ana.sees("The captain arrives, sees you in the chair")
    assert not ana.sees("learns that it can meet without its owner"), "no verdict before the end"
    ana.open("/learn").open("/learn/steps/1.7.P")
    assert ana.sees("The captain arrives"), "the path is kept"
    ana.submit({"seat": "0"}, holding="seat").submit({"open": "1"}, holding="open")
    assert completions(database, "1.7.P") == 1
    assert ana.sees("2 of 3 choices as an experienced Master would")
    assert ana.sees("learns that it can meet without its owner")
    assert ana.sees("The clerk can keep the 8 or let it go")


def test_a_choice_sent_twice_is_taken_once(ana: Visitor, database: Database) -> None:
    ana.open("/learn/steps/1.7.P")
    sent = {**ana.form(holding="quay").values(), "quay": "1"}
    for _ in range(2):
        ana.client.post("/learn/steps/1.7.P", base_url=ana.base, data=sent)
    assert ana.open("/learn/steps/1.7.P").sees("departures announced before six")
    with database.session() as db:
        assert db.scalar(select(func.count()).select_from(Turn)) == 1


def test_an_observation_completes_only_when_the_last_transcript_agrees(
    ana: Visitor, campus: Campus, database: Database
) -> None:
    first, last = forms(campus.course.practices["1.8.P"], "")
    ana.open("/learn/steps/1.8.P")
    assert ana.sees("Transcript 1 of 2")
    ana.submit(first, holding="0.1")
    assert ana.sees("12 of 12 items within one level of the experts (100%)")
    assert ana.sees("lines 1 to 9: order kept")
    ana.follow("Go to the next transcript")
    ana.submit(dict.fromkeys(LEVELS, "3"), holding="1.1")
    assert ana.sees("3 of 12 items within one level of the experts (25%)")
    assert ana.sees("more than one level apart")
    assert completions(database, "1.8.P") == 0
    ana.follow("Score it once more").submit(last, holding="1.1")
    assert completions(database, "1.8.P") == 1
    assert ana.sees("You scored it 2 times.")
    with database.session() as db:
        kept = db.scalars(select(Turn).order_by(Turn.number.desc()).limit(1)).one()
        assert kept.answer["1.1"] == "3", "the first scoring stays on record"


def test_a_level_left_out_does_not_count_as_scored(ana: Visitor, campus: Campus) -> None:
    first, _last = forms(campus.course.practices["1.8.P"], "")
    ana.open("/learn/steps/1.8.P").submit({k: v for k, v in first.items() if k != "0.7"}, holding="0.1", status=422)
    assert ana.sees("1 answer needs another look")
    assert ana.form(holding="0.1").values()["0.1"] == [first["0.1"]]


def test_an_activity_done_again_begins_anew_and_the_first_answer_stays_shown(ana: Visitor) -> None:
    ana.open("/learn/steps/1.7.P")
    ana.submit({"quay": "1"}, holding="quay").submit({"open": "1"}, holding="open")
    ana.open("/learn/steps/1.7.P?again=1")
    assert ana.sees("Everybody is there except the captain")
    ana.submit({"quay": "2"}, holding="quay")
    assert ana.open("/learn/steps/1.7.P").sees("2 of 2 choices as an experienced Master would")


def test_a_later_rating_of_the_same_outcomes_shows_the_earlier_one_beside_it(ana: Visitor) -> None:
    ana.open("/learn/steps/1.5.P").submit({"0": "0", "1": "1"}, holding="0")
    assert not ana.sees("At first")
    ana.open("/learn/steps/1.9.F").submit({"0": "2", "1": "3"}, holding="0")
    assert ana.sees("I can run a check-in and end it in time. with help alone")
    assert ana.sees("I can write an objective without a number. not yet could teach it")
