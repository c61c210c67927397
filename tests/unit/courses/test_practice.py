import pytest

from courses.practice import TYPES, forms, mark, mastered, practice_of, take
from tests.samples import SAMPLES, faults, sample
from tests.unit.courses.practices.test_cut import SENTENCE

FILES = [sample(path.name.removesuffix(".toml")) for path in sorted(SAMPLES.glob("*.toml"))] + [SENTENCE]


@pytest.mark.parametrize("data", FILES, ids=lambda data: data["title"])
def test_what_a_master_sends_is_complete_at_the_last_form_and_right_throughout(data: dict[str, object]) -> None:
    assert faults(data) == []
    practice, kept, complete = practice_of(data, "S1"), {}, []
    for form in forms(practice, "in my own words"):
        taken = take(practice, kept, form)
        assert not taken.problems
        kept = taken.answer
        complete.append(taken.complete)
    assert complete == [False] * (len(complete) - 1) + [True]
    marked = mark(practice, kept)
    assert marked.right == marked.judged
    assert mastered(practice, "in my own words") == kept


@pytest.mark.parametrize("data", FILES, ids=lambda data: data["title"])
def test_an_empty_form_completes_nothing_and_names_a_field(data: dict[str, object]) -> None:
    taken = take(practice_of(data, "S1"), {}, {})
    assert not taken.complete
    assert taken.problems


@pytest.mark.parametrize("data", FILES, ids=lambda data: data["title"])
def test_a_stored_answer_that_the_file_has_outgrown_can_still_be_shown(data: dict[str, object]) -> None:
    practice = practice_of(data, "S1")
    for answer in ({}, {"0": "what was right before", "0.1": "7", "quay": "9", "0.moves": "x", "0.first": "?"}):
        assert mark(practice, answer).right <= mark(practice, answer).judged
        TYPES[practice.type].stage(practice, answer)


def test_every_type_has_a_sample() -> None:
    assert {data["type"] for data in FILES} == set(TYPES)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"type": "guess"}, "there is no type guess; there are sort, cut"),
        ({"minutes": {"P": 3, "F": 2}}, "give the minutes of a practice"),
        ({"minutes": {"X": 3}}, "give the minutes of a practice"),
        ({"intro": " "}, "intro of the file must be a text"),
        ({"prompt": []}, "list the parts of the practice as [[prompt]]"),
        ({"prompt": [{"ask": "Who?", "model": "She."}]}, "prompt 1 needs look_for: a text"),
        ({"prompt": [{"ask": 3, "model": "She.", "look_for": "A name."}]}, "ask of prompt 1 must be a text"),
    ],
)
def test_a_file_that_cannot_be_a_practice_is_told_what_to_mend(change: dict[str, object], fault: str) -> None:
    (found,) = faults({**sample("1.1-"), **change})
    assert found.startswith(fault)


def test_a_chart_needs_as_many_labels_as_values() -> None:
    data = sample("1.2")
    data["item"][1]["chart"]["labels"].pop()
    assert faults(data) == [
        "chart of item 2 must be a chart with title, unit, and as many labels as values (two or more); "
        "a target is a number"
    ]
