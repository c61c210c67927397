from collections.abc import Callable
from typing import Any

import pytest

from courses.practice import mark, practice_of, stage, take
from tests.samples import faults, sample, sample_practice

PRACTICE = sample_practice("1.7")


def test_a_choice_leads_to_its_own_scene() -> None:
    after = {choice: stage(PRACTICE, {"quay": choice}).scene["id"] for choice in "012"}
    assert after == {"0": "seat", "1": "open", "2": "open"}


def test_a_path_is_complete_when_a_choice_ends_it() -> None:
    assert not take(PRACTICE, {"quay": "0"}, {"seat": "0"}).complete
    assert take(PRACTICE, {"quay": "0"}, {"seat": "1"}).complete


def test_a_choice_once_made_stays() -> None:
    taken = take(PRACTICE, {"quay": "0"}, {"quay": "1"})
    assert (taken.answer, taken.problems, taken.complete) == ({"quay": "0"}, {}, False)


@pytest.mark.parametrize("sent", [{}, {"quay": ""}, {"quay": "3"}, {"quay": "x"}])
def test_without_a_choice_nobody_leaves_a_scene(sent: dict[str, str]) -> None:
    assert take(PRACTICE, {}, sent).problems == {"quay": "missing"}


def test_every_choice_on_the_way_is_looked_back_on() -> None:
    answer = {"quay": "0", "seat": "0", "open": "2"}
    marks = mark(PRACTICE, answer).marks
    assert [(one.field, one.right) for one in marks] == [("quay", False), ("seat", True), ("open", False)]
    assert marks[2].model == "You ask what has been seen since last week that speaks for an 8."
    others = stage(PRACTICE, answer).path[0].others
    assert [choice["verdict"] for choice in others] == ["sound", "fair"]


def test_the_choices_are_mixed_wherever_the_file_puts_the_sound_one() -> None:
    data = sample("1.7")
    for scene in data["scene"]:
        scene["choice"].sort(key=lambda choice: choice["verdict"], reverse=True)
    practice = practice_of(data, "S1")
    shown = [stage(practice, kept).choices for kept in ({}, {"quay": "1"}, {"quay": "0"})]
    assert len({[value for value, _text in choices].index("0") for choices in shown}) > 1


def choice(data: dict[str, Any], scene: int, number: int) -> dict[str, Any]:
    found: dict[str, Any] = data["scene"][scene]["choice"][number]
    return found


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda d: choice(d, 0, 0).update(then="harbour"), "choice 1 of scene quay leads to harbour"),
        (lambda d: choice(d, 0, 0).update(then="open"), "no choice leads to scene seat"),
        (lambda d: choice(d, 2, 0).update(then="quay"), "a path comes back to open, quay, seat"),
        (lambda d: choice(d, 0, 0).update(verdict="sound"), "scene quay needs three choices, one of them sound"),
        (lambda d: choice(d, 0, 0).update(verdict="bad"), "the verdict of choice 1 of scene quay must be"),
        (lambda d: d["scene"][1]["choice"].pop(), "scene seat needs three choices, one of them sound"),
        (lambda d: d.update(start="bridge"), "there is no scene bridge to start with"),
        (lambda d: d["scene"][1].update(id="quay"), "give every scene an id of its own"),
        (lambda d: choice(d, 1, 2).pop("why"), "choice 3 of scene seat needs why: a text"),
    ],
)
def test_a_scene_that_cannot_be_played_to_an_end_is_refused(harm: Callable[[Any], Any], fault: str) -> None:
    data = sample("1.7")
    harm(data)
    assert faults(data)[0].startswith(fault)
