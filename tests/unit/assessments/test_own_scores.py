"""Versions that their trainee scores: whose they are, what counts, and what a person grades again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments import queries
from assessments.actions import score_own, submit_rewrite
from assessments.exercise import Answer, Exercise
from assessments.models import Grade, Recheck, Submission
from assessments.refusals import (
    AlreadyGraded,
    LevelsMissing,
    NotYoursToScore,
    ScoreFirst,
    SelfScored,
    Superseded,
)
from assessments.scoring import GradeKind, is_drawn
from registry.models import Event
from tests.short_road import MODEL, RUBRIC, TASK, Walker, language

PERSON, SELF = GradeKind.PERSON, GradeKind.SELF
GATE = replace(TASK, gate=True)


@pytest.fixture
def walker(db: Session) -> Walker:
    return Walker.begin(db)


def send(walker: Walker, exercise: Exercise = TASK, *, drawn: bool = False, self_scored: bool = True) -> Submission:
    """Send a further version at a moment whose lot is known."""
    number = (walker.db.scalar(select(func.max(Submission.id))) or 0) + 1
    while is_drawn(number, walker.now) is not drawn:
        walker.now += timedelta(microseconds=1)
    answer = Answer(replace(MODEL, why_now=f"Version {number}."))
    sent = submit_rewrite(walker.db, walker.id, exercise, answer, language(), self_scored=self_scored, now=walker.now)
    assert sent.id == number
    return sent


def score(walker: Walker, sent: Submission, level: int = 3, scorer_id: int | None = None) -> Grade:
    person = walker.enrolment.person_id if scorer_id is None else scorer_id
    return score_own(walker.db, sent, person, RUBRIC, dict.fromkeys(sent.task["weights"], level), now=walker.now)


def passed(walker: Walker) -> dict[str, GradeKind]:
    return queries.passed_by(walker.db, [walker.id])[walker.id]


def waiting(walker: Walker) -> list[int]:
    return [one.id for one in queries.queue(walker.db, None, walker.instructor_id)]


def test_an_own_score_counts_and_nobody_else_is_asked(db: Session, walker: Walker) -> None:
    sent = send(walker)
    assert (sent.graded_by, sent.awaits, waiting(walker)) == (SELF, SELF, [])
    grade = score(walker, sent)
    assert (grade.kind, grade.round, grade.points, grade.passed) == (SELF, 1, 30, True)
    assert (sent.grade, sent.awaits, passed(walker), waiting(walker)) == (grade, None, {TASK.id: SELF}, [])
    db.commit()
    line = db.scalars(select(Event).where(Event.action == "score-own")).one()
    assert (line.actor_id, line.detail) == (walker.enrolment.person_id, {"points": 30})


def test_an_own_score_may_fall_short(walker: Walker) -> None:
    assert not score(walker, send(walker), level=2).passed
    assert passed(walker) == {}


def test_only_the_trainee_scores_and_only_once(walker: Walker) -> None:
    sent = send(walker)
    with pytest.raises(NotYoursToScore):
        score(walker, sent, scorer_id=walker.instructor_id)
    with pytest.raises(SelfScored):
        walker.grade(sent)
    first = score(walker, sent)
    with pytest.raises(AlreadyGraded) as refusal:
        score(walker, sent, level=0)
    assert refusal.value.grade is first


def test_an_own_score_needs_a_level_for_every_criterion(walker: Walker) -> None:
    sent = send(walker)
    with pytest.raises(LevelsMissing):
        score_own(walker.db, sent, walker.enrolment.person_id, RUBRIC, {"D": 3}, now=walker.now)


@pytest.mark.parametrize(("exercise", "self_scored"), [(GATE, True), (TASK, False)])
def test_a_gate_is_always_a_persons_and_so_is_everything_under_other_rules(
    walker: Walker, exercise: Exercise, self_scored: bool
) -> None:
    sent = send(walker, exercise, self_scored=self_scored)
    assert (sent.graded_by, waiting(walker)) == (PERSON, [sent.id])
    with pytest.raises(NotYoursToScore):
        score(walker, sent)
    walker.grade(sent)
    assert passed(walker) == {TASK.id: PERSON}


def test_a_version_is_scored_before_the_next_is_sent_and_the_third_is_a_persons(walker: Walker) -> None:
    first = send(walker)
    with pytest.raises(ScoreFirst):
        send(walker)
    score(walker, first, level=1)
    second = send(walker)
    with pytest.raises(AlreadyGraded):
        score(walker, first)
    score(walker, second, level=2)
    third = send(walker)
    assert (second.graded_by, third.graded_by, waiting(walker)) == (SELF, PERSON, [third.id])


def test_a_superseded_version_gets_no_own_score(db: Session, walker: Walker) -> None:
    old = send(walker)
    values = {name: getattr(old, name) for name in ("enrolment_id", "exercise", "task", "rewrite", "parts", "tags")}
    db.add(Submission(**values, version=2, critique={}, graded_by=SELF, submitted_at=walker.now))
    db.flush()
    with pytest.raises(Superseded):
        score(walker, old)


def test_a_drawn_version_goes_to_the_queue_and_counts_only_by_a_persons_grade(db: Session, walker: Walker) -> None:
    sent = send(walker, drawn=True)
    assert waiting(walker) == []
    score(walker, sent)
    assert (sent.awaits, passed(walker), waiting(walker)) == (PERSON, {}, [sent.id])
    grade = walker.grade(sent, level=2)
    db.expire_all()
    assert (grade.kind, grade.round, sent.grade, passed(walker), waiting(walker)) == (PERSON, 2, grade, {}, [])
    with pytest.raises(AlreadyGraded):
        walker.grade(sent)
    again = send(walker)
    assert again.graded_by == PERSON
    walker.grade(again)
    assert passed(walker) == {TASK.id: PERSON}


def test_an_own_pass_no_longer_counts_once_a_later_version_is_drawn(walker: Walker) -> None:
    score(walker, send(walker))
    assert passed(walker) == {TASK.id: SELF}
    score(walker, send(walker, drawn=True))
    assert passed(walker) == {}


def test_a_version_is_drawn_once(db: Session, walker: Walker) -> None:
    sent = send(walker, drawn=True)
    score(walker, sent)
    db.add(Recheck(submission_id=sent.id, at=walker.now))
    with pytest.raises(IntegrityError):
        db.flush()


def test_feedback_is_what_another_person_said(walker: Walker) -> None:
    score(walker, send(walker))
    assert queries.latest_feedback(walker.db, walker.id) is None


def test_a_grade_is_known_at_once_to_whoever_holds_the_version(walker: Walker) -> None:
    sent = send(walker, GATE)
    assert sent.grade is None
    grade = walker.grade(sent, level=1)
    assert sent.grade is grade
    assert send(walker, GATE).version == 2
