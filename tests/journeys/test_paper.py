"""A lesson for paper: everything that is taught, and nothing to press."""

from html import escape

from academy.campus import Campus
from tests.client import Visitor


def test_the_whole_lesson_stands_on_one_page_for_paper(ana: Visitor, loaded: Campus) -> None:
    lesson = loaded.course.lessons["3.1"]
    page = ana.open("/learn/steps/3.1.R").follow("The whole lesson, for paper").answer.text
    for words in (
        lesson.why,
        lesson.claim,
        lesson.answer,
        *lesson.inquiry,
        *(point.text for point in lesson.key_points),
    ):
        assert escape(words) in page, words
    assert ana.sees("Sources named here: " + "; ".join(lesson.sources))
    assert ana.sees(f"Worked example: {lesson.worked_title}")
    assert ana.sees("renovate 150 flats, better and faster")
    assert "term__what" not in page


def test_a_lesson_without_a_worked_example_has_no_place_for_one(ana: Visitor) -> None:
    assert not ana.open("/learn/lessons/2.3").sees("Worked example")
    ana.open("/learn/lessons/9.9", status=404)
