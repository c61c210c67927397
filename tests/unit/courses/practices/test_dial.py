from typing import Any

import pytest

from courses.practice import mark, stage, take
from tests.samples import faults, sample, sample_practice

PRACTICE = sample_practice("1.6")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("0", "Confidence 0"),
        ("3", "Confidence 0"),
        ("4", "Confidence 2"),
        ("7.5", "Confidence 5"),
        ("16", "Confidence 9"),
    ],
)
def test_the_first_band_that_reaches_a_value_speaks(value: str, says: str) -> None:
    stood = stage(PRACTICE, {"0": value})
    assert (stood.open or stood.settled[0]).says.startswith(says)


def test_a_wrong_value_is_kept_and_may_be_moved_again() -> None:
    taken = take(PRACTICE, {}, {"0": "5"})
    assert (taken.complete, taken.answer) == (False, {"0": "5", "0.first": "5", "0.moves": "1"})
    moved = take(PRACTICE, taken.answer, {"0": "8"}).answer
    assert moved == {"0": "8", "0.first": "5", "0.moves": "2"}
    assert stage(PRACTICE, moved).open.number == 1


def test_the_last_value_inside_the_range_completes() -> None:
    kept = {"0": "9"}
    assert not take(PRACTICE, kept, {"1": "1,500"}).complete
    assert take(PRACTICE, kept, {"1": "30"}).complete
    assert take(PRACTICE, kept, {"1": "60"}).complete


@pytest.mark.parametrize(
    ("text", "problem"), [("", "number"), ("many", "number"), ("17", "outside"), ("-1", "outside")]
)
def test_a_dial_moves_only_to_numbers_that_it_has(text: str, problem: str) -> None:
    taken = take(PRACTICE, {"0": "3"}, {"0": text})
    assert taken.problems == {"0": problem}
    assert taken.answer == {"0": "3"}


def test_a_move_of_a_dial_that_is_right_already_changes_nothing() -> None:
    taken = take(PRACTICE, {"0": "8"}, {"0": "2"})
    assert (taken.answer, taken.problems, taken.complete) == ({"0": "8"}, {}, False)


def test_a_dial_counts_as_right_when_its_first_value_was() -> None:
    answer = {"0": "8", "0.first": "8", "0.moves": "1", "1": "50", "1.first": "1500", "1.moves": "3"}
    marked = mark(PRACTICE, answer)
    assert [one.right for one in marked.marks] == [True, False]
    assert [one.model for one in marked.marks] == ["8–9 minutes", "30–60 passengers"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"step": 0}, "low must lie below high, and step above 0"),
        ({"from": 9, "to": 8}, "from and to must lie between low and high, from not above to"),
        ({"from": 8.2, "to": 8.7}, "no step of the dial falls between from and to"),
        ({"start": 8}, "start must lie on the dial, and not in the right range"),
        ({"start": 99}, "start must lie on the dial, and not in the right range"),
        ({"bands": [{"upto": 9, "says": "Low."}]}, "bands must rise by upto, and the last one reach high"),
        (
            {"bands": [{"upto": 9, "says": "Low."}, {"upto": 9, "says": "Again."}, {"upto": 16, "says": "High."}]},
            "bands must rise by upto, and the last one reach high",
        ),
    ],
)
def test_a_dial_can_be_solved_and_always_has_something_to_say(change: dict[str, Any], fault: str) -> None:
    data = sample("1.6")
    data["dial"][0] |= change
    assert faults(data) == [f"dial 1: {fault}"]
