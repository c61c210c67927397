"""Terms: within how many months a document's requirements have to be met, and until when that is (R9)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime

from courses.rules import RuleSet

COURSE = (
    "activities",
    "minutes",
    "module_share",
    "quizzes",
    "exercises",
    "self_scored",
    "exam",
    "final_task",
    "capstone",
)
"""What has to be met within so many months of enrolment (R1 to R6)."""
PRACTICE = ("mentored_minutes", "observation_pass")
"""What has to be met within so many months of exam and final task (R7)."""


def months_later(moment: datetime, months: int) -> datetime:
    """Return the same day some months later; the last day of a shorter month stands for one that it lacks."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def course_until(rules: RuleSet, enrolled_at: datetime) -> datetime | None:
    """Return until when the course has to be done; None where the rules set no term."""
    months = rules.most("course_months")
    return months_later(enrolled_at, months) if months else None


def practice_until(rules: RuleSet, passed_on: Mapping[str, datetime]) -> datetime | None:
    """Return until when the practice has to be done; None where the rules set no term, or before R5 is met."""
    for document in rules.documents:
        wanted = document.requires
        if {"practice_months", "exam", "final_task"} <= set(wanted):
            exam = passed_on.get(wanted["exam"]["id"])
            tasks = [passed_on[one] for one in wanted["final_task"]["exercises"] if one in passed_on]
            if exam is not None and tasks:
                return months_later(max(exam, min(tasks)), wanted["practice_months"])
    return None
