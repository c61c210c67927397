"""A quiz is drawn at random, asked without its keys, and marked by parts."""

from pathlib import Path
from random import Random

import pytest

from assessments.catalogue import load_catalogue
from assessments.items import Quiz, quiz_of
from assessments.quiz import draw, mark, missing, percent, points, questions, reason, solved

OPTIONS = [
    {"text": "Lost-file requests from 40 to 10", "correct": True, "rationale": "A change."},
    {"text": "Migrate all files", "rationale": "A task."},
    {"text": "Be a modern archive", "rationale": "A slogan."},
]


FORM = [("T-14", [0, 1, 2, 3]), ("T-0", [1, 2, 0]), ("T-10", [0, 1, 2]), ("T-11", [1, 0, 3, 2]), ("T-12", [1, 0])]


def item(number: int, kind: str, **data: object) -> dict[str, object]:
    return {
        "id": f"T-{number}",
        "type": kind,
        "stem": f"Which one ({number})?",
        "lessons": ["3.1"],
        "outcomes": ["LO4"],
        **data,
    }


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    pairs = [{"left": side, "right": side.upper(), "rationale": "So it is."} for side in ("task", "output", "outcome")]
    multi = [
        *OPTIONS,
        {"text": "Found at once from 60% to 85%", "correct": True, "rationale": "A change."},
    ]
    steps = ["one", "two", "three", "four"]
    hotspot = {"text": "[[Clerks]] answer [[in 5 days]].", "answer": 2, "rationales": ["Who.", "How far."]}
    number = {"answer": 0.4, "tolerance": 0.005, "rationale": "6 of 15."}
    number["traps"] = [{"value": 0.6, "rationale": "What is left."}]
    items = [item(n, "single", options=OPTIONS) for n in range(6)]
    items += [item(10, "match", pairs=pairs), item(11, "multi", options=multi), item(12, "hotspot", **hotspot)]
    items += [
        item(13, "numeric", **number),
        item(14, "order", steps=steps, rationale="In time."),
    ]
    wanted = {"single": 2, "match": 1, "multi": 1, "numeric_or_hotspot": 1, "order": 1}
    return quiz_of({"id": "T.Q", "title": "Trial", "cut": 75, "draw": wanted, "item": items})


def test_a_form_has_the_drawn_types_and_no_item_twice(quiz: Quiz) -> None:
    form = draw(quiz, set(), Random(1))
    types = sorted(quiz.items[one].type for one, _order in form)
    assert types[:2] == ["match", "multi"] or "match" in types
    assert types.count("single") == 2
    assert len({one for one, _order in form}) == quiz.drawn == 6


def test_a_second_form_prefers_what_was_not_seen(quiz: Quiz) -> None:
    seen = {f"T-{n}" for n in range(4)}
    singles = {one for one, _order in draw(quiz, seen, Random(2)) if quiz.items[one].type == "single"}
    assert singles == {"T-4", "T-5"}


def test_a_question_carries_neither_key_nor_rationale(quiz: Quiz) -> None:
    form = draw(quiz, set(), Random(3))
    asked = repr(questions(quiz, form))
    for rationale in ("A change.", "A task.", "So it is.", "6 of 15.", "How far.", "In time."):
        assert rationale not in asked
    assert "correct" not in asked


def test_a_page_numbers_the_parts_as_it_shows_them_so_that_no_name_tells_their_order(quiz: Quiz) -> None:
    placed = [(item_id, [2, 0, 3, 1] if quiz.items[item_id].type == "order" else order) for item_id, order in FORM]
    for asked in questions(quiz, placed):
        assert [place for place, _text in asked.choices] == list(range(len(asked.choices)))
    steps = next(one for one in questions(quiz, placed) if one.type == "order")
    assert [text for _place, text in steps.choices] == ["three", "one", "four", "two"]
    assert solved(quiz, placed)[steps.fields[0]] == ["3"]


def test_answers_are_kept_in_the_items_own_numbering(quiz: Quiz) -> None:
    order = [("T-14", [2, 0, 3, 1]), ("T-0", [2, 1, 0]), ("T-11", [3, 2, 1, 0])]
    answer = {"q0.0": ["a"], "q0.1": ["b"], "q0.2": ["c"], "q0.3": ["d"], "q1": ["2"], "q2": ["0", "3", "9"]}
    assert [one.given for one in mark(quiz, order, answer)] == [("b", "d", "a", "c"), ("0",), ("3", "0", "")]


@pytest.mark.parametrize("seed", range(5))
def test_the_right_answers_earn_everything_however_the_parts_were_shuffled(quiz: Quiz, seed: int) -> None:
    form = draw(quiz, set(), Random(seed))
    answer = solved(quiz, form)
    assert missing(questions(quiz, form), answer) == ()
    assert percent(mark(quiz, form, answer)) == 100


def test_nothing_answered_is_missing_everywhere_and_earns_nothing(quiz: Quiz) -> None:
    form = draw(quiz, set(), Random(4))
    asked = questions(quiz, form)
    assert missing(asked, {}) == tuple(name for one in asked for name in one.fields)
    assert percent(mark(quiz, form, {})) == 0


def test_parts_that_are_right_count(quiz: Quiz) -> None:
    assert points(quiz.items["T-10"], ["0", "1", "2"]) == pytest.approx(
        1 / 3
    )  # rights by alphabet: outcome, output, task
    assert points(quiz.items["T-14"], ["1", "2", "4", "3"]) == 0.5
    assert points(quiz.items["T-11"], ["0"]) == 0.5
    assert points(quiz.items["T-11"], ["0", "1"]) == 0, "a wrong choice takes away what a right one earned"
    assert points(quiz.items["T-11"], ["0", "1", "2", "3"]) == 0, "ticking everything earns nothing"


@pytest.mark.parametrize("nonsense", ["", "x", "99", "-1", "²", "0x1", "9" * 5000, "\u0661"])
def test_nonsense_is_wrong_and_breaks_nothing(quiz: Quiz, nonsense: str) -> None:
    for one in quiz.items.values():
        assert points(one, [nonsense] * 4) == 0


def test_a_slip_that_the_author_foresaw_gets_its_own_word_first(quiz: Quiz) -> None:
    asked = quiz.items["T-13"]
    assert reason(asked, "0.6") == "What is left. 6 of 15."
    assert points(asked, ["40%"]) == points(asked, ["0,4"]) == 1
    assert reason(asked, "0.4") == reason(asked, "7") == "6 of 15."


def test_the_real_quizzes_can_be_drawn_three_times_without_repeating_a_single_choice() -> None:
    for real in load_catalogue(Path("content")).quizzes.values():
        seen: set[str] = set()
        for seed in range(3):
            form = draw(real, seen, Random(seed))
            assert len(form) == real.drawn
            singles = {one for one, _order in form if real.items[one].type == "single"}
            assert not singles & seen
            seen |= {one for one, _order in form}
