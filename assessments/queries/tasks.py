"""Questions about the final task: which form was drawn for whom, who may work on it, and who may still score it."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from assessments.exercise import Exercise
from assessments.models import Capstone, CapstoneScore, Grade, Submission, TaskDraw, TaskScore
from assessments.scoring import GradeKind
from courses.models import Enrolment
from registry.models import Membership, Person, Role
from registry.queries import superiors_of


def task_draw(db: Session, enrolment_id: int, activity: str) -> TaskDraw | None:
    """Return which form of a final task was drawn for an enrolment; None before the draw."""
    return db.scalar(select(TaskDraw).where(TaskDraw.enrolment_id == enrolment_id, TaskDraw.activity == activity))


def is_open(db: Session, enrolment_id: int, exercise: Exercise) -> bool:
    """Say whether an enrolment may work on an exercise: on a form of the final task only if it was drawn for it."""
    if not exercise.final:
        return True
    drawn = task_draw(db, enrolment_id, exercise.activity)
    return drawn is not None and drawn.exercise == exercise.id


def half_scored(db: Session, enrolment_ids: Collection[int]) -> dict[int, Submission]:
    """Return the final tasks of these enrolments that have a score and wait for another person's, by enrolment."""
    graded = select(Grade.submission_id).where(Grade.kind == GradeKind.PERSON)
    query = select(Submission).where(Submission.enrolment_id.in_(enrolment_ids), Submission.id.not_in(graded))
    query = query.where(Submission.id.in_(select(TaskScore.submission_id)))
    options = joinedload(Submission.enrolment), selectinload(Submission.scores)
    return {one.enrolment_id: one for one in db.scalars(query.options(*options))}


def scorers_left(db: Session, waiting: Collection[Submission]) -> dict[int, list[Person]]:
    """Return who of the instructors of its cohort may still score each of these final tasks, by its key.

    An administrator may score all of them, and is nobody's promise: only those who teach the cohort are named.
    """
    if not waiting:
        return {}
    cohorts, authors = {one.enrolment.cohort_id for one in waiting}, {one.enrolment.person_id for one in waiting}
    teaching = select(Membership.cohort_id, Person).join(Person, Person.id == Membership.person_id)
    teaching = teaching.where(Membership.role == Role.INSTRUCTOR, Membership.ended_at.is_(None))
    people = db.execute(teaching.where(Membership.cohort_id.in_(cohorts)).order_by(Person.name)).all()
    plans = select(Enrolment.person_id, CapstoneScore.scorer_id).join(Capstone, Capstone.enrolment_id == Enrolment.id)
    plans = plans.join(CapstoneScore, CapstoneScore.capstone_id == Capstone.id)
    scored = {(author, scorer) for author, scorer in db.execute(plans.where(Enrolment.person_id.in_(authors)))}
    above = superiors_of(db, authors)
    return {
        one.id: [
            person
            for cohort_id, person in people
            if cohort_id == one.enrolment.cohort_id
            and person.id not in {one.enrolment.person_id, *above[one.enrolment.person_id]}
            and person.id not in {score.scorer_id for score in one.scores}
            and (one.enrolment.person_id, person.id) not in scored
        ]
        for one in waiting
    }


def task_pairs(db: Session) -> list[tuple[int, int]]:
    """Return what the first and the second person said of each criterion of final tasks, where both have scored."""
    first, second = aliased(TaskScore), aliased(TaskScore)
    query = select(first.levels, second.levels).where(first.number == 1, second.number == 2)
    return _paired(db.execute(query.where(first.submission_id == second.submission_id)).all())


def plan_pairs(db: Session) -> list[tuple[int, int]]:
    """Return what the first and the second assessor said of each section of plans, where both have scored."""
    first, second = aliased(CapstoneScore), aliased(CapstoneScore)
    query = select(first.levels, second.levels).where(first.number == 1, second.number == 2)
    return _paired(db.execute(query.where(first.capstone_id == second.capstone_id)).all())


def _paired(rows: Iterable[Row[Any, Any]]) -> list[tuple[int, int]]:
    """Return the levels of two scorers side by side."""
    return [(level, second[one]) for first, second in rows for one, level in first.items() if one in second]
