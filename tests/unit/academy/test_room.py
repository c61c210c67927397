from pathlib import Path

import pytest

from academy.room import MORNING, clock, input_of, material_of, read_clock, turns
from courses.content import load_course
from courses.outline import Course
from courses.sessions import load_programme
from tests.samples import sampled


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return load_course(sampled(tmp_path_factory.mktemp("samples")))


def test_a_session_runs_on_the_clock_and_says_where_a_module_begins(tmp_path: Path, course: Course) -> None:
    path = tmp_path / "sessions.en.toml"
    steps = 'steps = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9"]'
    path.write_text(
        f'[[session]]\nid = "S"\ntitle = "All"\n{steps}\nbreaks = [{{ after = "1.1", minutes = 10 }}]\n'
        '[rooms]\nS1 = "On the pier."\n',
        encoding="utf-8",
    )
    found = turns(load_programme(path, course).by_id["S"], course, 13 * 60 + 55)
    assert [(turn.begins, turn.ends) for turn in found[:3]] == [
        ("13:55", "13:56"),
        ("13:56", "13:58"),
        ("13:58", "14:08"),
    ]
    assert [turn.module.id if turn.module else "" for turn in found] == ["S1", *[""] * (len(found) - 1)]
    assert found[2].activity is None


def test_the_points_of_a_lesson_carry_what_is_said_and_when(course: Course) -> None:
    given = input_of(course.lessons["1.1"], course)
    assert (given.minutes, given.worked_minutes) == (1, 0)
    assert [point.text for point in given.points] == [point.text for point in course.lessons["1.1"].key_points]
    assert [point.at for point in given.points] == sorted(point.at for point in given.points)
    assert given.points[0].at == "0:00"
    assert ' id="p' not in given.reading


@pytest.mark.parametrize("number", range(2, 10))
def test_every_practice_is_solved_for_the_facilitator(course: Course, number: int) -> None:
    for practice in course.practices.values():
        if practice.id.startswith(f"1.{number}."):
            material = material_of(practice)
            assert material.marks
            assert all(one.right is not False for one in material.marks)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("09:30", 570),
        ("0:05", 5),
        ("23:59", 1439),
        ("24:00", MORNING),
        ("9", MORNING),
        ("²2:00", MORNING),
        ("", MORNING),
    ],
)
def test_a_clock_is_read_or_the_morning_taken(text: str, minute: int) -> None:
    assert read_clock(text) == minute


def test_a_clock_goes_round_at_midnight() -> None:
    assert clock(25 * 60 + 5) == "01:05"
