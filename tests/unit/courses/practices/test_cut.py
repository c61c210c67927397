from courses.practice import mark, practice_of
from tests.samples import faults

SENTENCE = {
    "id": "1.9",
    "title": "Cut it",
    "type": "cut",
    "minutes": {"P": 2},
    "intro": "Keep what belongs.",
    "closing": "Read it aloud.",
    "result": "Islanders reach their shift.",
    "piece": [
        {"text": "Through synergies,", "verdict": "means", "why": "A way."},
        {"text": "islanders reach their shift", "verdict": "keep", "why": "The change."},
        {"text": "safely.", "verdict": "condition", "why": "To be watched."},
    ],
}


def test_a_piece_is_right_when_it_stays_or_goes_whatever_the_reason_for_it_is() -> None:
    marks = mark(practice_of(SENTENCE, "S1"), {"0": "cut", "1": "keep", "2": "keep"}).marks
    assert [(one.right, one.model) for one in marks] == [(True, "means"), (True, "keep"), (False, "condition")]


def test_what_is_kept_must_read_as_the_result() -> None:
    assert faults({**SENTENCE, "result": "Islanders arrive."}) == [
        "the kept pieces read 'islanders reach their shift', not the result"
    ]


def test_a_verdict_must_be_known() -> None:
    pieces = [{**SENTENCE["piece"][0], "verdict": "away"}, *SENTENCE["piece"][1:]]  # type: ignore[index, dict-item]
    assert faults({**SENTENCE, "piece": pieces}) == [
        "the verdict of piece 1 must be one of keep, means, condition, later"
    ]
