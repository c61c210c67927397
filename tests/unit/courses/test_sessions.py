from pathlib import Path

import pytest

from courses.content import load_course
from courses.files import ContentError
from courses.outline import Course
from courses.sessions import Programme, Slot, load_programme, spoken
from tests.samples import CONTENT, sampled

TEXT = """
[[session]]
id = "S1"
title = "The morning"
steps = ["1.1", "1.2", "1.3", "1.4", "1.5"]
breaks = [{ after = "1.3", minutes = 10 }, { after = "1.5", minutes = 30 }, { after = "7.7", minutes = 5 }]

[[session]]
id = "S2"
title = "The afternoon"
steps = ["1.6", "1.7", "1.8", "1.9", "M9"]

[[day]]
sessions = ["S1", "S2"]
pause = 45

[rooms]
S1 = "On the pier."
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return load_course(sampled(tmp_path_factory.mktemp("samples")))


def programme(folder: Path, course: Course, old: str = "", new: str = "") -> Programme:
    path = folder / "sessions.en.toml"
    path.write_text(TEXT.replace(old, new, 1) if old else TEXT, encoding="utf-8")
    return load_programme(path, course)


def test_a_session_runs_its_activities_in_order_with_its_breaks_between(tmp_path: Path, course: Course) -> None:
    first, second = programme(tmp_path, course).sessions
    ids = [slot.activity.id if slot.activity else "break" for slot in first.slots]
    assert ids == ["1.1.R", "1.1.F", "1.2.P", "1.3.P", "break", "1.4.P", "1.5.P"]
    assert [slot.begins for slot in first.slots] == [sum(one.minutes for one in first.slots[:n]) for n in range(7)]
    assert first.slots[4] == Slot(first.slots[3].ends, 10)
    assert first.lasts == first.minutes + 10
    assert first.minutes + second.minutes == course.minutes
    assert "1.9b.P" not in [activity.id for activity in second.activities]


def test_a_day_begins_its_second_session_behind_the_pause(tmp_path: Path, course: Course) -> None:
    (day,) = programme(tmp_path, course).days
    first, second = day.begins(9 * 60)
    assert first[1] == 540
    assert second[1] == 540 + first[0].lasts + 45


def test_every_activity_has_its_session(tmp_path: Path, course: Course) -> None:
    found = programme(tmp_path, course)
    assert (found.of("1.7.P"), found.of("9.9.R")) == (found.by_id["S2"], None)


@pytest.mark.parametrize(
    ("old", "new", "fault", "line"),
    [
        ('"1.9", ', "", "1.9.F belongs to 0 sessions", 2),
        ('"1.6", ', '"1.6", "1.1.R", ', "1.1.R belongs to 2 sessions", 2),
        ('["S1", "S2"]', '["S1", "S3"]', "there is no session S3", 14),
        ('S1 = "On the pier."', "", "say how S1 is worked on in a room", 17),
    ],
)
def test_faults_name_file_line_and_mend(
    tmp_path: Path, course: Course, old: str, new: str, fault: str, line: int
) -> None:
    with pytest.raises(ContentError) as refused:
        programme(tmp_path, course, old, new)
    assert any(fault in one.text and one.line == line for one in refused.value.faults), refused.value.faults


def test_a_session_of_which_nothing_is_taught_yet_is_left_out(tmp_path: Path, course: Course) -> None:
    later = (
        '[[session]]\nid = "S3"\ntitle = "The evening"\nsteps = ["M9"]\n[[day]]\nsessions = ["S3"]\npause = 0\n[[day]]'
    )
    found = programme(tmp_path, course, "[[day]]", later)
    assert [one.id for one in found.sessions] == ["S1", "S2"]
    assert len(found.days) == 1


def test_a_course_without_sessions_has_none(course: Course) -> None:
    assert load_programme(Path("nowhere.toml"), course).sessions == ()


def test_the_words_of_a_script_share_its_minutes() -> None:
    assert spoken(["one two three", "one", "one two"], 1) == [0, 30, 40]
    assert spoken([], 5) == []


def test_the_sessions_of_the_course_follow_its_curriculum() -> None:
    course = load_course(CONTENT)
    for session in load_programme(CONTENT / "sessions.en.toml", course).sessions:
        places = [activity.id for activity in course.activities()]
        assert [one.id for one in session.activities] == sorted((a.id for a in session.activities), key=places.index)
        assert session.minutes <= 180
