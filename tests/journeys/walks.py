"""Walks that several journeys share: learning, answering, rewriting and grading, by pages alone."""

from sqlalchemy import select

from academy.campus import Campus
from assessments.exercise import Exercise
from assessments.models import QuizAttempt
from assessments.quiz import solved
from courses.outline import Activity, Kind
from courses.practice import forms
from registry.db import Database
from tests.browser.visitor import BrowserVisitor
from tests.client import Visitor
from tests.factories import Clock


class Walk:
    """A trainee at work in front of a browser whose clock the test moves."""

    def __init__(self, visitor: Visitor | BrowserVisitor, campus: Campus, database: Database) -> None:
        self.visitor, self.campus, self.database = visitor, campus, database

    def spend(self, activity: Activity) -> None:
        """Stay on the open page for the planned minutes."""
        self.visitor.stay(activity.id, activity.minutes)

    def complete(self, activity: Activity) -> None:
        """Work on an activity and complete it."""
        if activity.kind is Kind.QUIZ:
            self.quiz(activity)
        elif forms_of_task := self.campus.catalogue.forms(activity.id):
            self.visitor.open(f"/learn/tasks/{activity.id}").submit(action=f"/{activity.id}")
            self.rewrite(next(form for form in forms_of_task if self.visitor.sees(form.title)))
        elif activity.kind is Kind.EXERCISE:
            self.rewrite(self.campus.catalogue.exercises[activity.id])
        else:
            self.visitor.open(f"/learn/steps/{activity.id}")
            self.spend(activity)
            practice = self.campus.course.practices.get(activity.id)
            if practice is None:
                self.visitor.submit(holding="opened")
                return
            for form in forms(practice, "Because residents would notice."):
                self.visitor.open(f"/learn/steps/{activity.id}?on=1").submit(form, holding="opened")

    def quiz(self, activity: Activity) -> None:
        """Draw a form and answer it rightly."""
        self.visitor.open(f"/learn/quizzes/{activity.id}").submit(action="/tries")
        self.spend(activity)
        with self.database.session() as db:
            newest = select(QuizAttempt).where(QuizAttempt.quiz == activity.id).order_by(QuizAttempt.id.desc())
            form = db.scalars(newest).first().form  # type: ignore[union-attr]
        self.visitor.submit(solved(self.campus.catalogue.quizzes[activity.id], form), holding="opened")
        assert self.visitor.sees("Passed with 100 per cent")

    def rewrite(self, exercise: Exercise) -> None:
        """Name the planted flaws and send the model rewrite."""
        self.visitor.open(f"/exercises/{exercise.id}")
        self.spend(self.campus.course.by_id[exercise.activity])
        while len(exercise.model.key_results) > self.rows("key_results"):
            self.visitor.submit({"more": "key-result"}, holding="version")
        self.visitor.submit({**typed(exercise), "send": "1"}, holding="version")
        assert self.visitor.sees("Waiting for a grade")

    def rows(self, name: str) -> int:
        """Return how many rows of a kind the editor shows."""
        names = self.visitor.names("version")
        return len({one.split("-")[1] for one in names if one.startswith(f"{name}-")})


def typed(exercise: Exercise) -> dict[str, str]:
    """Return what the editor holds when the planted flaws and the model rewrite are typed into it."""
    model = exercise.model
    values = {f"parts-{row}": part.model for row, part in enumerate(exercise.parts)}
    for row, flaw in enumerate(exercise.planted[:3]):
        values |= {f"tags-{row}-code": flaw.code, f"tags-{row}-where": flaw.where, f"tags-{row}-phrase": flaw.phrase}
    if not exercise.asks_okr:
        return values
    values |= {"objective": model.objective, "why_now": model.why_now}
    values |= {name: "\n".join(getattr(model, name)) for name in ("guardrails", "initiatives", "not_now")}
    for row, key_result in enumerate(model.key_results):
        for name in ("text", "baseline", "target", "unit", "date", "source", "owner"):
            values[f"key_results-{row}-{name}"] = getattr(key_result, name)
    return values


def grade_everything(visitor: Visitor | BrowserVisitor, clock: Clock) -> int:
    """Grade whatever waits in an instructor's queue and return how many rewrites that were."""
    graded = 0
    while not visitor.open("/teach").sees("Nothing is waiting"):
        clock.move(minutes=5)
        visitor.follow("Grade")
        criteria = [name for name in visitor.names("note") if name.startswith("level-")]
        visitor.submit({**dict.fromkeys(criteria, "3"), "note": "Read it aloud in the next meeting."}, holding="note")
        graded += 1
    return graded
