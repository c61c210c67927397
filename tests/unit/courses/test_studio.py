"""The studio of the capstone: a step of its own that completes the plan of module 8."""

from pathlib import Path

import pytest

from courses.content import load_course
from courses.files import ContentError
from courses.outline import Course, Kind
from tests.samples import CONTENT, sampled

FILE = CONTENT / "m8-implementation" / "8.5-capstone-studio.en.toml"


def course_with(content: Path, text: str) -> Course:
    head = content / "samples" / "module.en.md"
    head.write_text(head.read_text(encoding="utf-8").replace("minutes = 31", "minutes = 53"), encoding="utf-8")
    (content / "samples" / FILE.name).write_text(text, encoding="utf-8")
    return load_course(content)


def test_the_studio_is_an_exercise_of_its_module_in_its_place(tmp_path: Path) -> None:
    course = course_with(sampled(tmp_path), FILE.read_text(encoding="utf-8"))
    activity = course.by_id["8.5.X"]
    assert (activity.kind, activity.place, activity.minutes) == (Kind.EXERCISE, "8.5", 22)
    assert course.studio is not None
    assert course.studio.id == activity.id
    assert "five sections" in course.studio.intro
    assert "8.5.X" not in course.practices


def test_a_course_without_a_studio_has_none(tmp_path: Path) -> None:
    assert load_course(sampled(tmp_path)).studio is None


def test_a_studio_that_lacks_a_field_is_refused_by_name(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8").replace("minutes = { X = 22 }", "minutes = { P = 22 }")
    with pytest.raises(ContentError, match="the field 'X' is missing"):
        course_with(sampled(tmp_path), text)


def test_the_steps_of_module_8_add_up_to_its_75_minutes(tmp_path: Path) -> None:
    content = sampled(tmp_path)
    (content / "m8-implementation").symlink_to(CONTENT / "m8-implementation")
    (content / "course.toml").write_text('title = "M8"\nmodules = ["m8-implementation"]\n', encoding="utf-8")
    assert load_course(content).minutes == 75
