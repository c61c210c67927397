"""What the people of the demo wrote: real answers to every exercise that the whole programme demands."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from academy.demo.texts import written
from assessments.critic.critique import criticise
from assessments.critic.finding import Weight
from assessments.critic.language import load_languages
from assessments.exercise import Exercise, exercise_of
from courses.rubric import load_rubric

CONTENT = Path(__file__).parents[3] / "content"
EXERCISES = {
    one.id: one
    for path in sorted(CONTENT.glob("m*/E[0-9][0-9]-*.en.toml"))
    if not (one := exercise_of(tomllib.loads(path.read_text(encoding="utf-8")))).reserve
}
LANGUAGE = load_languages(CONTENT / "critic")["en"]
RUBRIC = load_rubric(CONTENT / "forms" / "rubric.en.toml")


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_two_voices_answer_every_exercise_so_that_they_pass_and_nothing_is_to_mend(exercise: Exercise) -> None:
    good = [one for one in written(exercise.id) if not one.first]
    assert len({(one.okr, *one.parts.values()) for one in good}) == 2
    for one in good:
        okr = replace(one.okr, cycle=exercise.cycle, context=exercise.flawed.context)
        findings = criticise(okr, LANGUAGE, exercise.flawed).findings if exercise.asks_okr else ()
        assert [finding for finding in findings if finding.weight is Weight.FIX] == []
        assert RUBRIC.passes(one.levels, exercise.weights)
        assert set(one.parts) == {part.id for part in exercise.parts}


@pytest.mark.parametrize("exercise_id", ["E01", "E11", "E17", "E22"])
def test_a_first_attempt_falls_short(exercise_id: str) -> None:
    first = [one for one in written(exercise_id) if one.first]
    assert [RUBRIC.passes(one.levels, EXERCISES[exercise_id].weights) for one in first] == [False]
