"""The quiz door: drawn forms, answers once, and what every answer teaches."""

from flask import redirect, render_template, request, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.login import door
from academy.pupil import activity_or_404, enrolment, handed_out, journey, opened_at
from assessments.actions import answer_quiz, start_quiz
from assessments.items import Quiz
from assessments.models import QuizAttempt
from assessments.queries import QuizState, attempts, quiz_state
from assessments.quiz import Marked, missing, questions, reason
from courses.outline import Activity, Kind, Lesson
from registry.errors import NotFound
from registry.models import Role

bp = door("quizzes", Role.TRAINEE, prefix="/learn/quizzes")


def _quiz(quiz_id: str) -> tuple[Activity, Quiz]:
    """Return a quiz with its place in the course."""
    return activity_or_404(quiz_id, Kind.QUIZ), campus().catalogue.quizzes[quiz_id]


@bp.get("/<quiz_id>")
def overview(quiz_id: str) -> str:
    """Show the rules of a quiz and every try so far."""
    activity, quiz = _quiz(quiz_id)
    state = quiz_state(db, enrolment().id, quiz, now=utcnow())
    return _page("quizzes/overview.html", activity, quiz, state=state, closed_because=_closed_because(quiz, state))


def _closed_because(quiz: Quiz, state: QuizState) -> str:
    """Return why a quiz cannot be tried now, and what helps; empty where nothing stands in the way."""
    sentence, at = "", format_datetime(state.rests_until) if state.rests_until else ""
    if state.talk and quiz.retry.endless:
        sentence = _("Three tries were missed. Talk with your instructor or mentor about them; they open it again.")
    elif state.talk:
        sentence = _(
            "Two tries were missed. Talk with your instructor or mentor about them; they open the third, which may "
            "begin a week after the second."
        )
    elif state.closed:
        sentence = _("All three tries are used. Talk with your instructor about how to go on.")
    elif at and quiz.retry.endless:
        sentence = _("Three tries in a day are enough. Come back after %(at)s.", at=at)
    elif at:
        sentence = _("The next try opens on %(at)s.", at=at)
    return str(sentence)


def _page(template: str, activity: Activity, quiz: Quiz, **values: object) -> str:
    """Return a page of a quiz with its place in the module."""
    way, module = journey(activity.id), campus().course.modules_by_id[activity.module]
    return render_template(template, activity=activity, quiz=quiz, module=module, journey=way, **values)


@bp.post("/<quiz_id>/tries")
def start(quiz_id: str) -> Response:
    """Draw a form and hand it out."""
    activity, quiz = _quiz(quiz_id)
    start_quiz(db, enrolment().id, quiz, now=utcnow())
    return redirect(url_for(".answer", quiz_id=activity.id), 303)


@bp.route("/<quiz_id>/answer", methods=["GET", "POST"])
def answer(quiz_id: str) -> str | tuple[str, int] | Response:
    """Show the open form and take its answers, once."""
    activity, quiz = _quiz(quiz_id)
    tries = attempts(db, enrolment().id, quiz.id)
    if not tries:
        return redirect(url_for(".overview", quiz_id=quiz.id), 303)
    attempt = tries[-1]
    if attempt.result is not None:
        return redirect(url_for(".result", quiz_id=quiz.id, number=attempt.number), 303)
    asked, given = questions(quiz, attempt.form), request.form.to_dict(flat=False)
    left = missing(asked, given) if request.method == "POST" else ()
    if request.method == "POST" and not left:
        now = utcnow()
        answer_quiz(db, attempt, quiz, given, opened_at=opened_at(quiz.id), now=now)
        settle(attempt.enrolment_id, now)
        return redirect(url_for(".result", quiz_id=quiz.id, number=attempt.number), 303)
    values = {"questions": asked, "given": given, "missing": left, "number": attempt.number}
    page = _page("quizzes/answer.html", activity, quiz, opened=handed_out(quiz.id), **values)
    return page, 422 if left else 200


@bp.get("/<quiz_id>/tries/<id:number>")
def result(quiz_id: str, number: int) -> str:
    """Show an answered form with a reason for every option."""
    activity, quiz = _quiz(quiz_id)
    attempt = next((one for one in attempts(db, enrolment().id, quiz.id) if one.number == number), None)
    if attempt is None or attempt.result is None:
        raise NotFound
    marked = _marked(quiz, attempt)
    lessons = _lessons_behind(marked)
    values = {"number": number, "result": attempt.result, "marked": marked, "lessons": lessons, "reason": reason}
    _before, after = campus().course.neighbours(activity.id)
    return _page("quizzes/result.html", activity, quiz, after=after, **values)


def _marked(quiz: Quiz, attempt: QuizAttempt) -> list[Marked]:
    """Return the stored answers of an attempt with their points as they were given then."""
    stored = attempt.result
    if stored is None:
        raise NotFound
    entries = zip(attempt.form, stored.points, strict=True)
    return [Marked(quiz.items[one], tuple(stored.answers[one]), points) for (one, _order), points in entries]


def _lessons_behind(marked: list[Marked]) -> list[Lesson]:
    """Return the lessons behind the questions that were not wholly right, in teaching order."""
    missed = {lesson for one in marked if one.points < 1 for lesson in one.item.lessons}
    return [lesson for lesson in campus().course.lessons.values() if lesson.id in missed]
