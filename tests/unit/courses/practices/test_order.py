import pytest

from courses.practice import mark, take
from tests.samples import faults, sample, sample_practice

PRACTICE = sample_practice("1.4")
STEPS = sample("1.4")["steps"]


@pytest.mark.parametrize("steps", [STEPS, list(reversed(STEPS)), ["a", "b", "c", "d"], ["d", "c", "b", "a"]])
def test_the_steps_are_never_shown_in_the_right_order(steps: list[str]) -> None:
    shown = [part["text"] for part in sample_practice("1.4", steps=steps).parts]
    assert sorted(shown) == sorted(steps)
    assert shown != steps


def test_a_step_is_right_in_its_own_place_alone() -> None:
    places = [part["place"] for part in PRACTICE.parts]
    swapped = {1: 2, 2: 1}
    given = {str(n): str(swapped.get(place, place)) for n, place in enumerate(places)}
    marked = mark(PRACTICE, {**given, "reason": "Recap."})
    assert (marked.right, marked.judged) == (3, 5)


def test_a_place_given_twice_is_refused_at_both_steps() -> None:
    given = {"0": "1", "1": "2", "2": "1", "3": "", "4": "5", "reason": "Recap."}
    assert take(PRACTICE, {}, given).problems == {"0": "twice", "2": "twice", "3": "missing"}


@pytest.mark.parametrize("steps", [["a", "b", "c"], [*"abcdefghi"], ["a", "b", "c", "c"]])
def test_four_to_eight_different_steps_can_be_ordered(steps: list[str]) -> None:
    assert faults({**sample("1.4"), "steps": steps}) == ["give 4 to 8 different steps"]
