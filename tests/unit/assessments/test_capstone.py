"""The rules of the capstone: points, the pass, what is written again, and how two or three scores become one."""

from pathlib import Path

import pytest

from assessments.capstone import CapstoneForm, Pass, load_capstone_form
from assessments.scoring import asked_next, combine, disputed
from courses.files import ContentError

FILE = Path("content/forms/capstone.en.toml")
FORM = load_capstone_form(FILE)
ALL = tuple("ABCDEFGHIJ")
NEEDED = FORM.needed


def levels(most: float = 2, **others: float) -> dict[str, float]:
    return {**dict.fromkeys(ALL, most), **others}


def scores(most: int = 2, **others: int) -> dict[str, float]:
    return levels(most, **others)


def test_the_form_is_that_of_the_curriculum() -> None:
    weights = {"A": 15, "B": 8, "C": 8, "D": 14, "E": 12, "F": 15, "G": 10, "H": 6, "I": 6, "J": 6}
    assert dict(NEEDED.weights) == weights
    assert (NEEDED.points_min, dict(NEEDED.floors)) == (70, {"A": 2, "F": 2})
    assert (FORM.words, FORM.resubmissions) == (2500, 2)
    assert [section.id for section in FORM.parts] == [*ALL, "calendar"]
    assert all(section.prompt and len(section.anchors) == 4 for section in FORM.sections)


@pytest.mark.parametrize(("level", "points"), [(0, 0), (1, 33.3), (2, 66.7), (2.5, 83.3), (3, 100)])
def test_points_are_the_level_in_thirds_of_the_weight(level: float, points: float) -> None:
    assert NEEDED.points(levels(level)) == points


def test_points_short_of_the_cut_are_never_rounded_up_to_it() -> None:
    short = levels(2, E=2.5, H=2.5)
    assert NEEDED.points(short) == 69.7
    assert not NEEDED.passes(short)
    assert NEEDED.passes(levels(2, E=2.5, H=2.5, I=2.5))


@pytest.mark.parametrize("low", [{"J": 0}, {"A": 1.5}, {"F": 1}, {"B": 0}])
def test_a_section_below_its_floor_fails_whatever_the_points(low: dict[str, float]) -> None:
    reached = levels(3, **low)
    assert NEEDED.points(reached) >= 70
    assert not NEEDED.passes(reached)
    assert NEEDED.failing(reached) == tuple(low)


def test_a_section_halfway_to_partial_is_not_absent() -> None:
    assert NEEDED.passes(levels(3, J=0.5))


def test_a_plan_that_passes_has_nothing_to_write_again() -> None:
    assert NEEDED.failing(levels(3, J=1)) == ()


def test_where_points_are_missing_all_that_is_not_sound_is_written_again() -> None:
    assert NEEDED.failing(levels(2, D=1, E=1.5, B=3)) == ("D", "E")


def test_where_that_would_not_do_all_that_is_not_exemplary_is_written_again() -> None:
    assert NEEDED.failing(levels(2, B=3)) == tuple(one for one in ALL if one != "B")
    assert NEEDED.failing(levels(2, J=1)) == ALL


@pytest.mark.parametrize("reached", [levels(2), levels(1), levels(2, J=1), levels(2, A=1), levels(0, A=3, F=3)])
def test_what_is_written_again_always_suffices_to_pass(reached: dict[str, float]) -> None:
    assert NEEDED.passes({**reached, **dict.fromkeys(NEEDED.failing(reached), 3)})


def test_a_pass_is_kept_as_it_was() -> None:
    assert Pass.from_json(NEEDED.as_json()) == NEEDED


def test_nothing_stands_before_two_scores_are_in() -> None:
    assert combine(ALL, []) is None
    assert combine(ALL, [scores(3)]) is None
    assert asked_next(ALL, []) == asked_next(ALL, [scores(3)]) == ALL


def test_two_scores_stand_by_their_mean() -> None:
    assert combine(ALL, [scores(2, A=3), scores(2, B=1)]) == levels(2, A=2.5, B=1.5)


def test_a_level_apart_is_no_dispute_and_two_are() -> None:
    assert disputed(scores(2), scores(3)) == ()
    assert disputed(scores(3, C=1), scores(2, A=0, C=3)) == ("A", "C")


def test_the_third_is_asked_for_what_is_disputed_and_their_word_stands() -> None:
    first, second = scores(3, C=1), scores(2, A=0, C=3)
    assert asked_next(ALL, [first, second]) == ("A", "C")
    assert combine(ALL, [first, second]) is None
    assert combine(ALL, [first, second, {"A": 2, "C": 0}]) == levels(2.5, A=2, C=0)


def test_after_three_scores_nobody_is_asked_again() -> None:
    assert asked_next(ALL, [scores(3), scores(0), scores(1)]) == ()


def test_only_what_was_written_again_is_asked_for() -> None:
    assert asked_next(("D", "E"), []) == ("D", "E")
    assert combine(("D", "E"), [{"D": 3, "E": 2}, {"D": 2, "E": 2}]) == {"D": 2.5, "E": 2}


def test_words_are_counted_in_the_sections_and_not_in_the_calendar() -> None:
    texts = {"A": "one two  three", "J": "four", "calendar": "five six"}
    assert FORM.written(texts) == 4


def test_a_section_counts_as_begun_from_ten_words_on() -> None:
    assert FORM.begun({"A": "word " * 9, "B": "word " * 10, "C": "word " * 50, "calendar": "word " * 50}) == 2


def broken(tmp_path: Path, before: str, after: str) -> CapstoneForm:
    file = tmp_path / "capstone.en.toml"
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return load_capstone_form(file)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("weight = 15", "weight = 14", "the weights add up to 99, not to 100"),
        ('  "absent",\n', "", "section A needs four anchors"),
        ("F = 2", "K = 2", "there is no section K"),
        ('id = "B"', 'id = "A"', "two sections have the same id"),
        ("resubmissions = 2\n", "", "the field 'resubmissions' is missing"),
    ],
)
def test_a_broken_form_is_refused_with_what_to_mend(tmp_path: Path, before: str, after: str, words: str) -> None:
    with pytest.raises(ContentError, match=words):
        broken(tmp_path, before, after)
