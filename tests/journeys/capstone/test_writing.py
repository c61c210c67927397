"""Writing the plan by pages alone: drafts that lose nothing, words counted, the studio, and what is not sent."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.client import Visitor
from tests.journeys.capstone.people import People
from tests.unit.assessments.plans import TEXTS


def autosave(visitor: Visitor, **values: str) -> TestResponse:
    """Save as the page does by itself after two seconds of silence."""
    data = {**visitor.form(holding="version").values(), **values}
    headers = {"HX-Request": "true"}
    return visitor.client.post("/capstone/draft", base_url=visitor.base, data=data, headers=headers)


def test_the_page_shows_every_section_with_what_to_write_and_how_it_is_read(people: People) -> None:
    ana = people.visitor().open("/learn").follow("Capstone")
    for words in ("A Sponsorship", "J Risks, change, ethics", "Calendar, one page", "0 of 2500 words"):
        assert ana.sees(words)
    assert ana.sees("Which decision do you ask of them first")
    assert ana.sees("coalition, peer-institution visit")
    assert ana.sees("70 of 100 points")


def test_a_draft_is_saved_without_a_script_and_is_there_again(people: People) -> None:
    ana = people.visitor().open("/capstone")
    ana.submit({"A": "The head of the house.\nShe signs.", "calendar": "Week 1", "save": "1"}, holding="version")
    assert ana.sees("7 of 2500 words")
    values = people.visitor().open("/capstone").form(holding="version").values()
    assert values["A"] == ["The head of the house.\nShe signs."]
    assert values["calendar"] == ["Week 1"]


def test_a_draft_saved_by_itself_brings_back_its_version_and_the_words(people: People) -> None:
    ana = people.visitor().open("/capstone")
    answer = autosave(ana, A="The head of the house signs.")
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "draft-saved"
    assert "6 of 2500 words" in answer.text
    assert 'name="version" value="1"' in answer.text
    assert 'id="plan-words" hx-swap-oob="true"' in answer.text


def test_two_windows_undo_nothing_of_each_other(people: People) -> None:
    here, there = people.visitor().open("/capstone"), people.visitor().open("/capstone")
    here.submit({"A": "Words of the first window.", "save": "1"}, holding="version")
    answer = autosave(there, A="Words of the second window.")
    assert (answer.status_code, "changed in another window" in answer.text) == (409, True)
    there.submit({"A": "Words of the second window.", "save": "1"}, holding="version", status=409)
    assert there.sees("Words of the first window.")
    assert there.form(holding="version").values()["A"] == ["Words of the second window."]
    there.submit({"save": "1"}, holding="version")
    assert people.visitor().open("/capstone").form(holding="version").values()["A"] == ["Words of the second window."]


def test_the_studio_is_done_with_five_sections_begun(people: People) -> None:
    ana = people.visitor().open("/learn/modules/S1").follow("Capstone studio")
    assert ana.path == "/capstone"
    assert ana.sees("Twenty-two minutes in which the plan gets out of your head")
    ana.submit({**{one: TEXTS[one] for one in "ABCD"}, "save": "1"}, holding="version")
    assert not ana.sees("Done: Capstone studio")
    ana.submit({"E": TEXTS["E"], "save": "1"}, holding="version")
    assert ana.sees("Done: Capstone studio")
    assert ana.sees("nobody but you sees it until you send it")


def test_time_on_the_page_counts_for_the_studio(people: People) -> None:
    ana = people.visitor().open("/capstone")
    ana.stay("8.5.X", 20)
    answer = autosave(ana, **{one: TEXTS[one] for one in "ABCDE"})
    assert answer.status_code == 200
    assert re.search(r"53 minutes planned, 20 credited", ana.open("/learn").page.text)


def test_an_incomplete_plan_is_not_sent_and_nothing_of_it_is_lost(people: People) -> None:
    ana = people.visitor().open("/capstone")
    ana.submit({**TEXTS, "H": "", "send": "1"}, holding="version", status=422)
    assert ana.sees("Some sections are still empty.")
    assert ana.sees("Tracking: This section is still empty.")
    assert ana.form(holding="version").values()["A"] == [TEXTS["A"]]
    assert people.visitor().open("/capstone").form(holding="version").values()["A"] == [TEXTS["A"]]


def test_a_plan_that_is_too_long_says_by_how_much(people: People) -> None:
    ana = people.visitor().open("/capstone")
    ana.submit({**TEXTS, "A": "word " * 2500, "send": "1"}, holding="version", status=422)
    assert ana.sees("hold more words than they may")
    assert ana.sees("words too many")


@pytest.mark.parametrize("typed", ["x" * 20_001, "a\x00b"])
def test_a_text_that_cannot_be_kept_is_refused_beside_its_field(people: People, typed: str) -> None:
    ana = people.visitor().open("/capstone")
    ana.submit({"B": typed, "save": "1"}, holding="version", status=422)
    assert ana.sees("Please look at this again")
    assert autosave(ana, B=typed).status_code == 422


def test_a_plan_that_is_read_cannot_be_written(people: People) -> None:
    ana = people.visitor()
    token = ana.open("/capstone").form(holding="version").values()["csrf_token"][0]
    people.send(ana)
    assert ana.sees("Your plan is sent. Two assessors read it, each without the other.")
    assert ana.sees(TEXTS["A"])
    assert ana.open("/capstone").sees("Version 1 is being read")
    data = {"csrf_token": token, "A": "Late words.", "version": "1"}
    answer = ana.client.post("/capstone/draft", base_url=ana.base, data=data)
    assert (answer.status_code, "still being read" in answer.text) == (409, True)
    assert ana.client.post("/capstone", base_url=ana.base, data=data).status_code == 409
