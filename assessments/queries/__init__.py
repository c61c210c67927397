"""Questions about skill: what was sent, what waits for a grade, what is passed, which quizzes are open."""

from assessments.queries.quizzes import QuizState, attempts, closed_quizzes, passed_quizzes, quiz_state
from assessments.queries.rewrites import (
    draft,
    drafted,
    hints_asked,
    latest_feedback,
    latest_submissions,
    passed_exercises,
    queue,
    submission,
    submissions_of,
)

__all__ = [
    "QuizState",
    "attempts",
    "closed_quizzes",
    "draft",
    "drafted",
    "hints_asked",
    "latest_feedback",
    "latest_submissions",
    "passed_exercises",
    "passed_quizzes",
    "queue",
    "quiz_state",
    "submission",
    "submissions_of",
]
