"""One cohort's story, told moment by moment through the actions of the academy itself."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academy.campus import Campus
from academy.demo.cast import NOTE, PASSWORD, REMARKS, address_of
from academy.demo.texts import Week, Written, groups, plan, scores, written
from assessments.actions import (
    answer_quiz,
    ask_hint,
    draw_task,
    grade_submission,
    review_finding,
    save_capstone_draft,
    save_draft,
    score_capstone,
    score_own,
    send_capstone,
    start_quiz,
    submit_rewrite,
)
from assessments.critic.critique import Critique
from assessments.critic.finding import Weight
from assessments.exercise import Answer, Exercise
from assessments.models import Capstone, Grade, Submission
from assessments.queries import capstone_draft, draft, half_scored, latest_submissions, submissions_of
from assessments.quiz import solved
from assessments.scoring import GradeKind
from certificates.actions import issue_if_earned
from certificates.models import Certificate
from courses.actions import check_identity, complete_activity, record_beat, sign_conduct
from courses.credit import Evidence
from courses.models import Enrolment
from courses.outline import Activity, Kind
from courses.practice import mark, mastered
from mentoring.actions import attest_check_in, begin_accompaniment, log_check_in, open_group
from mentoring.models import Accompaniment, CheckIn
from mentoring.practice import leader
from mentoring.queries import mentored_by
from registry.actions import register_person, set_password
from registry.models import Person


class Story:
    """Tells what happened to one cohort, moment by moment, through the actions of the academy itself."""

    def __init__(self, db: Session, campus: Campus, at: datetime, voice: int = 0) -> None:
        self.db, self.campus, self.now, self.voice = db, campus, at, voice

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
        """Spend the planned minutes (or a share): who reads gives a sign each minute, who answers each third."""
        record_beat(self.db, place.id, activity.id, Evidence.OPENED, now=self.wait(minutes=1))
        reads = activity.kind in {Kind.READING, Kind.WORKED}
        evidence, most = (Evidence.HEARTBEAT, 1) if reads else (Evidence.ANSWER, 3)
        left = max(1, round(activity.minutes * share))
        while left:
            spent = min(left, most)
            record_beat(self.db, place.id, activity.id, evidence, now=self.wait(minutes=spent))
            left -= spent
        return self.now

    def learn(self, place: Enrolment, modules: Collection[str] | None = None, count: int | None = None) -> None:
        """Complete the first activities of these modules (all, for None), in teaching order, a module a week."""
        module = ""
        steps = [one for one in self.campus.course.activities() if modules is None or one.module in modules]
        for activity in steps[:count]:
            if activity.module != module:
                module = activity.module
                self.wait(days=6)
            self.work(place, activity)
            self._complete(place, activity)
        self.settle(place)

    def _complete(self, place: Enrolment, activity: Activity) -> None:
        """Do what completes an activity."""
        studio = self.campus.course.studio
        if studio is not None and activity.id == studio.id:
            self.plan(place)
        elif activity.kind is Kind.QUIZ:
            self.quiz(place, activity.id)
        elif forms := self.campus.catalogue.forms(activity.id):
            self.rewrite(place, draw_task(self.db, place.id, forms, now=self.now).exercise)
        elif activity.kind is Kind.EXERCISE:
            self.rewrite(place, activity.id)
        else:
            answer, figures = self._practised(activity)
            complete_activity(self.db, place.id, activity.id, dict(answer), dict(figures), now=self.wait(seconds=20))

    def promise(self, place: Enrolment, manager: Person) -> None:
        """Have the identity checked and sign the code of conduct."""
        check_identity(self.db, place.id, manager.id, "staff-register", now=self.wait(hours=1))
        sign_conduct(self.db, place.id, self.campus.conduct.version, now=self.wait(hours=1))
        self.settle(place)

    def plan(self, place: Enrolment) -> None:
        """Save the draft of an implementation plan; it completes the studio."""
        studio, form, before = self.campus.course.studio, self.campus.capstone, capstone_draft(self.db, place.id)
        save_capstone_draft(
            self.db,
            place.id,
            form,
            plan(),
            before.version if before else 0,
            studio=studio.id if studio else None,
            now=self.wait(minutes=1),
        )

    def send_plan(self, place: Enrolment) -> Capstone:
        """Send the plan; it waits for its scores."""
        self.plan(place)
        return send_capstone(self.db, place.id, self.campus.capstone, now=self.wait(days=20))

    def score_plan(self, sent: Capstone, assessors: Sequence[Person]) -> None:
        """Let assessors score a plan, one after the other, each with words of their own."""
        for said, assessor in zip(scores()[len(sent.scores) :], assessors, strict=False):
            near, now = mentored_by(self.db, assessor.id), self.wait(days=3)
            score_capstone(self.db, sent, assessor.id, said.levels, said.comments, said.note, mentored=near, now=now)
        self.settle(sent.enrolment)

    def _practised(self, activity: Activity) -> tuple[dict[str, str], dict[str, int]]:
        """Return good answers to a practice with their figures; nothing for what is read."""
        practice = self.campus.course.practices.get(activity.id)
        if practice is None:
            return {}, {}
        answer = mastered(practice, "The summer festival waits; the youth centre will notice.")
        return answer, mark(practice, answer).figures

    def quiz(self, place: Enrolment, quiz_id: str) -> None:
        """Try a quiz and answer it well."""
        quiz = self.campus.catalogue.quizzes[quiz_id]
        attempt = start_quiz(self.db, place.id, quiz, now=self.now)
        answer_quiz(self.db, attempt, quiz, solved(quiz, attempt.form), now=self.wait(minutes=1))

    def rewrite(self, place: Enrolment, exercise_id: str) -> Submission:
        """Name the flaws of an exercise, ask for a hint, and send a rewrite, again if one's own score falls short."""
        exercise = self.campus.catalogue.exercises[exercise_id]
        ask_hint(self.db, place.id, exercise, now=self.now)
        answer = _answer(exercise, self._next_words(place, exercise))
        before = draft(self.db, place.id, exercise.id)
        version = before.version if before else 0
        save_draft(self.db, place.id, exercise.id, answer, version, now=self.now)
        own, words, now = self.campus.rules[place.rules].self_scored, self.campus.language, self.wait(minutes=1)
        sent = submit_rewrite(self.db, place.id, exercise, answer, words, self_scored=own, now=now)
        if sent.awaits is GradeKind.SELF:
            levels, now = self._words_of(sent).levels, self.wait(minutes=2)
            if not score_own(self.db, sent, place.person_id, self.campus.rubric, levels, now=now).passed:
                return self.rewrite(place, exercise_id)
        return sent

    def _next_words(self, place: Enrolment, exercise: Exercise) -> Written:
        """Return what the trainee sends next: their first attempt if they have one, else their good version."""
        words = self._words(exercise)
        return words[min(len(submissions_of(self.db, place.id, exercise.id)), len(words) - 1)]

    def _words(self, exercise: Exercise) -> list[Written]:
        """Return what this trainee writes for an exercise, in order; the model where the demo has no words for it."""
        good = [one for one in written(exercise.id) if not one.first]
        if not good:
            levels = {criterion: 3 if weight >= 3 else 2 for criterion, weight in exercise.weights.items()}
            comments = {criterion: REMARKS[criterion] for criterion in exercise.weights}
            model = exercise.mastered
            return [Written(exercise.id, False, model.okr, model.parts, None, levels, comments, NOTE)]
        first = [one for one in written(exercise.id) if one.first and self.voice % 2]
        return [*first, good[self.voice % len(good)]]

    def grade(self, place: Enrolment, grader: Person, count: int | None = None) -> None:
        """Grade what an enrolment has sent, the oldest first (only the first `count`); what falls short is revised."""
        sent = sorted(latest_submissions(self.db, place.id).values(), key=lambda one: one.id)
        for submission in [one for one in sent if one.awaits is GradeKind.PERSON][:count]:
            while (grade := self._grade(submission, grader)) is not None and not grade.passed:
                self.wait(days=1)
                submission = self.rewrite(place, submission.exercise)
        self.settle(place)

    def _grade(self, submission: Submission, grader: Person) -> Grade | None:
        """Grade a rewrite with the words that belong to it; None where another person scores it as well."""
        words = self._words_of(submission)
        rubric, now = self.campus.rubric, self.wait(minutes=9)
        for number, one in enumerate(Critique.from_json(submission.critique).findings if submission.critique else ()):
            if one.weight is not Weight.FINE:
                review_finding(self.db, submission, number, grader.id, accepted=one.weight is Weight.FIX, now=now)
        given, twice = (words.levels, words.comments, words.note), self.campus.scores_twice(submission)
        return grade_submission(self.db, submission, grader.id, rubric, *given, double_scored=twice, now=now)

    def score_again(self, place: Enrolment, scorer: Person) -> None:
        """Score the final task as the second, a little differently, where one is awaited."""
        for sent in half_scored(self.db, [place.id]).values():
            levels = {**self._words_of(sent).levels, "D": 3}
            comments = {criterion: REMARKS[criterion] for criterion in levels}
            grade_submission(
                self.db, sent, scorer.id, self.campus.rubric, levels, comments, NOTE, now=self.wait(days=2)
            )
        self.settle(place)

    def _words_of(self, submission: Submission) -> Written:
        """Return the words that a rewrite was sent with, and the levels that belong to them."""
        words = self._words(self.campus.catalogue.exercises[submission.exercise])
        return words[min(submission.version, len(words)) - 1]

    def settle(self, place: Enrolment) -> list[Certificate]:
        """Issue what is earned."""
        here = self.campus
        return issue_if_earned(
            self.db, place.id, here.course, here.rules, here.observation, here.issuer, now=self.wait(seconds=1)
        )

    def accompany(self, place: Enrolment, mentor: Person, number: int, *, logged: int, attested: int) -> None:
        """Accompany a group: log the check-ins of the first weeks and attest some of them."""
        told = groups()[number]
        words = (f"{told.name} {place.id}", told.unit, told.objective, told.owner)
        group = open_group(self.db, place.cohort, *words, actor_id=mentor.id, now=self.wait(hours=1))
        tie = begin_accompaniment(self.db, place, group, mentor, actor_id=mentor.id, now=self.now)
        for number, week in enumerate(told.weeks[:logged], start=1):
            log = self._log(place, tie, number, week, told.present)
            if number <= attested:
                self._attest(log, mentor, number, week.comment)
        self.settle(place)

    def _log(self, place: Enrolment, tie: Accompaniment, number: int, week: Week, present: Sequence[str]) -> CheckIn:
        """Log the check-in of a week."""
        began, ended = self.wait(days=7), self.wait(minutes=20)
        return log_check_in(
            self.db,
            tie,
            number,
            began,
            ended,
            prepared=10,
            talk=12,
            debrief=25,
            mode="recording" if number == 3 else "in person",
            led_by=leader(number),
            attendance=list(present),
            three_ps=list(week.said),
            note=week.note,
            logged_by_id=place.person_id,
            now=self.wait(hours=1),
        )

    def _attest(self, log: CheckIn, mentor: Person, number: int, comment: str) -> None:
        """Observe a check-in well, better from week to week, and attest it."""
        form = self.campus.observation
        levels = {str(item.number): 3 if item.number % 4 < number - 1 else 2 for item in form.items}
        attest_check_in(self.db, log, mentor.id, form, levels, comment, now=self.wait(hours=20))


def _answer(exercise: Exercise, words: Written) -> Answer:
    """Return what a trainee sends: their words, with the flaws that they named."""
    okr = replace(words.okr, cycle=exercise.cycle, context=exercise.flawed.context)
    tags = tuple(one for one in exercise.mastered.tags if words.named is None or one["code"] in words.named)
    return Answer(okr, words.parts, tags)
