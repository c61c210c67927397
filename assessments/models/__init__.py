"""The tables of skill: rewrites with what the critic said, quizzes, and implementation plans."""

from assessments.models.capstones import Capstone, CapstoneDraft, CapstoneScore
from assessments.models.quizzes import QuizAttempt, QuizResult, Reopening
from assessments.models.rewrites import Draft, Grade, Hint, Recheck, Review, Submission, TaskDraw, TaskScore

__all__ = [
    "Capstone",
    "CapstoneDraft",
    "CapstoneScore",
    "Draft",
    "Grade",
    "Hint",
    "QuizAttempt",
    "QuizResult",
    "Recheck",
    "Reopening",
    "Review",
    "Submission",
    "TaskDraw",
    "TaskScore",
]
