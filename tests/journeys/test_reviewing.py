"""Instructors teach the critic: each finding is accepted or rejected, and what was said becomes counts and cases."""

import json
from dataclasses import replace

import pytest

from academy.campus import Campus
from assessments.actions import submit_rewrite
from assessments.exercise import Answer
from assessments.okr import KeyResult
from bench.bank_cases import case_of
from registry.actions import grant_role
from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import NOW, PASSWORD, make_person
from tests.journeys.assessed.people import People

OWNER = "Ms Ottilie Krantz"
TASK_LINE = KeyResult("Hold 4 trainings", date="2026-06-30", owner=OWNER)


@pytest.fixture
def sent(people: People, database: Database, loaded: Campus) -> int:
    """Give a rewrite with a task among its key results."""
    exercise = loaded.catalogue.exercises["E01"]
    kept = tuple(replace(one, owner=OWNER) for one in exercise.model.key_results)
    answer = Answer(replace(exercise.model, key_results=(*kept, TASK_LINE)))
    with database.session.begin() as db:
        return submit_rewrite(db, people.enrolment_id, exercise, answer, loaded.language, now=NOW).id


@pytest.fixture
def olga(people: People, database: Database) -> Visitor:
    with database.session.begin() as db:
        person = make_person(db, "Olga Marques", password=PASSWORD)
        grant_role(db, person, Role.ADMINISTRATOR, None, now=NOW)
        email = person.email
    return Visitor(people.app).sign_in(email, PASSWORD)


def places(visitor: Visitor) -> list[str]:
    """Return the addresses at which findings of the open page are reviewed."""
    found = [part.split('"')[0] for part in visitor.answer.text.split('formaction="')[1:]]
    return list(dict.fromkeys(found))


def say(visitor: Visitor, address: str, verdict: str, **typed: str) -> str:
    """Press one of a finding's buttons, as a browser without a script does, and return the page."""
    token = visitor.form(holding="csrf_token").values()["csrf_token"][0]
    data = {"csrf_token": token, "verdict": verdict, **typed}
    return visitor.client.post(address, base_url=visitor.base, data=data).text


def test_without_a_script_what_is_typed_of_the_grade_stays(people: People, sent: int) -> None:
    marta = people.marta().open(f"/teach/submissions/{sent}")
    page = say(marta, places(marta)[0], "reject", note="Half of a sentence", **{"level-D": "2"})
    assert "Half of a sentence</textarea>" in page
    assert 'name="level-D" value="2" checked' in page
    assert page.count('aria-pressed="true"') == 1
    assert "level is missing" not in page


def test_a_script_is_answered_with_the_part_alone(people: People, sent: int) -> None:
    marta = people.marta().open(f"/teach/submissions/{sent}")
    part = say(marta, places(marta)[0], "accept", part="1")
    assert part.strip().startswith('<div class="review"')
    assert ": accepted" in part


def test_a_verdict_that_is_none_is_refused(people: People, sent: int) -> None:
    marta = people.marta().open(f"/teach/submissions/{sent}")
    assert 'aria-pressed="true"' not in say(marta, places(marta)[0], "perhaps")


def test_what_was_said_becomes_counts_and_a_case_that_the_bank_reads_with_nobodys_name(
    people: People, sent: int, olga: Visitor, loaded: Campus
) -> None:
    marta = people.marta().open(f"/teach/submissions/{sent}")
    found = places(marta)
    assert len(found) == 2
    say(marta, found[0], "accept")
    assert olga.open("/office/critic/cases.jsonl").answer.text == "", "a finding is still open"
    say(marta, found[1], "reject")
    olga.open("/office/critic")
    assert olga.sees(f"{loaded.flaws['output-measure'].title} 1 0 100 %")
    assert olga.sees(f"{loaded.flaws['task-as-key-result'].title} 0 1 0 %")
    text = olga.open("/office/critic/cases.jsonl").answer.text
    case = case_of(json.loads(text))
    assert (case.labels["kr3"], case.near["kr3"]) == ({"output-measure"}, {"task-as-key-result"})
    assert not case.twice, "one person judged it"
    assert case.okr.key_results[2].text == "Hold 4 trainings by 2026-06-30"
    again = olga.open(f"/teach/submissions/{sent}")
    for address in found:
        say(again, address, "accept")
    assert olga.open("/office/critic/cases.jsonl").answer.text == "", "the two do not agree"
    say(marta, found[1], "accept")
    both = case_of(json.loads(olga.open("/office/critic/cases.jsonl").answer.text))
    assert both.labels["kr3"] == both.first["kr3"] == both.second["kr3"] == {"output-measure", "task-as-key-result"}
    assert both.twice
    for private in (OWNER, "Krantz", "Ana", "Marta"):
        assert private not in text
