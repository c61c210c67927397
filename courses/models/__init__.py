"""The tables of learning."""

from courses.models.attendance import (
    Attendance,
    Meeting,
    Notice,
    Signature,
)
from courses.models.learning import (
    Beat,
    Completion,
    ConductSignature,
    Contest,
    Enrolment,
    IdentityCheck,
    Note,
    Ruling,
    Turn,
)

__all__ = [
    "Attendance",
    "Beat",
    "Completion",
    "ConductSignature",
    "Contest",
    "Enrolment",
    "IdentityCheck",
    "Meeting",
    "Note",
    "Notice",
    "Ruling",
    "Signature",
    "Turn",
]
