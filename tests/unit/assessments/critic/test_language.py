from pathlib import Path

import pytest

from assessments.critic.language import load_language
from courses.files import ContentError

FILE = """[words]
colour = ["red", "blue"]

[patterns]
pair = '<<colour>> and <<colour>>'
broken = '<<colour>> and ('
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paint.en.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_a_pattern_is_made_of_others_and_unknown_names_are_no_patterns(folder: Path) -> None:
    language = load_language(folder)
    found = language.find("paint.pair", "a door in Red and blue")
    assert found is not None
    assert found[0] == "Red and blue"
    with pytest.raises(KeyError):
        language.find("paint.triple", "red")


def test_a_check_names_the_file_and_line_of_a_pattern_that_is_none(folder: Path) -> None:
    with pytest.raises(ContentError) as refused:
        load_language(folder).compile()
    (fault,) = refused.value.faults
    assert (Path(fault.file).name, fault.line) == ("paint.en.toml", 6)
    assert "broken is no pattern" in str(fault)
