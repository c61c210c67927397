"""What an exercise shows and asks for, which named flaws are there, and what makes its file sound."""

from dataclasses import replace
from pathlib import Path

import pytest

from assessments.catalogue import load_catalogue
from assessments.exercise import Exercise, Line, Part, Planted, exercise_of
from assessments.okr import Okr
from assessments.soundness import faults_of
from courses.files import read_toml
from tests.samples import CONTENT, assessed


@pytest.fixture(scope="module")
def archive() -> Exercise:
    exercise = load_catalogue(Path("content")).exercises["E04"]
    return replace(exercise, planted=(Planted("task-as-key-result", "kr1", "Hold four trainings"),))


def named(code: str, where: str, phrase: str) -> dict[str, str]:
    return {"code": code, "where": where, "phrase": phrase}


@pytest.mark.parametrize(
    ("code", "where", "phrase", "hit"),
    [
        ("task-as-key-result", "kr1", "“hold  four trainings”", True),
        ("task-as-key-result", "kr1", "four", True),
        ("task-as-key-result", "kr1", "", False),
        ("task-as-key-result", "kr2", "Hold four trainings", False),
        ("vanity-metric", "kr1", "Hold four trainings", False),
        ("output-measure", "kr1", "four", True),
    ],
)
def test_a_named_flaw_hits_what_was_planted_and_what_is_there_all_the_same(
    archive: Exercise, code: str, where: str, phrase: str, hit: bool
) -> None:
    (found,) = archive.spotted([named(code, where, phrase)], {("output-measure", "kr1")})
    assert found.hit is hit


def test_what_was_planted_and_not_named_is_missed(archive: Exercise) -> None:
    assert archive.missed([]) == ("task-as-key-result",)
    assert archive.missed([named("task-as-key-result", "kr1", "Hold four")]) == ()


@pytest.fixture
def shapes(tmp_path: Path) -> dict[str, Exercise]:
    return dict(load_catalogue(assessed(tmp_path)).exercises)


def test_an_exercise_may_show_lines_and_ask_for_parts_without_any_okr(shapes: dict[str, Exercise]) -> None:
    record = shapes["E92"]
    assert [where for where, _text in record.lines()] == ["line1", "line2", "line3"]
    assert not record.asks_okr
    assert not record.flawed.written
    assert record.mastered.okr == Okr("", cycle="Q2 2026", context=record.flawed.context)
    assert set(record.mastered.parts) == {"confidence", "question"}


def test_an_exercise_may_ask_for_an_okr_and_parts_and_show_both_an_okr_and_lines(shapes: dict[str, Exercise]) -> None:
    both = replace(shapes["E91"], material=(Line("Mentor", "Drop it."),))
    assert [where for where, _text in both.lines()] == ["objective", "kr1", "line1"]
    assert both.mastered.okr == both.model
    assert set(both.mastered.parts) == {"reason"}


def test_a_flaw_may_stand_in_a_line(shapes: dict[str, Exercise]) -> None:
    record = shapes["E92"]
    (found,) = record.spotted([named("vague-key-result", "line3", "We are on it.")], set())
    assert found.hit
    assert record.missed([named("vague-key-result", "line2", "We are on it")]) == ("vague-key-result",)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"planted": (Planted("jargon", "line3", "sixty"),)}, "the planted phrase 'sixty' does not occur in line3"),
        ({"planted": (Planted("jargon", "line9", "on it"),)}, "the planted phrase 'on it' does not occur in line9"),
        ({"material": (), "planted": ()}, "show a flawed OKR or lines of material"),
        ({"parts": ()}, "without an OKR an exercise needs parts to be written"),
        ({"parts": (Part("a", "Why?", "So."), Part("a", "How?", "So."))}, "two parts have the same id"),
        ({"parts": (Part("a", "Why?", " "),)}, "the part a needs a label and a model"),
        ({"weights": {"D": 9}}, "the weights of D, O, K, T, I must sum to 10"),
        ({"hints": ("Wait.",)}, "give hints, each a question that ends in ?"),
        ({"final": True}, "a form of the final task is a gate: a person grades it"),
        ({"asks_okr": True}, "the model needs two to four key results"),
    ],
)
def test_what_is_wrong_with_an_exercise_is_told(
    shapes: dict[str, Exercise], changes: dict[str, object], fault: str
) -> None:
    assert list(faults_of(shapes["E92"])) == []
    assert list(faults_of(replace(shapes["E92"], **changes))) == [fault]  # type: ignore[arg-type]


FILES = sorted(path for path in CONTENT.glob("m*/E*.en.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_exercise_that_is_written_is_sound(path: Path) -> None:
    assert list(faults_of(exercise_of(read_toml(path)))) == []


@pytest.mark.parametrize(("target", "text"), [("52", "fall from 44 to 52"), ("44", "fall from 44 to 44"), ("28", "28")])
def test_a_model_ends_better_than_it_begins(archive: Exercise, target: str, text: str) -> None:
    assert list(faults_of(archive)) == []
    first = replace(archive.model.key_results[0], target=target, text=f"Median days {text}")
    model = replace(archive.model, key_results=(first, *archive.model.key_results[1:]))
    fault = "must end better than it begins; say that it falls or rises, and let the figures follow"
    assert list(faults_of(replace(archive, model=model))) == [f"{first.text}: {fault}"]
