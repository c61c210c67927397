from typing import Any

import pytest

from courses.practice import forms, mark, stage, take
from courses.practices.observe import ITEMS, LEVELS
from mentoring import practice as mentored
from tests.samples import faults, sample, sample_practice

PRACTICE = sample_practice("1.8")
FIRST, LAST = forms(PRACTICE, "")
OFF = {"0": "3", "1": "3", "2": "0", "3": "0"}
"""For each level, one that lies further than one away."""


def test_the_form_has_the_items_and_levels_of_the_mentors() -> None:
    assert (len(ITEMS), LEVELS) == (mentored.ITEMS, tuple(map(str, mentored.LEVELS)))


@pytest.mark.parametrize(
    ("item", "mean", "given", "agrees"),
    [
        ("1.9", "2.5", "1", False),
        ("1.9", "2.5", "2", True),
        ("1.9", "2.5", "3", True),
        ("1.10", "2", "0", False),
        ("1.10", "2", "1", True),
        ("1.10", "2", "3", True),
    ],
)
def test_a_level_agrees_within_one_of_the_experts_mean(item: str, mean: str, given: str, agrees: bool) -> None:
    marks = {one.field: one for one in mark(PRACTICE, {item: given}).marks}
    assert (marks[item].model, marks[item].right) == (mean, agrees)


def test_transcripts_are_scored_one_after_the_other() -> None:
    assert stage(PRACTICE, {}).number == 0
    kept = take(PRACTICE, {}, FIRST).answer
    stood = stage(PRACTICE, kept)
    assert (stood.scored.agreed, stood.scored.percent, stood.again) == (12, 100, False)
    onward = stage(PRACTICE, kept, onward=True)
    assert (onward.number, onward.scored) == (1, None)


def missed(count: int) -> dict[str, str]:
    names = [name for name in LAST if LAST[name] == "0"] + [name for name in LAST if LAST[name] != "0"]
    return {**LAST, **{name: OFF[LAST[name]] for name in names[:count]}}


@pytest.mark.parametrize(("count", "complete"), [(0, True), (2, True), (3, False), (12, False)])
def test_four_fifths_of_the_last_transcript_must_agree(count: int, complete: bool) -> None:
    kept = take(PRACTICE, {}, FIRST).answer
    taken = take(PRACTICE, kept, missed(count))
    assert taken.complete is complete
    assert stage(PRACTICE, taken.answer).again is not complete


def test_the_last_transcript_may_be_scored_again_and_each_scoring_is_counted() -> None:
    kept = take(PRACTICE, take(PRACTICE, {}, FIRST).answer, missed(5)).answer
    assert stage(PRACTICE, kept, onward=True).number == 1
    again = take(PRACTICE, kept, LAST)
    assert again.complete
    assert stage(PRACTICE, again.answer).scored.times == 2


def test_the_first_transcript_asks_for_no_agreement() -> None:
    wrong = {name: OFF[level] for name, level in FIRST.items()}
    kept = take(PRACTICE, {}, wrong).answer
    assert stage(PRACTICE, kept, onward=True).number == 1


def test_the_same_scores_sent_twice_count_once() -> None:
    kept = take(PRACTICE, {}, FIRST).answer
    again = take(PRACTICE, kept, FIRST)
    assert (again.answer, again.problems) == (kept, {})
    short = take(PRACTICE, kept, missed(5)).answer
    assert take(PRACTICE, short, missed(5)).answer == short


def test_an_item_without_a_level_is_named() -> None:
    taken = take(PRACTICE, {}, {**FIRST, "0.3": "", "0.4": "4"})
    assert taken.problems == {"0.3": "missing", "0.4": "missing"}


def changed(number: int, **values: Any) -> list[str]:
    data = sample("1.8")
    data["transcript"][number] |= values
    return faults(data)


def test_two_experts_have_scored_every_item_and_say_by_which_lines() -> None:
    reference, because = sample("1.8")["transcript"][0]["reference"], sample("1.8")["transcript"][0]["because"]
    few = {item: levels for item, levels in reference.items() if item != "12"}
    assert changed(0, reference=few) == ["the reference of transcript 1 must hold the items 1 to 12"]
    for levels in ([2], [2, 4], 2):
        (fault,) = changed(0, reference={**reference, "5": levels})
        assert fault.startswith("item 5 of the reference of transcript 1 must be two experts' levels from 0 to 3")
    assert changed(0, because={**because, "5": " "}) == ["transcript 1 needs the lines that justify item 5"]


def test_the_mark_may_stand_in_the_last_transcript_or_at_the_top() -> None:
    data = sample("1.8")
    del data["transcript"][-1]["must_agree"]
    assert faults(data) == ["give the last transcript must_agree: a percentage, such as 80"]
    assert faults({**data, "must_agree": 80}) == []
