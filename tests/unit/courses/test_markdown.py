from courses.content import load_course
from courses.markdown import to_html, without_places
from tests.samples import CONTENT

TEXT = "One\n\n> A quote\n>\n> of two\n\n- a list\n\n  of two\n- items\n\n## Heading\n\nLast <b id=p9>word</b>"


def test_each_block_of_a_numbered_text_carries_its_place_and_what_is_inside_carries_none() -> None:
    html = to_html(TEXT, numbered=True)
    for opening in ('<p id="p1">One', '<blockquote id="p2">', '<ul id="p3">', "<h2>Heading", '<p id="p4">Last'):
        assert opening in html
    assert html.count(' id="') == 4


def test_raw_html_is_shown_as_text_and_other_texts_carry_no_ids() -> None:
    assert "&lt;b id=p9&gt;" in to_html(TEXT)
    assert ' id="' not in to_html(TEXT)


def test_a_text_loses_its_places_where_several_texts_share_a_page() -> None:
    assert without_places(to_html(TEXT, numbered=True)) == to_html(TEXT)


def test_the_paragraphs_of_every_lesson_have_places() -> None:
    for lesson in load_course(CONTENT).lessons.values():
        assert ' id="p1">' in lesson.reading, lesson.id
        assert not lesson.worked or ' id="p5">' in lesson.worked, lesson.id
