"""The line of a target: its zones follow each other, its marks lie in order, and its words stay on the canvas."""

from itertools import pairwise
from pathlib import Path

import pytest

from academy.reach import EDGE, WIDTH, Reach, reach
from assessments.critic.language import load_language
from assessments.critic.understood import Height, understood
from assessments.okr import KeyResult, Okr

LANGUAGE = load_language(Path(__file__).parents[3] / "content" / "critic")
FELL = "Abandoned calls were 37%, 33%, 32% and 31%. Open requests rose by 40 each quarter."
LINES = (
    "Abandoned calls from 31% to 23%",
    "Abandoned calls from 31% to 30%",
    "Abandoned calls from 31% to 0%",
    "Open requests from 300 to 280",
    "Share of digital requests from 0% to 100%",
    "Budget raised from € 80k to € 95k",
    "Villages that signed from 4 to 9",
    "Satisfaction from 3.8 to 4.9 of 5",
)


def height(text: str) -> Height:
    one = next(understood(Okr("", (KeyResult(text),), cycle="Q2", context=FELL), LANGUAGE))
    assert one.height is not None
    return one.height


def drawn(text: str) -> Reach:
    return reach(height(text))


@pytest.mark.parametrize("text", LINES)
def test_zones_fill_the_bar_without_a_gap(text: str) -> None:
    zones = drawn(text).zones
    assert zones[0].x == EDGE
    assert zones[-1].x + zones[-1].width == pytest.approx(WIDTH - EDGE)
    assert all(one.x + one.width == pytest.approx(other.x) for one, other in pairwise(zones))


@pytest.mark.parametrize("text", LINES)
def test_marks_lie_on_the_canvas_in_the_order_of_their_steps_and_no_two_words_share_a_row(text: str) -> None:
    signs = drawn(text).signs
    places = [sign.x for sign in signs]
    assert places == sorted(places)
    assert EDGE <= places[0] <= places[-1] <= WIDTH - EDGE
    assert len({sign.y for sign in signs}) == len(signs)


def test_the_target_stands_in_the_zone_of_its_verdict() -> None:
    for text in LINES[:3]:
        found, target = drawn(text), next(sign for sign in drawn(text).signs if sign.name == "end")
        zone = next(one for one in found.zones if one.x <= target.x <= one.x + one.width)
        assert zone.name == height(text).verdict
