"""The final exam: read from the modules, checked cell by cell, and drawn so that every form fills the table."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from assessments.catalogue import load_catalogue
from assessments.exam import LEVELS, pool_of
from assessments.items import Quiz
from assessments.quiz import draw
from assessments.retry import EXAM_RETRY
from courses.content import load_course
from courses.files import ContentError, read_toml
from courses.outline import Kind
from tests.samples import CONTENT, assessed

POOL, HEAD = "s1/exam.en.toml", "s2/exam.en.toml"
TABLE = {
    "M1": (2, 1, 0),
    "M2": (1, 1, 1),
    "M3": (0, 3, 1),
    "M4": (1, 2, 1),
    "M5": (1, 1, 1),
    "M6": (1, 3, 1),
    "M7": (0, 1, 2),
    "M8": (1, 1, 1),
    "M9": (0, 1, 1),
}
"""The table of specification as the curriculum prints it (section 4)."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return assessed(tmp_path)


@pytest.fixture
def exam(content: Path) -> Quiz:
    return load_catalogue(content).quizzes["S2.X"]


def change(content: Path, name: str, old: str, new: str) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(content: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(ContentError) as raised:
        load_catalogue(content)
    return [
        (str(Path(fault.file).relative_to(content)), fault.line, fault.text.split(";")[0])
        for fault in raised.value.faults
    ]


def test_the_exam_takes_its_items_from_the_modules_and_its_rules_from_its_own_file(exam: Quiz) -> None:
    assert (exam.title, exam.cut, exam.cut_source, exam.retry) == (
        "The exam of the line",
        70,
        "provisional",
        EXAM_RETRY,
    )
    assert exam.exam
    assert exam.draw == {"S1 remember-understand": 1, "S1 apply": 1}
    assert len(exam.items) == 6


def test_every_form_fills_the_table_and_three_forms_repeat_nothing(exam: Quiz) -> None:
    seen: set[str] = set()
    for seed in range(3):
        form = draw(exam, seen, Random(seed))
        assert Counter(exam.items[one].cell for one, _order in form) == exam.draw
        assert not seen & {one for one, _order in form}
        seen |= {one for one, _order in form}
    assert Counter(exam.items[one].cell for one, _order in draw(exam, seen, Random(9))) == exam.draw


def test_a_module_has_the_exam_as_a_step_at_its_place(content: Path) -> None:
    first, last = load_course(content).modules
    assert [one.id for one in first.activities if one.kind is Kind.QUIZ] == []
    assert [(one.id, one.place, one.minutes) for one in last.activities][:1] == [("S2.X", "10.1", 6)]


def test_a_cell_that_cannot_fill_three_forms_is_named_with_its_file(content: Path) -> None:
    change(content, HEAD, "apply = 1", "apply = 2")
    text = "S1 apply: the exam draws 2, so this cell needs 6 items, but has 3"
    assert told(content) == [(POOL, 1, text)]


def test_a_module_without_exam_items_is_named_where_the_table_asks_for_it(content: Path) -> None:
    change(content, HEAD, "[table]", "[table]\nS9 = { apply = 1 }")
    text = "S9 apply: the exam draws 1, so this cell needs 3 items, but has 0"
    assert told(content) == [(HEAD, 1, text)]


def test_an_item_that_the_exam_never_draws_is_named(content: Path) -> None:
    change(content, POOL, 'bloom = "understand"', 'bloom = "analyse"')
    faults = told(content)
    assert (POOL, 30, "X-S1-03: the exam draws nothing from the cell S1 analyse-evaluate") in faults
    assert len(faults) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "text"),
    [
        (POOL, 'bloom = "understand"', 'bloom = "guess"', "X-S1-03: bloom must be one of remember, understand"),
        (POOL, 'id = "X-S1-03"', 'id = "X-S1-02"', "X-S1-02: another exam item has this id"),
        (HEAD, "remember-understand = 1", "remembering = 1", "the table has no column remembering"),
        (HEAD, "cut = 70\n", "", "the field 'cut' is missing"),
        (POOL, 'bloom = "understand"\n', "", "the field 'bloom' is missing"),
    ],
)
def test_what_is_wrong_with_the_exam_is_told(content: Path, name: str, old: str, new: str, text: str) -> None:
    change(content, name, old, new)
    assert any(fault[0] == name and fault[2].startswith(text) for fault in told(content)), told(content)


def test_a_course_without_an_exam_may_hold_exam_items_all_the_same(content: Path) -> None:
    (content / HEAD).unlink()
    assert load_catalogue(content).quizzes == {}


def test_the_table_is_the_one_of_the_curriculum() -> None:
    columns = tuple(dict.fromkeys(LEVELS.values()))
    table = read_toml(CONTENT / "m10-final" / "exam.en.toml")["table"]
    assert {module: tuple(row[one] for one in columns) for module, row in table.items()} == TABLE


@pytest.mark.parametrize("path", sorted(CONTENT.glob("m*/exam.en.toml")), ids=lambda path: path.parent.name)
def test_every_module_that_has_exam_items_fills_its_row_three_times(path: Path) -> None:
    data = read_toml(path)
    if "table" in data:
        return
    module = data["item"][0]["id"].split("-")[1]
    cells = Counter(item.cell for item in pool_of(path, module, data).items)
    columns = tuple(dict.fromkeys(LEVELS.values()))
    assert tuple(cells[f"{module} {one}"] for one in columns) == tuple(3 * count for count in TABLE[module])
