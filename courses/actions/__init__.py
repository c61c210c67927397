"""What changes in learning: enrolling, proving time, completing, noting, contesting, attending live sessions."""

from courses.actions.attendance import correct_attendance, open_meeting, sign, tell
from courses.actions.learning import (
    check_identity,
    complete_activity,
    contest_time,
    enrol,
    record_beat,
    rule_on_contest,
    save_note,
    sign_conduct,
    take_turn,
)

__all__ = [
    "check_identity",
    "complete_activity",
    "contest_time",
    "correct_attendance",
    "enrol",
    "open_meeting",
    "record_beat",
    "rule_on_contest",
    "save_note",
    "sign",
    "sign_conduct",
    "take_turn",
    "tell",
]
