"""Questions about skill: what was sent, what waits for a grade or score, what is passed, what is open."""

from assessments.queries.capstones import (
    CapstoneState,
    Stage,
    capstone,
    capstone_draft,
    capstone_state,
    not_to_score,
    passed_capstones,
    scored_by,
    to_score,
)
from assessments.queries.dates import passed_on
from assessments.queries.quizzes import QuizState, attempts, closed_quizzes, passed_quizzes, quiz_results, quiz_state
from assessments.queries.reviews import Acceptance, acceptance, newest_review, reviewed, reviews_by
from assessments.queries.rewrites import (
    draft,
    drafted,
    hints_asked,
    latest_feedback,
    latest_submissions,
    of_kind,
    passed_by,
    passed_exercises,
    queue,
    submission,
    submissions_of,
)
from assessments.queries.tasks import half_scored, is_open, scorers_left, task_draw

__all__ = [
    "Acceptance",
    "CapstoneState",
    "QuizState",
    "Stage",
    "acceptance",
    "attempts",
    "capstone",
    "capstone_draft",
    "capstone_state",
    "closed_quizzes",
    "draft",
    "drafted",
    "half_scored",
    "hints_asked",
    "is_open",
    "latest_feedback",
    "latest_submissions",
    "newest_review",
    "not_to_score",
    "of_kind",
    "passed_by",
    "passed_capstones",
    "passed_exercises",
    "passed_on",
    "passed_quizzes",
    "queue",
    "quiz_results",
    "quiz_state",
    "reviewed",
    "reviews_by",
    "scored_by",
    "scorers_left",
    "submission",
    "submissions_of",
    "task_draw",
    "to_score",
]
