"""Refusals: what the rules of exercises and quizzes forbid, each as a sentence for the person."""

from assessments.models import Draft, Grade
from registry.errors import Refusal


class StaleDraft(Refusal):
    """The draft was changed in another window since this page was opened."""

    code = "stale-draft"

    def __init__(self, stored: Draft) -> None:
        super().__init__()
        self.stored = stored


class EmptyRewrite(Refusal):
    """Write an Objective and at least one key result before you send it."""

    code = "empty-rewrite"


class PartsMissing(Refusal):
    """Write something in every part before you send it."""

    code = "parts-missing"


class Unchanged(Refusal):
    """Nothing differs from the text before; change what you would defend differently, then send it."""

    code = "unchanged"


class AwaitingGrade(Refusal):
    """The version you sent is still waiting for its grade; read the feedback before you use another try."""

    code = "awaiting-grade"


class ScoreFirst(Refusal):
    """Score the version you sent by the rubric before you send the next one."""

    code = "score-first"


class NotYoursToScore(Refusal):
    """Only its trainee scores a version, and only one that no instructor grades."""

    code = "not-yours-to-score"


class SelfScored(Refusal):
    """The trainee scores this version; it was not drawn to be graded again."""

    code = "self-scored"


class NotDrawn(Refusal):
    """Another final task was drawn for you, or none yet; open yours from its step in the course."""

    code = "not-drawn"


class NoTriesLeft(Refusal):
    """All tries of this exercise are used; talk to your instructor."""

    code = "no-tries-left"


class OwnWork(Refusal):
    """Nobody grades their own work."""

    code = "own-work"


class SuperiorMayNotGrade(Refusal):
    """You hold line authority over this trainee; another instructor grades this."""

    code = "superior-may-not-grade"


class ScoredTheirPlan(Refusal):
    """You scored this trainee's implementation plan as an independent assessor; another instructor grades this."""

    code = "scored-their-plan"


class AlreadyGraded(Refusal):
    """Another grade was saved for this version a moment ago."""

    code = "already-graded"

    def __init__(self, grade: Grade) -> None:
        super().__init__()
        self.grade = grade


class TaskScored(Refusal):
    """You have scored this final task already; another person scores it now, without seeing yours."""

    code = "task-scored"


class FewerAsked(Refusal):
    """Two other scores came in meanwhile; only the criteria in which they lie far apart are asked for now."""

    code = "fewer-asked"


class ScorerMissing(Refusal):
    """No instructor of this cohort is left who may score this final task: a manager has to name another one."""

    code = "scorer-missing"


class Superseded(Refusal):
    """The trainee has sent a newer version; grade that one."""

    code = "superseded"


class LevelsMissing(Refusal):
    """Choose a level from 0 to 3 for every criterion."""

    code = "levels-missing"


class QuizClosed(Refusal):
    """The quiz cannot be tried now."""

    code = "quiz-closed"


class NotRunning(Refusal):
    """The questions were answered already; your first answers stand."""

    code = "not-running"


class NothingToReopen(Refusal):
    """The quiz is not waiting for a talk; it may be open again already."""

    code = "nothing-to-reopen"
