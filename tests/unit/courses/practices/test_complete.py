from typing import Any

import pytest

from courses.practice import mark, take
from tests.samples import faults, sample, sample_practice


def right(name: str, given: str) -> bool | None:
    marks = mark(sample_practice("1.3"), {name: given}).marks
    return next(one.right for one in marks if one.field == name)


@pytest.mark.parametrize(("given", "is_right"), [("0.5", True), ("50%", True), ("0,505", True), ("0.51", False)])
def test_a_number_is_right_within_its_tolerance(given: str, is_right: bool) -> None:
    assert right("0.0", given) is is_right


@pytest.mark.parametrize(
    ("given", "is_right"), [("79.9", False), ("80", True), ("84%", True), ("88", True), ("89", False)]
)
def test_any_number_of_a_range_is_right(given: str, is_right: bool) -> None:
    assert right("0.1", given) is is_right


def test_a_number_that_fell_into_a_trap_is_told_which() -> None:
    marks = mark(sample_practice("1.3"), {"0.0": "0.72", "0.1": "60"}).marks
    assert marks[0].note == "65 / 90 forgets where the office started."
    assert (marks[0].model, marks[1].model, marks[1].note) == ("0.5", "80–88%", "")


def test_what_is_no_number_is_told_apart_from_what_is_missing() -> None:
    answer = {"0.0": "a half", "0.1": "", "1.0": "Bus company's list of unused seats"}
    assert take(sample_practice("1.3"), {}, answer).problems == {"0.0": "number", "0.1": "missing"}


def gap(**values: Any) -> list[str]:
    data = sample("1.3")
    data["card"][1]["gap"] = [{"label": "Source", "why": "So.", **values}]
    return faults(data)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"options": ["a", "b", "c"], "answer": "d"}, "the answer of gap 1 of card 2 is not among its options: d"),
        ({"options": ["a", "b", "b"], "answer": "a"}, "offer three different options or more in gap 1 of card 2"),
        ({"answer": 3}, "gap 1 of card 2 needs tolerance: a number"),
        ({"answer": "3", "tolerance": 0}, "answer of gap 1 of card 2 must be a number"),
        ({"from": 3}, "gap 1 of card 2 needs to: a number"),
        ({"from": 3, "to": 2}, "no number is right in gap 1 of card 2: mend from and to, or the tolerance"),
        (
            {"answer": 3, "tolerance": 1, "traps": [{"value": 4, "why": "Too many."}]},
            "the trap 4 of gap 1 of card 2 is a right answer",
        ),
        ({"answer": 3, "tolerance": 1, "traps": [{"value": 9}]}, "a trap of gap 1 of card 2 needs why: a text"),
    ],
)
def test_a_gap_must_have_a_right_answer_that_can_be_missed(values: dict[str, Any], fault: str) -> None:
    assert gap(**values) == [fault]
