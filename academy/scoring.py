"""Final tasks that wait for another person's score: how many are in, who may give the next, and whom to ask."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _

from academy.database import db
from assessments.models import Submission
from assessments.queries import half_scored, scorers_left
from assessments.refusals import ScorerMissing
from assessments.scoring import GradeKind
from registry.models import Person, Role
from registry.queries import people_with


@dataclass(frozen=True, slots=True)
class Scoring:
    """How far a final task is that more than one person scores: scores that are in, and who may give the next."""

    scores: int
    left: list[Person]
    managers: list[Person]

    @property
    def missing(self) -> str:
        """Say that nobody is left; nothing where somebody is."""
        return "" if self.left else _(str(ScorerMissing()))


def scoring_of(sent: Submission) -> Scoring | None:
    """Return how far the scoring of what somebody sent is; None where no second person is awaited."""
    if sent.awaits is not GradeKind.PERSON or not sent.scores:
        return None
    left = scorers_left(db, [sent])[sent.id]
    managers = [] if left else people_with(db, Role.MANAGER, sent.enrolment.cohort_id)
    return Scoring(len(sent.scores), left, managers)


def scorings_in(enrolment_ids: Collection[int]) -> dict[int, Scoring]:
    """Return how far the scoring is for those of these enrolments whose final task waits for another person."""
    waiting = half_scored(db, enrolment_ids) if enrolment_ids else {}
    left = scorers_left(db, waiting.values())
    return {one: Scoring(len(sent.scores), left[sent.id], []) for one, sent in waiting.items()}
