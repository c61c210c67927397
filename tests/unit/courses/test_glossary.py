from pathlib import Path

import pytest

from courses.content import load_course
from courses.files import ContentError
from courses.glossary import Glossary, Term, load_glossary
from tests.samples import CONTENT

GLOSSARY = Glossary(
    (
        Term("baseline", "baseline", ("baseline", "baselines"), "The value from which something starts."),
        Term("kr", "key result", ("key result", "KR"), "A measure."),
        Term("metric-kr", "metric key result", ("metric key result",), "A measure that moves."),
        Term("score", "score", (), "Never marked."),
    )
)


def told(html: str) -> list[str]:
    """Return the ids of the terms that a text explains, in order."""
    return [part.split('"')[0] for part in html.split('aria-describedby="term-')[1:]]


def test_a_term_is_explained_where_it_comes_first_in_a_lesson_and_never_again() -> None:
    reading, worked = GLOSSARY.explained("<p>A KR has a baseline; Baselines vary.</p>", "<p>The baseline of a KR.</p>")
    assert told(reading) == ["kr", "baseline"]
    assert told(worked) == []
    assert "<b>baseline.</b> The value from which something starts." in reading
    assert ">baseline</button>" in reading


def test_the_longest_term_wins_and_parts_of_words_are_none() -> None:
    (html,) = GLOSSARY.explained("<p>A metric key result.</p><p>Okres, krs, base-baseline, baseline-free.</p>")
    assert told(html) == ["metric-kr"]


def test_headings_quotes_links_and_code_are_left_alone() -> None:
    text = '<h2>Baseline</h2><blockquote><p>baseline</p></blockquote><a href="/x">baseline</a><code>baseline</code>'
    assert GLOSSARY.explained(text) == (text,)
    (html,) = GLOSSARY.explained(f"{text}<p><strong>Baseline</strong></p>")
    assert told(html) == ["baseline"]


def test_a_course_without_a_glossary_explains_nothing() -> None:
    assert load_glossary(Path("nowhere.toml")).explained("<p>A baseline.</p>") == ("<p>A baseline.</p>",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[term]]\nid = "a"\nname = "a"', "a term needs definition"),
        ('[[term]]\nid = "a"\nname = "a"\ndefinition = "Two. Sentences."', "define a in one sentence"),
        ('[[term]]\nid = "a"\nname = "a"\ndefinition = "no capital."', "define a in one sentence"),
        (
            '[[term]]\nid = "a"\nname = "a"\nwords = ["X"]\ndefinition = "One."\n'
            '[[term]]\nid = "b"\nname = "b"\nwords = ["x"]\ndefinition = "One."',
            "x belongs to a already",
        ),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "glossary.en.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_glossary(path)
    assert any(fault in str(one) for one in refused.value.faults)
    assert refused.value.faults[-1].line == text[: text.rindex("[[term]]")].count("\n") + 1


def test_every_lesson_of_the_course_explains_some_of_its_words() -> None:
    glossary, course = load_glossary(CONTENT / "glossary.en.toml"), load_course(CONTENT)
    for lesson in course.lessons.values():
        assert len(told("".join(glossary.explained(lesson.reading, lesson.worked)))) >= 2, lesson.id
