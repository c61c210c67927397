"""Who grades a version, and which of those scored by their trainee are graded again."""

from datetime import timedelta

import pytest

from assessments.scoring import GradeKind, graded_by, is_drawn
from tests.factories import NOW


@pytest.mark.parametrize(
    ("self_scored", "gate", "before", "kind"),
    [
        (False, False, [], GradeKind.PERSON),
        (True, True, [], GradeKind.PERSON),
        (True, False, [], GradeKind.SELF),
        (True, False, [False], GradeKind.SELF),
        (True, False, [False, False], GradeKind.PERSON),
        (True, False, [True], GradeKind.PERSON),
        (True, False, [False, True], GradeKind.PERSON),
    ],
)
def test_trainees_score_their_first_two_versions_unless_a_person_has_one(
    self_scored: bool, gate: bool, before: list[bool], kind: GradeKind
) -> None:
    assert graded_by(gate=gate, self_scored=self_scored, with_person=before) is kind


def test_about_a_tenth_is_drawn_and_always_the_same() -> None:
    drawn = [number for number in range(5000) if is_drawn(number, NOW)]
    assert 400 <= len(drawn) <= 600
    assert drawn == [number for number in range(5000) if is_drawn(number, NOW)]


def test_the_number_alone_does_not_tell_the_lot() -> None:
    moments = [NOW + timedelta(microseconds=n) for n in range(200)]
    assert {is_drawn(7, moment) for moment in moments} == {True, False}
