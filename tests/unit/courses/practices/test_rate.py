from courses.practice import mark, take
from courses.practices.rate import ratings
from tests.samples import faults, sample, sample_practice

PRACTICE = sample_practice("1.5")


def test_a_rating_is_kept_in_words_and_never_judged() -> None:
    marked = mark(PRACTICE, {"0": "3", "1": "0"})
    assert [(one.given, one.right) for one in marked.marks] == [("could teach it", None), ("not yet", None)]
    assert marked.judged == 0


def test_a_level_that_the_scale_does_not_have_is_no_answer() -> None:
    assert take(PRACTICE, {}, {"0": "4", "1": "0"}).problems == {"0": "missing"}


def test_two_ratings_can_be_compared_by_outcome() -> None:
    assert ratings(PRACTICE, {"0": "1", "1": "2"}) == {"LO3": "with help", "LO8": "alone"}
    assert ratings(PRACTICE, {"0": "1"}) == {"LO3": "with help"}


def test_the_levels_of_a_scale_differ() -> None:
    assert faults({**sample("1.5"), "scale": ["yes", "yes"]}) == [
        "give a scale of two levels or more, each in words of its own"
    ]
