"""Refusals: what the rules of enrolment, learning time and notes forbid, each as a sentence for the person."""

from courses.models import Note
from registry.errors import Refusal


class AlreadyEnrolled(Refusal):
    """The person is enrolled in this cohort already."""

    code = "already-enrolled"


class StaleNote(Refusal):
    """The note was changed in another window."""

    code = "stale-note"

    def __init__(self, stored: Note) -> None:
        super().__init__()
        self.stored = stored


class StepNotDone(Refusal):
    """Complete the step first; its time counts from then on, and you can contest it."""

    code = "step-not-done"


class NothingMissing(Refusal):
    """The step is credited with all it can be: a quarter over its plan."""

    code = "nothing-missing"


class AlreadyContested(Refusal):
    """You have contested this already; an instructor will answer."""

    code = "already-contested"


class AlreadyRuled(Refusal):
    """Somebody answered this a moment ago."""

    code = "already-ruled"


class OwnTime(Refusal):
    """Nobody decides about their own time."""

    code = "own-time"


class SuperiorMayNotRule(Refusal):
    """You hold line authority over this trainee; another instructor answers this."""

    code = "superior-may-not-rule"


class OverCeiling(Refusal):
    """No step is credited with more than a quarter over its plan."""

    code = "over-ceiling"


class OwnIdentity(Refusal):
    """Nobody checks their own identity; another manager of the cohort does."""

    code = "own-identity"


class IdentityChecked(Refusal):
    """The identity was checked already; the first check stands."""

    code = "identity-checked"


class UnknownWay(Refusal):
    """Say how you made sure of the identity."""

    code = "unknown-way"


class AlreadyOpened(Refusal):
    """The session is open for this cohort at this moment already."""

    code = "already-opened"


class UnknownNotice(Refusal):
    """Say whether the session begins or is called off."""

    code = "unknown-notice"


class AlreadyTold(Refusal):
    """It was told already that this session has begun or is called off."""

    code = "already-told"


class SomebodySigned(Refusal):
    """Somebody has signed already; correct what is wrong person by person."""

    code = "somebody-signed"


class MeetingClosed(Refusal):
    """A session can be signed from half an hour before it begins until an hour after it ends."""

    code = "meeting-closed"


class WrongCode(Refusal):
    """That is not the code which is shown now; look again, it changes every few minutes."""

    code = "wrong-code"


class AlreadySigned(Refusal):
    """That was signed already; load the page again to see it."""

    code = "already-signed"


class AlreadyCorrected(Refusal):
    """A facilitator has noted when you were there; ask them if something is wrong with it."""

    code = "already-corrected"


class OutOfOrder(Refusal):
    """Nobody leaves before they come, or later than now."""

    code = "out-of-order"


class OwnAttendance(Refusal):
    """Nobody signs for themselves without the code, nor corrects their own attendance."""

    code = "own-attendance"
