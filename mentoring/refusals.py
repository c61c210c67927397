"""Refusals: what the rules of mentored practice forbid, each as a sentence for the person."""

from registry.errors import Refusal


class OwnMentor(Refusal):
    """Nobody mentors or attests themselves."""

    code = "own-mentor"


class NotTheMentor(Refusal):
    """Only a mentor of this cohort accompanies, and only the mentor who was there attests."""

    code = "not-the-mentor"


class LineAuthorityHeld(Refusal):
    """Mentor and candidate stand in one line of command; another mentor is needed."""

    code = "line-authority-held"


class AlreadyAccompanied(Refusal):
    """The candidate accompanies a group already."""

    code = "already-accompanied"


class GroupElsewhere(Refusal):
    """The group belongs to another cohort than the candidate."""

    code = "group-elsewhere"


class NotInvolved(Refusal):
    """Only the candidate and the mentor log a check-in."""

    code = "not-involved"


class WrongLeader(Refusal):
    """In week 1 the candidate leads from the owner's seat; from week 2 on the Objective owner leads."""

    code = "wrong-leader"


class WrongTimes(Refusal):
    """The meeting must have begun and ended, in that order, before now, and within four hours."""

    code = "wrong-times"


class LoggedTooLate(Refusal):
    """A check-in is logged within 14 days; later, nobody remembers the minutes."""

    code = "logged-too-late"


class Overlapping(Refusal):
    """Another check-in of this candidate or this mentor took place at the same time."""

    code = "overlapping"


class OutOfOrder(Refusal):
    """The weeks must follow each other in time; look at the dates of the others."""

    code = "out-of-order"


class SameWeek(Refusal):
    """Another check-in of this group is logged in the same calendar week; one a week counts."""

    code = "same-week"


class NotYetFurther(Refusal):
    """A further check-in follows only when all weeks before it are attested."""

    code = "not-yet-further"


class WrongMinutes(Refusal):
    """Enter the minutes of each part as a whole number from 0 to 240."""

    code = "wrong-minutes"


class WrongConfidence(Refusal):
    """Confidence is a whole number from 0 to 10; leave it empty where none was given."""

    code = "wrong-confidence"


class TooFewPresent(Refusal):
    """A check-in has at least two people; enter a pseudonym for each, one a line."""

    code = "too-few-present"


class NamesWritten(Refusal):
    """Enter short pseudonyms only, no e-mail address and no full name."""

    code = "names-written"


class ThreePsMissing(Refusal):
    """Enter at least one key result with its progress."""

    code = "three-ps-missing"


class AlreadyAttested(Refusal):
    """The week is attested already; what was attested stands."""

    code = "already-attested"


class Superseded(Refusal):
    """The log was corrected meanwhile; read the newest version before you attest."""

    code = "superseded"


class LevelsMissing(Refusal):
    """Choose a level from 0 to 3 for every item."""

    code = "levels-missing"
