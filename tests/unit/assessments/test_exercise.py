from dataclasses import replace
from pathlib import Path

import pytest

from assessments.catalogue import load_catalogue
from assessments.exercise import Exercise, Planted


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
