"""What changes in skill: rewrites and their grades, the final task, quizzes, capstones and their scores."""

from assessments.actions.capstones import save_capstone_draft, score_capstone, send_capstone
from assessments.actions.grades import grade_submission, score_own
from assessments.actions.quizzes import answer_quiz, reopen_quiz, start_quiz
from assessments.actions.reviews import review_finding
from assessments.actions.rewrites import ask_hint, next_graded_by, save_draft, submit_rewrite
from assessments.actions.tasks import draw_task

__all__ = [
    "answer_quiz",
    "ask_hint",
    "draw_task",
    "grade_submission",
    "next_graded_by",
    "reopen_quiz",
    "review_finding",
    "save_capstone_draft",
    "save_draft",
    "score_capstone",
    "score_own",
    "send_capstone",
    "start_quiz",
    "submit_rewrite",
]
