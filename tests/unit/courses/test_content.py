from pathlib import Path

import pytest

from courses.content import load_course
from courses.files import ContentError, line_of
from courses.outline import Course, Kind
from tests.samples import sampled

LESSON, MODULE = "1.1-the-ferry-office.en.md", "module.en.md"
REFLECTION, RESERVE, SCENES = (
    "1.1-your-own-sentence.en.toml",
    "1.9b-from-memory.en.toml",
    "1.7-the-captain-is-late.en.toml",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return sampled(tmp_path)


def change(content: Path, name: str, old: str, new: str) -> Path:
    path = content / "samples" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def told(content: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(ContentError) as raised:
        load_course(content)
    return [(Path(fault.file).name, fault.line, fault.text) for fault in raised.value.faults]


def course(content: Path) -> Course:
    return load_course(content)


def test_the_reserve_stands_beside_the_plan(content: Path) -> None:
    (module,) = course(content).modules
    assert [activity.id for activity in module.reserve] == ["1.9b.P"]
    assert "1.9b.P" not in [activity.id for activity in module.activities]
    assert module.minutes == 31


def test_a_reflection_stands_behind_the_reading_of_its_lesson(content: Path) -> None:
    assert [(one.id, one.kind) for one in course(content).activities()][:2] == [
        ("1.1.R", Kind.READING),
        ("1.1.F", Kind.REFLECTION),
    ]


def test_a_lesson_may_have_a_practice_and_a_reflection_but_not_two_of_a_kind(content: Path) -> None:
    change(content, REFLECTION, "F = 2", "P = 2")
    assert "1.1.P" in course(content).practices
    change(content, "1.2-six-drawers.en.toml", 'id = "1.2"', 'id = "1.1"')
    assert next(text for _name, _line, text in told(content)).startswith("another file has the id 1.1.P already")


def test_a_fault_in_a_practice_names_file_line_and_mend(content: Path) -> None:
    path = change(
        content,
        SCENES,
        'then = "open"\nverdict = "fair"\nwhy = "It is polite',
        'then = "pub"\nverdict = "fair"\nwhy = "It is polite',
    )
    text = "choice 3 of scene quay leads to pub, which is no scene and not end"
    assert (SCENES, line_of(path, 'then = "pub"'), text) in told(content)


def test_an_id_that_has_no_place_in_the_course_is_refused(content: Path) -> None:
    change(content, RESERVE, 'id = "1.9b"', 'id = "last"')
    assert told(content) == [
        (RESERVE, 1, "last is no place in the course; use a number such as 2.1, or 2.1b for the reserve")
    ]


def test_the_pool_of_an_exam_is_no_activity(content: Path) -> None:
    (content / "samples" / "exam.en.toml").write_text("[[item]]\n", encoding="utf-8")
    assert course(content).minutes == 31


def test_a_lesson_carries_what_its_facilitator_says(content: Path) -> None:
    lesson = course(content).lessons["1.1"]
    assert lesson.in_person.startswith("Ask the group")
    assert len(lesson.script) == len(lesson.key_points)


def test_a_lesson_may_have_no_script_yet(content: Path) -> None:
    path = content / "samples" / LESSON
    head, rest = path.read_text(encoding="utf-8").split("[facilitator]")
    path.write_text(head + "+++" + rest.split("+++")[1], encoding="utf-8")
    assert course(content).lessons["1.1"].script == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            '  "Then name one thing that will not be done this quarter.",\n',
            "",
            "give the script one entry for each of the 5 key",
        ),
        (
            "Then name one thing that will not be done this quarter.",
            "Then " + "stop " * 60,
            "the script has 143 words; its minutes ask for 60 to 130",
        ),
        ('in_person = "Ask', 'in_person = ""\nelsewhere = "Ask', "say in_person how this lesson is done in a room"),
    ],
)
def test_a_script_fits_the_key_points_and_the_minutes(content: Path, old: str, new: str, fault: str) -> None:
    path = change(content, LESSON, old, new)
    ((name, line, text),) = told(content)
    assert (name, line) == (LESSON, line_of(path, "[facilitator]"))
    assert text.startswith(fault)


def test_a_line_is_found_behind_the_phrases_that_lead_to_it(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_text('why = ""\n[[item]]\nwhy = "a"\n[[item]]\nwhy = "b"\n', encoding="utf-8")
    assert line_of(path, ("[[item]]", 1), "why") == 5
    assert line_of(path, "[[item]]", "why") == 3
    assert line_of(path, ("[[item]]", 1), "nowhere") == 4
    assert line_of(path, "nowhere") == 1


def test_a_module_that_is_not_there_or_lacks_its_head_is_named_with_file_and_line(content: Path) -> None:
    (content / "course.toml").write_text('title = "Samples"\nmodules = ["samples", "absent"]\n', encoding="utf-8")
    change(content, MODULE, 'title = "', 'name = "')
    assert told(content) == [
        (MODULE, 1, "the field 'title' is missing"),
        ("course.toml", 2, "there is no absent/module.en.md"),
    ]
    change(content, MODULE, "+++", "---")
    assert told(content)[0] == (MODULE, 1, "begin the file with a head between two lines of +++")


def test_a_key_point_that_its_reading_never_says_is_named_with_the_missing_words(content: Path) -> None:
    path = change(content, LESSON, "The nurse could say it to a neighbour.", "Laminate it for every corridor.")
    text = "key point 4 is not taught: the reading never says laminate, corridor; teach it, or word it as there"
    assert (LESSON, line_of(path, "Laminate"), text) in told(content)
