"""When a quiz may be tried again: rounds of misses, talks between them, and days."""

from datetime import timedelta

import pytest

from assessments.retry import DAY, EXAM_RETRY, QUIZ_RETRY
from tests.factories import NOW

WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("talks", "misses", "left", "talk"),
    [(0, 0, 3, False), (0, 2, 1, False), (0, 3, 0, True), (1, 0, 3, False), (1, 3, 0, True), (9, 3, 0, True)],
)
def test_a_quiz_has_three_misses_a_round_and_a_talk_always_begins_another(
    talks: int, misses: int, left: int, talk: bool
) -> None:
    assert QUIZ_RETRY.misses_left(talks, misses) == left
    assert QUIZ_RETRY.talk_helps(talks, misses) is talk


@pytest.mark.parametrize(
    ("talks", "misses", "left", "talk"),
    [(0, 0, 2, False), (0, 1, 1, False), (0, 2, 0, True), (1, 0, 1, False), (1, 1, 0, False), (2, 0, 0, False)],
)
def test_the_exam_has_two_misses_then_a_talk_then_one(talks: int, misses: int, left: int, talk: bool) -> None:
    assert EXAM_RETRY.misses_left(talks, misses) == left
    assert EXAM_RETRY.talk_helps(talks, misses) is talk


def test_a_first_try_waits_for_nothing() -> None:
    assert QUIZ_RETRY.next_at([], []) is EXAM_RETRY.next_at([], []) is None


def test_the_fourth_try_of_a_day_waits_until_the_first_is_a_day_old() -> None:
    tries = [NOW + timedelta(minutes=n) for n in range(4)]
    assert QUIZ_RETRY.next_at(tries[:2], tries[:2]) is None
    assert QUIZ_RETRY.next_at(tries[:3], tries[:3]) == tries[0] + DAY
    assert QUIZ_RETRY.next_at(tries, tries) == tries[1] + DAY


def test_a_talk_opens_a_quiz_at_once_and_the_exam_a_week_after_the_last_try() -> None:
    tries = [NOW, NOW + DAY]
    assert EXAM_RETRY.next_at(tries[:1], tries[:1]) == NOW + DAY
    assert EXAM_RETRY.next_at(tries, []) == NOW + DAY + WEEK
    assert QUIZ_RETRY.next_at(tries, []) == NOW + DAY
