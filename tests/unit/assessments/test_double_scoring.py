"""Final tasks that two people score: which they are, who may, what stands of their scores, and who is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments import queries
from assessments.actions import draw_task, grade_submission, submit_rewrite
from assessments.exercise import Answer
from assessments.models import Grade, Submission, TaskScore
from assessments.refusals import (
    AlreadyGraded,
    AwaitingGrade,
    FewerAsked,
    LevelsMissing,
    OwnWork,
    ScoredTheirPlan,
    SuperiorMayNotGrade,
    TaskScored,
)
from assessments.scoring import TWICE_ONE_IN, is_drawn, is_scored_twice
from registry.actions import name_superior
from registry.models import Event, Person, Role
from tests.factories import NOW, make_member
from tests.short_road import MODEL, RUBRIC, TASK, Walker, language
from tests.unit.assessments.plans import Plans

FINAL = replace(TASK, gate=True, final=True)
HIGH, NEAR, LOW = {"D": 3, "K": 3}, {"D": 2, "K": 2}, {"D": 1, "K": 1}
"""30, 20 and 10 points of 30."""


class Desk:
    """A trainee whose final task is drawn, and three instructors of the cohort."""

    def __init__(self, walker: Walker) -> None:
        self.db, self.walker, self.place = walker.db, walker, walker.enrolment
        draw_task(self.db, walker.id, [FINAL], now=walker.now)
        self.first = self.db.get_one(Person, walker.instructor_id)
        self.second, self.third = (make_member(self.db, self.place.cohort, Role.INSTRUCTOR, n) for n in ("Bo", "Cy"))

    def send(self, *, drawn: bool) -> Submission:
        """Send a version at a moment whose lot is known."""
        number = (self.db.scalar(select(func.max(Submission.id))) or 0) + 1
        while is_scored_twice(number, self.walker.now, 30, 21) is not drawn:
            self.walker.now += timedelta(microseconds=1)
        answer = Answer(replace(MODEL, why_now=f"Version {number}."))
        return submit_rewrite(self.db, self.walker.id, FINAL, answer, language(), now=self.walker.now)

    def score(self, sent: Submission, who: Person, levels: dict[str, int], *, twice: bool = True) -> Grade | None:
        """Grade what was sent, with a comment of one's own."""
        given = levels, {"D": f"{who.name} says"}, f"From {who.name}"
        return grade_submission(self.db, sent, who.id, RUBRIC, *given, double_scored=twice, now=self.walker.now)

    def queue(self, who: Person) -> list[int]:
        return [one.id for one in queries.queue(self.db, [self.place.cohort_id], who.id)]

    def passed(self) -> bool:
        return FINAL.id in queries.passed_by(self.db, [self.walker.id])[self.walker.id]

    def left(self, sent: Submission) -> list[str]:
        return [one.name for one in queries.scorers_left(self.db, [sent])[sent.id]]


@pytest.fixture
def desk(db: Session) -> Desk:
    return Desk(Walker.begin(db))


def test_one_in_five_is_drawn_in_a_lot_of_its_own_and_every_one_near_the_cut_is_taken() -> None:
    drawn = [number for number in range(5000) if is_scored_twice(number, NOW, 30, 21)]
    assert abs(len(drawn) - 5000 / TWICE_ONE_IN) < 100
    assert drawn == [number for number in range(5000) if is_scored_twice(number, NOW, 30, 21)]
    assert {is_drawn(number, NOW) for number in drawn} == {True, False}
    moments = [NOW + timedelta(microseconds=n) for n in range(50)]
    assert {is_scored_twice(7, moment, 30, 21) for moment in moments} == {True, False}, "nobody who sees minutes knows"
    other = next(number for number in range(50) if number not in drawn)
    assert [p for p in range(31) if is_scored_twice(other, NOW, p, 21)] == [19, 20, 21, 22, 23]


def test_what_is_not_drawn_and_far_from_the_cut_has_one_grade(desk: Desk) -> None:
    sent = desk.send(drawn=False)
    grade = desk.score(sent, desk.first, HIGH)
    assert (grade, desk.passed(), desk.db.scalar(select(func.count(TaskScore.id)))) == (sent.grade, True, 0)


@pytest.mark.parametrize(("drawn", "levels"), [(True, HIGH), (False, NEAR)])
def test_a_second_person_scores_what_is_drawn_or_near_and_nothing_counts_before(
    desk: Desk, drawn: bool, levels: dict[str, int]
) -> None:
    sent = desk.send(drawn=drawn)
    assert desk.score(sent, desk.first, levels) is None
    assert (sent.grade, sent.grades, sent.awaits, desk.passed()) == (None, [], "person", False)
    assert (desk.queue(desk.first), desk.queue(desk.second)) == ([], [sent.id])
    with pytest.raises(AwaitingGrade):
        desk.send(drawn=False)
    with pytest.raises(TaskScored):
        desk.score(sent, desk.first, HIGH)
    grade = desk.score(sent, desk.second, HIGH)
    assert grade is sent.grade
    assert (desk.passed(), desk.queue(desk.third)) == (True, [])
    with pytest.raises(AlreadyGraded):
        desk.score(sent, desk.third, HIGH)
    desk.db.commit()
    told = desk.db.scalars(select(Event).where(Event.action == "score-task").order_by(Event.id)).all()
    assert [(one.actor_id, one.detail) for one in told] == [
        (desk.first.id, {"number": 1}),
        (desk.second.id, {"number": 2}),
    ]


def test_the_mean_of_two_counts_and_half_a_point_does_not(desk: Desk) -> None:
    sent = desk.send(drawn=False)
    desk.score(sent, desk.first, NEAR)
    grade = desk.score(sent, desk.second, {"D": 2, "K": 3})
    assert grade is not None
    assert (grade.levels, grade.points, grade.passed) == ({"D": 2, "K": 2.5}, 22, True)
    assert [one.comments["D"] for one in sent.scores] == ["Marta Reyes says", "Bo says"]


def test_a_mean_below_the_cut_fails(desk: Desk) -> None:
    sent = desk.send(drawn=True)
    desk.score(sent, desk.first, NEAR)
    grade = desk.score(sent, desk.second, NEAR)
    assert grade is not None
    assert (grade.points, grade.passed, desk.passed()) == (20, False, False)
    assert desk.send(drawn=False).version == 2


def test_a_third_decides_the_criteria_in_which_two_lie_more_than_one_level_apart(desk: Desk) -> None:
    sent = desk.send(drawn=True)
    desk.score(sent, desk.first, {"D": 1, "K": 3})
    assert desk.score(sent, desk.second, {"D": 3, "K": 2}) is None
    assert (sent.asked_next, desk.passed(), desk.queue(desk.third)) == (("D",), False, [sent.id])
    with pytest.raises(TaskScored):
        desk.score(sent, desk.second, {"D": 1})
    with pytest.raises(FewerAsked):
        desk.score(sent, desk.third, HIGH)
    with pytest.raises(LevelsMissing):
        desk.score(sent, desk.third, {"K": 3})
    grade = desk.score(sent, desk.third, {"D": 2})
    assert grade is not None
    assert (grade.levels, grade.points) == ({"D": 2, "K": 2.5}, 22)


def test_a_second_score_is_never_the_authors_nor_their_superiors_nor_their_assessors(desk: Desk) -> None:
    sent = desk.send(drawn=True)
    desk.score(sent, desk.first, HIGH)
    author = desk.place.person
    with pytest.raises(OwnWork):
        desk.score(sent, author, HIGH)
    assert desk.left(sent) == ["Bo", "Cy"]
    name_superior(desk.db, desk.second, author, now=NOW)
    with pytest.raises(SuperiorMayNotGrade):
        desk.score(sent, desk.second, HIGH)
    plans = Plans(desk.db, desk.place)
    plans.score(plans.send(), scorer=desk.third)
    with pytest.raises(ScoredTheirPlan):
        desk.score(sent, desk.third, HIGH)
    assert desk.left(sent) == [], "who is missing is told"
    assert list(queries.half_scored(desk.db, [desk.walker.id])) == [desk.walker.id]
    assert desk.first.id in {one.scorer_id for one in sent.scores}
    assert author.id in queries.not_to_score(desk.db, desk.first.id), "who has scored it scores no plan of theirs"


def test_rules_without_a_second_score_and_other_exercises_keep_one_grade(desk: Desk) -> None:
    sent = desk.send(drawn=True)
    assert desk.score(sent, desk.first, NEAR, twice=False) is sent.grade


@pytest.mark.parametrize("same", ["scorer", "number"])
def test_nobody_scores_twice_and_no_two_scores_are_the_second(desk: Desk, same: str) -> None:
    sent = desk.send(drawn=True)
    desk.score(sent, desk.first, HIGH)
    who, number = (desk.first.id, 2) if same == "scorer" else (desk.second.id, 1)
    values = {"levels": HIGH, "comments": {}, "note": "", "at": NOW}
    desk.db.add(TaskScore(submission_id=sent.id, scorer_id=who, number=number, **values))
    with pytest.raises(IntegrityError):
        desk.db.flush()
