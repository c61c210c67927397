"""Keys that could be guessed: by their place, by their length, or by where a phrase stands in a text."""

from pathlib import Path
from typing import Any

import pytest

from assessments.balance import faults_of_hotspots, faults_of_keys
from assessments.catalogue import load_catalogue
from assessments.items import Item, item_of
from courses.files import ContentError
from tests.samples import assessed

POOL = "s1/exam.en.toml"


def choice(number: int, right: int, texts: tuple[str, ...] = ("some", "text", "here")) -> Item:
    options = [{"text": text, "correct": place == right, "rationale": "…"} for place, text in enumerate(texts)]
    return item_of(asked(number, "single", options=options))


def hotspot(number: int, answer: int) -> Item:
    return item_of(asked(number, "hotspot", text="[[one]] [[two]] [[three]]", answer=answer, rationales=["…"] * 3))


def asked(number: int, kind: str, **data: Any) -> dict[str, Any]:
    return {"id": f"i{number}", "type": kind, "stem": "?", "lessons": [], "outcomes": [], **data}


def test_the_right_option_stands_nearly_as_often_at_each_place() -> None:
    places = [0, 0, 0, 1, 1, 2]
    assert list(faults_of_keys(choice(number, right) for number, right in enumerate(places))) == []
    (fault,) = faults_of_keys(choice(number, right) for number, right in enumerate([*places, 0]))
    assert fault == (
        "i0: of 3 options the right one is number 1 in 4 items (i0, i1, i2, i6) and number 3 in 1; "
        "reorder the options of some"
    )


def test_the_longest_option_is_right_no_more_often_than_by_chance() -> None:
    long, even = ("longest", "b", "c"), ("same", "size", "here")
    assert list(faults_of_keys(choice(number, number, long) for number in range(3))) == []
    texts = [long, even, even]
    (fault,) = faults_of_keys(choice(number, number, texts[number]) for number in range(3))
    assert fault == (
        "i0: here and in i1, i2 the longest option is the right one, in 1.67 of 3 items, where chance gives 1; "
        "shorten the right option or lengthen another"
    )


def test_no_phrase_of_the_hotspots_is_the_answer_far_more_often_than_by_chance() -> None:
    assert list(faults_of_hotspots(hotspot(number, number % 3 + 1) for number in range(9))) == []
    (fault,) = faults_of_hotspots(hotspot(number, 2 if number < 6 else 1) for number in range(9))
    assert fault.startswith(
        "i0: phrase 2 is the one to point at in 6 of 9 hotspots (i0, i1, i2, i3, i4, i5), more than 5.83;"
    )


def test_a_pool_that_gives_its_keys_away_is_named_with_file_and_line(tmp_path: Path) -> None:
    content = assessed(tmp_path)
    path = content / POOL
    path.write_text(path.read_text(encoding="utf-8").replace(" for everyone who travels", ""), encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load_catalogue(content)
    fault = raised.value.faults[0]
    assert (Path(fault.file).name, fault.line) == ("exam.en.toml", 4)
    assert "in 6 of 6 items, where chance gives 2;" in fault.text
