"""One cohort's story, told moment by moment through the actions of the academy itself."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academy.campus import Campus
from academy.demo.cast import GROUPS, PASSWORD, REMARKS, address_of
from assessments.actions import answer_quiz, ask_hint, grade_submission, save_draft, start_quiz, submit_rewrite
from assessments.models import Submission
from assessments.queries import latest_submissions
from assessments.quiz import solved
from certificates.actions import issue_if_earned
from certificates.models import Certificate
from courses.actions import complete_activity, record_beat
from courses.credit import Evidence
from courses.models import Enrolment
from courses.outline import Activity, Kind
from courses.practice import fields_of, mark
from mentoring.actions import attest_check_in, begin_accompaniment, log_check_in, open_group
from mentoring.models import CheckIn
from mentoring.practice import leader
from registry.actions import register_person, set_password
from registry.models import Person


class Story:
    """Tells what happened to one cohort, moment by moment, through the actions of the academy itself."""

    def __init__(self, db: Session, campus: Campus, at: datetime) -> None:
        self.db, self.campus, self.now = db, campus, at

    def wait(self, **time: float) -> datetime:
        """Let time pass and return the moment."""
        self.now += timedelta(**time)
        return self.now

    def person(self, name: str, *, password: bool = True) -> Person:
        """Register somebody, with the demo's password unless they have not accepted their invitation."""
        person = register_person(self.db, address_of(name), name, now=self.now)
        if password:
            set_password(self.db, person, PASSWORD, now=self.now)
        return person

    def work(self, place: Enrolment, activity: Activity, share: float = 1.0) -> datetime:
        """Spend the planned minutes (or a share of them) on an activity, one sign of life a minute."""
        record_beat(self.db, place.id, activity.id, Evidence.OPENED, now=self.wait(minutes=1))
        for _minute in range(max(1, round(activity.minutes * share))):
            record_beat(self.db, place.id, activity.id, Evidence.HEARTBEAT, now=self.wait(seconds=60))
        return self.now

    def learn(self, place: Enrolment, count: int | None = None) -> None:
        """Complete the first activities of the course (all, for None), in teaching order, a module a week."""
        module = ""
        for activity in list(self.campus.course.activities())[:count]:
            if activity.module != module:
                module = activity.module
                self.wait(days=6)
            self.work(place, activity)
            self._complete(place, activity)
        self.settle(place)

    def _complete(self, place: Enrolment, activity: Activity) -> None:
        """Do what completes an activity."""
        if activity.kind is Kind.QUIZ:
            self.quiz(place, activity.id)
        elif activity.kind is Kind.EXERCISE:
            self.rewrite(place, activity.id)
        else:
            answer = self._practised(activity) if activity.kind is Kind.PRACTICE else {}
            complete_activity(self.db, place.id, activity.id, dict(answer), {}, now=self.wait(seconds=20))

    def _practised(self, activity: Activity) -> dict[str, str]:
        """Return good answers to a practice."""
        practice = self.campus.course.practices[activity.id]
        models = {entry.field: entry.model for entry in mark(practice, dict.fromkeys(fields_of(practice), "?")).marks}
        return {
            name: model or "The summer festival waits; the youth centre will notice." for name, model in models.items()
        }

    def quiz(self, place: Enrolment, quiz_id: str) -> None:
        """Try a quiz and answer it well."""
        quiz = self.campus.catalogue.quizzes[quiz_id]
        attempt = start_quiz(self.db, place.id, quiz, now=self.now)
        answer_quiz(self.db, attempt, quiz, solved(quiz, attempt.form), now=self.wait(minutes=1))

    def rewrite(self, place: Enrolment, exercise_id: str) -> Submission:
        """Name the flaws of an exercise, ask for a hint, and send a good rewrite."""
        exercise = self.campus.catalogue.exercises[exercise_id]
        tags = [{"code": one.code, "where": one.where, "phrase": one.phrase} for one in exercise.planted]
        ask_hint(self.db, place.id, exercise, now=self.now)
        save_draft(self.db, place.id, exercise.id, exercise.model, tags, 0, now=self.now)
        return submit_rewrite(
            self.db, place.id, exercise, exercise.model, tags, self.campus.language, now=self.wait(minutes=1)
        )

    def grade(self, place: Enrolment, grader: Person, count: int | None = None) -> None:
        """Grade what an enrolment has sent, the oldest first (only the first `count`)."""
        sent = sorted(latest_submissions(self.db, place.id).values(), key=lambda one: one.id)
        for submission in [one for one in sent if not one.grades][:count]:
            weights = submission.task["weights"]
            levels = {criterion: 3 if weight > 3 else 2 for criterion, weight in weights.items()}
            comments = {criterion: REMARKS[criterion] for criterion in weights}
            note = "A rewrite I would take into a meeting. Read it aloud once more before you do."
            self.wait(minutes=9)
            grade_submission(self.db, submission, grader.id, self.campus.rubric, levels, comments, note, now=self.now)
        self.settle(place)

    def settle(self, place: Enrolment) -> list[Certificate]:
        """Issue what is earned."""
        here = self.campus
        return issue_if_earned(
            self.db, place.id, here.course, here.rules, here.observation, here.issuer, now=self.wait(seconds=1)
        )

    def accompany(self, place: Enrolment, mentor: Person, number: int, *, logged: int, attested: int) -> None:
        """Accompany a group: log the check-ins of the first weeks and attest some of them."""
        name, unit, objective, results = GROUPS[number]
        words = (f"{name} {place.id}", unit, objective, "Compass")
        group = open_group(self.db, place.cohort, *words, actor_id=mentor.id, now=self.wait(hours=1))
        tie = begin_accompaniment(self.db, place, group, mentor, actor_id=mentor.id, now=self.now)
        for week in range(1, logged + 1):
            began = self.wait(days=7)
            ended = self.wait(minutes=20)
            log = log_check_in(
                self.db,
                tie,
                week,
                began,
                ended,
                prepared=10,
                talk=12,
                debrief=25,
                mode="recording" if week == 3 else "in person",
                led_by=leader(week),
                attendance=["Compass", "Blue", "Counter 2", "Archive", "Night shift"],
                three_ps=[self._spoken(result, week) for result in results],
                note="The blocker with the printer was followed to its answer." if week == 3 else "",
                logged_by_id=place.person_id,
                now=self.wait(hours=1),
            )
            if week <= attested:
                self._attest(log, mentor, week)
        self.settle(place)

    def _spoken(self, result: tuple[str, str], week: int) -> dict[str, str]:
        """Return what a check-in said about a key result."""
        return {
            "key_result": f"{result[0]}, {result[1]}",
            "value": ("as at the start", "a little better", "better in two of five days", "half of the way")[week - 1],
            "confidence": str(4 + week // 2),
            "progress": "Moved on the days on which the checklist lay at the door; unchanged on the others.",
            "problems": "The second printer stands still. Blue has asked facilities; the answer is due on Thursday.",
            "plans": "Counter 2 hands the checklist to everyone in the queue. Archive counts returns for a week.",
        }

    def _attest(self, log: CheckIn, mentor: Person, week: int) -> None:
        """Observe a check-in well, better from week to week, and attest it."""
        form = self.campus.observation
        levels = {str(item.number): 3 if item.number % 4 < week - 1 else 2 for item in form.items}
        comment = "Minute 6: you asked what would help instead of answering, and Archive spoke for the first time."
        attest_check_in(self.db, log, mentor.id, form, levels, comment, now=self.wait(hours=20))
