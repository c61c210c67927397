"""The instructor's door: the queue of rewrites, grading by the rubric, and quizzes that wait for a talk."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.diagnosis import missed, named, written
from academy.forms.teach import GradeForm, ReopenForm, read_grade
from academy.login import door, visitor
from assessments import queries
from assessments.actions import grade_submission, reopen_quiz, review_finding
from assessments.critic.critique import Critique
from assessments.critic.finding import Weight
from assessments.models import Grade, Submission
from assessments.okr import Okr
from assessments.refusals import AlreadyGraded, OwnWork
from assessments.scoring import GradeKind
from courses.queries import enrolment, open_contests
from registry.errors import NotFound, Refusal
from registry.models import Role

bp = door("teach", Role.INSTRUCTOR)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue."""

    id: int
    name: str
    cohort: str
    exercise: str
    title: str
    gate: bool
    at: datetime
    version: int
    drawn: bool
    scores: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a grade was not saved, and the grade that stands in its place, if one does."""

    sentence: str
    grade: Grade | None


def _cohorts() -> frozenset[int] | None:
    """Return the cohorts the visitor teaches; None, for all, to an administrator."""
    everywhere = any(right.role is Role.ADMINISTRATOR for right in visitor().rights)
    return None if everywhere else visitor().cohorts(Role.INSTRUCTOR)


@bp.get("")
def queue() -> str:
    """Show what waits for a grade, the oldest first, which quizzes wait for a talk, and which time is contested."""
    waiting = [_waiting(one) for one in queries.queue(db, _cohorts(), visitor().person_id)]
    closed = queries.closed_quizzes(db, campus().catalogue.quizzes, _cohorts())
    contests = open_contests(db, _cohorts(), visitor().person_id)
    steps = campus().course.by_id
    return render_template("teach/queue.html", waiting=waiting, closed=closed, contests=contests, steps=steps)


def _waiting(submission: Submission) -> Waiting:
    """Return a submission as a line of the queue."""
    exercise, place = campus().catalogue.exercises[submission.exercise], submission.enrolment
    return Waiting(
        id=submission.id,
        name=place.person.name,
        cohort=place.cohort.name,
        exercise=submission.exercise,
        title=exercise.title,
        gate=exercise.gate,
        at=submission.submitted_at,
        version=submission.version,
        drawn=submission.recheck is not None,
        scores=len(submission.scores),
    )


def _submission(submission_id: int) -> Submission:
    """Return a submission of a cohort that the visitor teaches; NotFound for any other."""
    found = queries.submission(db, submission_id, visitor())
    if not visitor().has(Role.INSTRUCTOR, found.enrolment.cohort_id):
        raise NotFound
    return found


@bp.route("/submissions/<id:submission_id>", methods=["GET", "POST"])
def grade(submission_id: int) -> str | tuple[str, int] | Response:
    """Show a rewrite with everything around it and take a grade."""
    submission = _submission(submission_id)
    if request.method == "GET":
        return _page(submission, GradeForm() if _is_asked(submission) else None)
    form, now = _typed(submission), utcnow()
    given, twice = (form.levels, form.comments, form.note), campus().scores_twice(submission)
    if form.missing or form.too_long:
        return _page(submission, form), 422
    try:
        grade_submission(db, submission, visitor().person_id, campus().rubric, *given, double_scored=twice, now=now)
    except AlreadyGraded as refusal:
        return _page(submission, form, conflict=Conflict(_(str(refusal)), refusal.grade)), 409
    except Refusal as refusal:
        return _page(submission, form, conflict=Conflict(_(str(refusal)), None)), 409
    settle(submission.enrolment_id, now)
    if submission.grade is not None:
        flash(_("The grade is saved; the trainee sees it now."))
    else:
        flash(
            _("Your score is saved. Another person scores this task too, without seeing yours, before a result stands.")
        )
    return redirect(url_for(".queue"), 303)


def _is_asked(submission: Submission) -> bool:
    """Say whether a grade or a score is awaited, and the visitor has given none yet."""
    scored = visitor().person_id in {one.scorer_id for one in submission.scores}
    return submission.awaits is GradeKind.PERSON and not scored


def _typed(submission: Submission) -> GradeForm:
    """Return the grade as it is typed; only what is asked for can be missing."""
    form = read_grade(submission.task["weights"])
    form.missing = [one for one in submission.asked_next if one not in form.levels]
    return form


@bp.post("/findings/<id:submission_id>/<id:number>")
def review(submission_id: int, number: int) -> str | tuple[str, int]:
    """Take what the visitor says of a finding; what is typed of the grade stays. A script is answered with the part."""
    submission, verdict = _submission(submission_id), request.form.get("verdict")
    form = replace(_typed(submission), missing=[]) if _is_asked(submission) else None
    if verdict not in ("accept", "reject"):
        return _page(submission, form), 422
    try:
        review_finding(db, submission, number - 1, visitor().person_id, accepted=verdict == "accept", now=utcnow())
    except OwnWork as refusal:
        return _page(submission, form, conflict=Conflict(_(str(refusal)), None)), 409
    if "part" in request.form:
        return _review(submission, number)
    return _page(submission, form)


def _review(submission: Submission, number: int) -> str:
    """Return the part of the page that says what the visitor thinks of a finding."""
    return render_template(
        "teach/_review.html",
        submission=submission,
        critique=Critique.from_json(submission.critique),
        number=number,
        reviews=queries.reviews_by(db, submission.id, visitor().person_id),
        **campus().critic(Okr.from_json(submission.rewrite)),
    )


def _page(submission: Submission, form: GradeForm | None, conflict: Conflict | None = None) -> str:
    """Return the grading page of a submission."""
    exercise, flaws = campus().catalogue.exercises[submission.exercise], campus().flaws
    rewrite, reviews = Okr.from_json(submission.rewrite), queries.reviews_by(db, submission.id, visitor().person_id)
    critique = Critique.from_json(submission.critique) if submission.critique else None
    flawed = [n for n, one in enumerate(critique.findings if critique else ()) if one.weight is not Weight.FINE]
    return render_template(
        "teach/grade.html",
        submission=submission,
        name=submission.enrolment.person.name,
        exercise=exercise,
        rewrite=rewrite,
        weights=submission.task["weights"],
        criteria=campus().rubric.used(submission.task["weights"]),
        asked=submission.asked_next,
        twice=campus().scores_twice(submission),
        tags=named(exercise, submission.tags, flaws),
        missed=missed(exercise, submission.tags, flaws),
        written=written(exercise, submission),
        critique=critique,
        **campus().critic(rewrite),
        reviews=reviews,
        flawed=flawed,
        open=next((number + 1 for number in flawed if number not in reviews), None),
        form=form,
        conflict=conflict,
    )


@bp.route("/quizzes/<id:enrolment_id>/<quiz_id>", methods=["GET", "POST"])
def reopening(enrolment_id: int, quiz_id: str) -> str | tuple[str, int] | Response:
    """Open a quiz again after a talk about its missed questions."""
    place = enrolment(db, enrolment_id, visitor(), Role.INSTRUCTOR)
    quiz = campus().catalogue.quizzes.get(quiz_id)
    if quiz is None or not visitor().has(Role.INSTRUCTOR, place.cohort_id):
        raise NotFound
    form = ReopenForm()
    if form.submitted():
        try:
            reopen_quiz(db, place.id, quiz, visitor().person_id, form.note.data, now=utcnow())
        except Refusal as refusal:
            form.note.errors = [_(str(refusal))]
        else:
            flash(_("The quiz is open again for %(name)s.", name=place.person.name))
            return redirect(url_for(".queue"), 303)
    return render_template("teach/reopening.html", place=place, quiz=quiz, form=form), 422 if form.errors else 200
