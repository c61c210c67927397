"""A short road: one small module with its rules, and the facts that lead along it, each by the action that adds it.

Rules and races do not depend on what is taught, so their tests walk this road instead of the curriculum's.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.actions import answer_quiz, grade_submission, start_quiz, submit_rewrite
from assessments.critic.language import Language, load_language
from assessments.exercise import Answer, Exercise, Planted
from assessments.items import Item, Quiz
from assessments.models import Grade, QuizResult, Submission
from assessments.okr import KeyResult, Okr
from assessments.quiz import solved
from certificates.actions import issue_if_earned
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from certificates.models import Certificate
from courses.actions import complete_activity, record_beat
from courses.credit import Evidence
from courses.models import Enrolment
from courses.outline import Activity, Course, Kind, Module
from courses.rubric import load_rubric
from courses.rules import Document, RuleSet
from registry.db import Database
from registry.models import Role
from tests.factories import NOW, make_cohort, make_enrolment, make_member
from tests.unit.mentoring.places import FORM

READING = Activity("S1.1.R", Kind.READING, "S1", "1.1", "What a key result is", 4)
EXERCISE = Activity("E91", Kind.EXERCISE, "S1", "1.2", "An archive", 4)
QUIZ = Activity("S1.Q", Kind.QUIZ, "S1", "Q", "Quiz", 2)
COURSE = Course("A short course", (Module("S1", "Key results", "", (READING, EXERCISE, QUIZ)),), {}, {})
FLAWED = Okr("Visitors leave with the file they came for", (KeyResult("Migrate 80% of files to the new server"),))
MODEL = Okr(
    "Visitors leave with the file they came for",
    (KeyResult("Lost-file requests from 40 to 10 a month"), KeyResult("Files found at first sight from 61% to 90%")),
)
TASK = Exercise(
    id=EXERCISE.id,
    title=EXERCISE.title,
    level=1,
    gate=False,
    minutes=EXERCISE.minutes,
    weights={"D": 5, "K": 5},
    level3_sign="",
    strong_if="",
    hints=("What would a visitor notice in June?", "Who counts it?"),
    team="City archive",
    cycle="2027 Q1",
    ends=date(2027, 3, 31),
    situation="<p>Forty requests a month end with a file that cannot be found.</p>",
    baselines=(),
    flawed=FLAWED,
    planted=(Planted("task-as-key-result", "kr1", "Migrate 80% of files"),),
    model=MODEL,
)
OPTIONS = [{"text": text, "rationale": "Because.", "correct": text == "right"} for text in ("right", "wrong", "worse")]
ITEMS = {f"S1-{n}": Item(f"S1-{n}", "single", f"Question {n}", ("1.1",), (), {"options": OPTIONS}) for n in range(6)}
POOL = Quiz(QUIZ.id, QUIZ.title, 75, {"single": 2}, ITEMS)
RUBRIC = load_rubric(Path("content/forms/rubric.en.toml"))
VERSION = "foundation-1"
FOUNDATION = Document(
    id="foundation",
    name="OKR Foundations",
    achievement_type="Certificate",
    valid_years=0,
    requires={"activities": ["S1"], "minutes": 8, "module_share": 50, "quizzes": [QUIZ.id], "exercises": [TASK.id]},
    criteria="<p>Every step.</p>",
    face={"en": "has walked the short road."},
)
PRACTICE = Document(
    id="practice",
    name="Mentored OKR Practice",
    achievement_type="Certification",
    valid_years=3,
    requires={"documents": ["foundation"], "mentored_minutes": 220, "observation_pass": True},
    criteria="<p>Four check-ins.</p>",
    face={"en": "has accompanied a group."},
)
RULES = {VERSION: RuleSet(VERSION, "The rules of the short road", date(2026, 11, 1), (FOUNDATION, PRACTICE))}
ISSUER = Issuer("OKR Masters Academy", "https://academy.example", KeyRing.throwaway("did:web:academy.example"))


@cache
def language() -> Language:
    """Return the critic's words, read once."""
    return load_language(Path("content/critic"))


@dataclass
class Walker:
    """A trainee on the short road, and their instructor; the clock moves with every deed."""

    db: Session
    id: int
    instructor_id: int
    now: datetime = NOW

    @classmethod
    def begin(cls, db: Session) -> "Walker":
        """Enrol somebody in a cohort of their own."""
        enrolment = make_enrolment(db, make_cohort(db))
        return cls(db, enrolment.id, make_member(db, enrolment.cohort, Role.INSTRUCTOR, "Marta Reyes").id)

    def elsewhere(self, db: Session) -> "Walker":
        """Return the same trainee at the same moment in another session."""
        return replace(self, db=db)

    @property
    def enrolment(self) -> Enrolment:
        """Return the trainee's place."""
        return self.db.get_one(Enrolment, self.id)

    def wait(self, **time: float) -> datetime:
        """Let time pass and return the moment."""
        self.now += timedelta(**time)
        return self.now

    def spend(self, activity: Activity, minutes: int | None = None) -> None:
        """Stay on a page for some minutes, the planned ones if none are named, with a sign of life a minute."""
        record_beat(self.db, self.id, activity.id, Evidence.OPENED, now=self.wait(minutes=5))
        for _ in range(activity.minutes if minutes is None else minutes):
            record_beat(self.db, self.id, activity.id, Evidence.HEARTBEAT, now=self.wait(minutes=1))

    def read(self) -> None:
        """Complete the reading."""
        complete_activity(self.db, self.id, READING.id, {}, {}, now=self.now)

    def pass_quiz(self) -> QuizResult:
        """Draw a form and answer all of it rightly."""
        attempt = start_quiz(self.db, self.id, POOL, now=self.now)
        return answer_quiz(self.db, attempt, POOL, solved(POOL, attempt.form), now=self.now)

    def miss_quiz(self) -> QuizResult:
        """Draw a form and answer all of it wrongly."""
        attempt = start_quiz(self.db, self.id, POOL, now=self.now)
        return answer_quiz(self.db, attempt, POOL, {"q0": ["9"], "q1": ["9"]}, now=self.now)

    def send(self, rewrite: Okr = MODEL) -> Submission:
        """Send a rewrite of the exercise."""
        return submit_rewrite(self.db, self.id, TASK, Answer(rewrite), language(), now=self.now)

    def grade(self, submission: Submission, level: int = 3, *, grader_id: int | None = None) -> Grade:
        """Grade a rewrite with one level for every criterion."""
        levels = dict.fromkeys(submission.task["weights"], level)
        grader = grader_id or self.instructor_id
        return grade_submission(self.db, submission, grader, RUBRIC, levels, {}, "Read it aloud.", now=self.now)

    def learn(self, reading_minutes: int = READING.minutes) -> None:
        """Do everything up to the last grade of the first document."""
        self.spend(READING, reading_minutes)
        self.spend(EXERCISE)
        self.spend(QUIZ)
        self.read()
        self.pass_quiz()
        self.send()

    def newest(self) -> Submission:
        """Return the newest rewrite."""
        query = select(Submission).where(Submission.enrolment_id == self.id).order_by(Submission.version.desc())
        return self.db.scalars(query.limit(1)).one()

    def certify(self) -> Certificate:
        """Walk the whole road to the first document."""
        self.learn()
        self.grade(self.newest())
        (certificate,) = self.issue()
        return certificate

    def certificate_number(self, database: Database) -> str:
        """Return the number of the one certificate that was issued."""
        with database.session() as db:
            return db.scalars(select(Certificate.id).where(Certificate.enrolment_id == self.id)).one()

    def issue(self) -> list[Certificate]:
        """Issue what is earned."""
        return issue(self.db, self.id, self.now)


def issue(db: Session, enrolment_id: int, now: datetime) -> list[Certificate]:
    """Issue what is earned on the short road."""
    return issue_if_earned(db, enrolment_id, COURSE, RULES, FORM, ISSUER, now=now)
