"""How hard a question was and how well it tells trainees apart: from first answers, and flagged by the curriculum."""

import pytest

from assessments.statistics import Flag, Statistics, statistics

FORM = [["a", []], ["b", []], ["c", []]]


def test_difficulty_is_the_share_right_and_discrimination_the_correlation_with_the_rest() -> None:
    answers = [(1, 1, 1), (1, 1, 0), (0, 1, 0), (0, 0, 0)]
    found = statistics((person, FORM, points) for person, points in enumerate(answers))
    assert found["a"].n == 4
    assert found["a"].difficulty == 0.5
    assert found["a"].discrimination == pytest.approx(0.7071, abs=1e-4)


def test_only_the_first_answer_of_a_person_to_a_question_counts() -> None:
    again = [["a", []], ["d", []]]
    found = statistics([(1, FORM, [0, 1, 1]), (1, again, [1, 1]), (2, again, [1, 0])])
    assert (found["a"].n, found["a"].difficulty, found["d"].n) == (2, 0.5, 2)


def test_where_nothing_varies_there_is_no_discrimination() -> None:
    found = statistics((person, FORM, [1, person % 2, 1]) for person in range(4))
    assert found["a"].discrimination is None
    assert found["b"].discrimination is None


@pytest.mark.parametrize(
    ("n", "difficulty", "discrimination", "flags"),
    [
        (49, 0.10, 0.00, ()),
        (50, 0.29, 0.15, (Flag.HARD,)),
        (50, 0.30, 0.15, ()),
        (50, 0.95, None, ()),
        (50, 0.96, 0.14, (Flag.EASY, Flag.BLURRED)),
        (50, 0.60, -0.20, (Flag.BLURRED,)),
    ],
)
def test_a_question_is_reviewed_by_the_bounds_of_the_curriculum(
    n: int, difficulty: float, discrimination: float | None, flags: tuple[Flag, ...]
) -> None:
    assert Statistics(n, difficulty, discrimination).flags == flags
