"""How the critic tells own work from a state, in sentences, fragments and slides."""

from pathlib import Path

import pytest

from assessments.critic.language import load_language
from assessments.critic.reading import read
from assessments.critic.work import Work, own_work
from assessments.okr import KeyResult

LANGUAGE = load_language(Path(__file__).parents[4] / "content" / "critic")


def work(text: str) -> Work | None:
    return own_work(read(KeyResult(text), LANGUAGE), LANGUAGE)


@pytest.mark.parametrize(
    "text",
    [
        "Print 400 posters",
        "Night shelter renovated by 1 May",
        "Zones marked with buoys",
        "12 evenings with fathers",
        "Demo film",
        "Publication of the noise map",
        "Foundation laid",
        "Keep the address list up to date",
        "Go-live 15 May",
        "Dispatch board",
        "Vaccinate 5,000 children",
    ],
)
def test_work_is_seen_as_a_verb_as_done_and_as_a_thing(text: str) -> None:
    found = work(text)
    assert found is not None
    assert not found.gauged


@pytest.mark.parametrize(
    "text",
    [
        "Wait from 40 to 25 days",
        "Letters answered within 5 days from 60% to 80%",
        "Complaints resolved",
        "Design system adoption",
        "Pilot at three airports signed",
        "Parents' satisfaction improved",
        "Demo requests from 20 to 40 a month",
        "Fewer complaints",
        "High-quality reports",
        "Staff digitally fit",
        "Course evaluations >= 4.2",
        "The finance department has to deliver the interface",
    ],
)
def test_states_and_the_deeds_of_others_are_no_work(text: str) -> None:
    assert work(text) is None


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("Print 400 posters", True),
        ("Print the poster by 30 June", False),
        ("Team meetings weekly", True),
        ("All 12 halls inspected", True),
        ("Maintenance plan 100% executed", False),
    ],
)
def test_a_count_is_told_from_a_date_and_from_all(text: str, numbered: bool) -> None:
    found = work(text)
    assert found is not None
    assert found.numbered is numbered


@pytest.mark.parametrize("text", ["Inspections from 200 to 300", "Inspections: 120", "Budget spent: 97%"])
def test_work_worded_as_a_measure_is_gauged(text: str) -> None:
    found = work(text)
    assert found is not None
    assert found.gauged
