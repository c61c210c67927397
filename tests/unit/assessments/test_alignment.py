"""What the whole course owes: outcomes that are taught and asked for, large pools, and cases that nobody has seen."""

import shutil
from pathlib import Path

import pytest

from assessments.alignment import faults_of_course
from assessments.catalogue import load_catalogue
from courses.content import load_course
from courses.files import line_of
from tests.samples import CONTENT, assessed

MODULES = ("m2-objectives", "m3-key-results")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name in MODULES:
        shutil.copytree(CONTENT / name, tmp_path / name)
    shutil.copy(CONTENT / "outcomes.en.toml", tmp_path)
    (tmp_path / "course.toml").write_text(f'title = "Two modules"\nmodules = {list(MODULES)}\n', encoding="utf-8")
    return tmp_path


def told(content: Path) -> list[tuple[str, int, str]]:
    found = faults_of_course(content, load_course(content), load_catalogue(content))
    return [(Path(fault.file).name, fault.line, fault.text) for fault in found]


def change(path: Path, old: str, new: str) -> int:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return line_of(path, new)


def test_an_outcome_needs_a_lesson_and_a_question_once_its_modules_are_there(content: Path) -> None:
    assert told(content) == []
    line = change(content / "outcomes.en.toml", 'id = "LO7"', 'id = "LO77"')
    change(content / "outcomes.en.toml", 'modules = ["M5"]', 'modules = ["M2", "M3"]')
    assert told(content) == [
        ("outcomes.en.toml", line, "no lesson teaches LO77; name it in the outcomes of one in M2, M3"),
        ("outcomes.en.toml", line, "no question asks for LO77; write one, and name it in its outcomes"),
    ]


def test_an_outcome_that_does_not_exist_is_named_with_what_would_reach_it(content: Path) -> None:
    change(next((content / MODULES[0]).glob("2.3-*.en.md")), 'outcomes = ["LO3"]', 'outcomes = ["LO33"]')
    text = "there is no outcome LO33, which lesson 2.3 would reach; describe it, or name another"
    assert told(content) == [("outcomes.en.toml", 1, text)]


@pytest.mark.parametrize(
    ("name", "line", "exercise", "shown"),
    [
        ("module.en.md", "Half of the room had kept one of five.", "", ""),
        ("module.en.md", "The permits office decides after 41 working days.", "", ""),
        (
            "module.en.md",
            "The permits office decides after 41 working days and returns 27%.",
            "E01",
            "27%, 41 working days and permits",
        ),
        ("2.5-recall.en.toml", "# The permits office decides after 41 working days and returns 27%.", "", ""),
        (
            "module.en.md",
            "New cases reach a judge without waiting in a hall.",
            "E04",
            "cases reach a judge without waiting",
        ),
        ("quiz.en.toml", "# New cases reach a judge without waiting.", "E04", "cases reach a judge without waiting"),
    ],
)
def test_no_case_is_shown_before_its_exercise(content: Path, name: str, line: str, exercise: str, shown: str) -> None:
    path = content / MODULES[0] / name
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n{line}\n", encoding="utf-8")
    text = f"shows the case of {exercise} before it is met ({shown}); tell another"
    assert told(content) == ([(name, line_of(path, line), text)] if exercise else [])


def test_a_course_with_a_final_exam_needs_large_pools(tmp_path: Path) -> None:
    content = assessed(tmp_path)
    shutil.copy(CONTENT / "outcomes.en.toml", content)
    assert [text for name, _line, text in told(content) if name == "course.toml"] == [
        "the quizzes of all modules need 240 items together, and there are 0; write more",
        "the final exam needs 90 items together, and there are 6; write more",
    ]
