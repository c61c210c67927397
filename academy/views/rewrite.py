"""The exercise door: naming flaws, asking for hints, rewriting with the critic beside, sending."""

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db, keep
from academy.diagnosis import missed, named, places, written
from academy.forms.learn import RewriteForm, add_row, rewrite_form
from academy.forms.teach import GradeForm, read_grade
from academy.login import door, visitor
from academy.marks import reading
from academy.pupil import enrolment, handed_out, note_beside, opened_at, self_scored
from academy.scoring import scoring_of
from assessments import queries
from assessments.actions import ask_hint, next_graded_by, save_draft, score_own, submit_rewrite
from assessments.critic.critique import Critique, TooLong, criticise
from assessments.exercise import Answer, Exercise
from assessments.models import Draft, Submission
from assessments.okr import Okr
from assessments.refusals import NotDrawn, StaleDraft
from assessments.scoring import OWN_VERSIONS, GradeKind
from registry.errors import NotFound, Refusal
from registry.models import Role

bp = door("rewrite", Role.TRAINEE, prefix="/exercises")


@dataclass(frozen=True, slots=True)
class Row:
    """An exercise in the list, and how far the trainee is with it."""

    exercise: Exercise
    state: str


def _exercise(exercise_id: str) -> Exercise:
    """Return an exercise; NotFound for an unknown id, NotDrawn for a final task that is not the trainee's."""
    found = campus().catalogue.exercises.get(exercise_id)
    if found is None:
        raise NotFound
    if found.final and not queries.is_open(db, enrolment().id, found):
        raise NotDrawn
    return found


@bp.get("")
def exercises() -> str:
    """List the exercises with what is done and what waits, the reserve apart; a final task once it is begun."""
    sent, drafts = queries.latest_submissions(db, enrolment().id), queries.drafted(db, enrolment().id)
    passed = queries.passed_by(db, [enrolment().id])[enrolment().id]
    rows = [
        Row(one, "passed" if one.id in passed else _state(sent.get(one.id), one.id in drafts))
        for one in campus().catalogue.exercises.values()
        if not one.final or one.id in sent or one.id in drafts
    ]
    assigned, reserve = ([row for row in rows if row.exercise.reserve is kept] for kept in (False, True))
    return render_template("rewrite/exercises.html", assigned=assigned, reserve=reserve)


def _state(sent: Submission | None, drafted: bool) -> str:
    """Return how far somebody is with an exercise that is not passed."""
    if sent is None:
        return "draft" if drafted else "open"
    return "again" if sent.awaits is None else "score" if sent.awaits is GradeKind.SELF else "waiting"


@bp.route("/<exercise_id>", methods=["GET", "POST"])
def edit(exercise_id: str) -> str | tuple[str, int] | Response:
    """Show the exercise and its editor; save the draft or send the rewrite."""
    exercise = _exercise(exercise_id)
    if request.method == "POST":
        return _take(exercise)
    kept = queries.draft(db, enrolment().id, exercise.id)
    answer = _kept(kept) if kept else None
    form = rewrite_form(exercise, answer, kept.version if kept else 0)
    return _page(exercise, form, answer, saved_at=kept.saved_at if kept else None)


def _kept(draft: Draft) -> Answer:
    """Return what a draft holds."""
    return Answer(Okr.from_json(draft.rewrite), draft.parts, tuple(draft.tags))


def _take(exercise: Exercise) -> str | tuple[str, int] | Response:
    """Take what is typed: add a row, save the draft, or send it."""
    form, place, now = rewrite_form(exercise), enrolment(), utcnow()
    answer = form.answer(exercise)
    if more := request.form.get("more"):
        add_row(form, more)
        return _page(exercise, form, answer)
    if not form.validate():
        return _page(exercise, form, answer), 422
    try:
        kept = save_draft(db, place.id, exercise.id, answer, form.read_version(), now=now)
    except StaleDraft as refusal:
        form.version.data = refusal.stored.version
        return _page(exercise, form, answer, stale=_kept(refusal.stored)), 409
    if "send" not in request.form:
        return redirect(url_for(".edit", exercise_id=exercise.id), 303)
    keep()
    form.version.data = kept.version
    rules, opened = {"self_scored": self_scored()}, opened_at(exercise.activity)
    try:
        sent = submit_rewrite(
            db, place.id, exercise, answer, campus().reads(answer.okr), **rules, opened_at=opened, now=now
        )
    except (Refusal, TooLong) as refusal:
        return _page(exercise, form, answer, refusal=_(str(refusal))), 422
    settle(place.id, now)
    return redirect(url_for(".submission", submission_id=sent.id), 303)


def _page(exercise: Exercise, form: RewriteForm, answer: Answer | None, **values: object) -> str:
    """Return the page of an exercise with its editor."""
    place = enrolment()
    for entry in form.tags:
        entry.form.code.choices = [
            SelectChoice("", _("Choose")),
            *(SelectChoice(page.code, page.title) for page in campus().flaws.values()),
        ]
        entry.form.where.choices = [SelectChoice(where, words) for where, words in places(exercise).items()]
    sent = queries.submissions_of(db, place.id, exercise.id)
    shown: dict[str, object] = {"refusal": "", "stale": None, "saved_at": None, **values}
    return render_template(
        "rewrite/edit.html",
        exercise=exercise,
        activity=campus().course.by_id[exercise.activity],
        form=form,
        latest=sent[-1] if sent else None,
        own_score=next_graded_by(exercise, sent, self_scored=self_scored()) is GradeKind.SELF,
        hints=exercise.hints[: queries.hints_asked(db, place.id, exercise.id)],
        opened=handed_out(exercise.activity),
        note=note_beside(exercise.activity),
        titles=campus().flaws,
        places=form.places(),
        **_critique(exercise, answer),
        **shown,
    )


def _critique(exercise: Exercise, answer: Answer | None) -> dict[str, object]:
    """Return what the critic says to a draft, for a page: nothing while there is nothing to say or far too much."""
    okr = answer.okr if answer else Okr("")
    said: dict[str, object] = {"critique": None, "before": None, **campus().critic(okr)}
    language = campus().reads(okr)
    original = exercise.original(language.locale)
    if not okr.written:
        return said
    try:
        said["critique"] = criticise(okr, language, original)
    except TooLong:
        return said
    if original is not None and original.written:
        said["before"] = criticise(original, language).score
    return said


@bp.post("/<exercise_id>/critique")
@reading
def critique(exercise_id: str) -> str:
    """Answer what is typed at this moment; nothing is stored."""
    exercise = _exercise(exercise_id)
    form = rewrite_form(exercise)
    found = _critique(exercise, form.answer(exercise))
    return render_template("rewrite/_live.html", places=form.places(), **found)


@bp.post("/<exercise_id>/draft")
def save(exercise_id: str) -> str | tuple[str, int] | Response:
    """Save the draft without being asked, and say so in one line."""
    exercise = _exercise(exercise_id)
    form = rewrite_form(exercise)
    if not form.validate():
        return _("Not saved yet: a field holds too much."), 422
    try:
        kept = save_draft(db, enrolment().id, exercise.id, form.answer(exercise), form.read_version(), now=utcnow())
    except StaleDraft:
        return _("Not saved: this draft was changed in another window. Press “Save the draft” to compare."), 409
    answer = make_response(render_template("rewrite/_saved.html", kept=kept))
    answer.headers["HX-Trigger"] = "draft-saved"
    return answer


@bp.post("/<exercise_id>/hints")
def hint(exercise_id: str) -> Response:
    """Show one more question."""
    ask_hint(db, enrolment().id, _exercise(exercise_id), now=utcnow())
    return redirect(url_for(".edit", exercise_id=exercise_id, _anchor="hints-title"), 303)


@bp.get("/submissions/<id:submission_id>")
def submission(submission_id: int) -> str:
    """Show what was sent, what the critic said, the model, and the grade or the form for one's own."""
    return _submission_page(queries.submission(db, submission_id, visitor()), GradeForm())


@bp.post("/submissions/<id:submission_id>/score")
def score(submission_id: int) -> str | tuple[str, int] | Response:
    """Take the trainee's own score."""
    found, now = queries.submission(db, submission_id, visitor()), utcnow()
    if found.enrolment.person_id != visitor().person_id:
        raise NotFound
    form = read_grade(found.task["weights"])
    if form.missing and found.awaits is GradeKind.SELF:
        return _submission_page(found, form), 422
    score_own(db, found, visitor().person_id, campus().rubric, form.levels, now=now)
    settle(found.enrolment_id, now)
    return redirect(url_for(".submission", submission_id=found.id), 303)


def _submission_page(found: Submission, form: GradeForm) -> str:
    """Return the page of a version that was sent."""
    exercise, rewrite = campus().catalogue.exercises[found.exercise], Okr.from_json(found.rewrite)
    flaws = campus().flaws
    passed, own = found.grade is not None and found.grade.passed, found.enrolment.person_id == visitor().person_id
    waits = exercise.tries is not None and found.awaits is GradeKind.PERSON
    revisable = found.graded_by == GradeKind.SELF and found.version < OWN_VERSIONS and not found.with_person
    return render_template(
        "rewrite/submission.html",
        submission=found,
        exercise=exercise,
        rewrite=rewrite,
        weights=found.task["weights"],
        criteria=campus().rubric.used(found.task["weights"]),
        tags=named(exercise, found.tags, flaws),
        missed=missed(exercise, found.tags, flaws),
        written=written(exercise, found),
        critique=Critique.from_json(found.critique) if found.critique else None,
        **campus().critic(rewrite),
        form=form if own and found.awaits is GradeKind.SELF else None,
        again=own and found.awaits is not GradeKind.SELF and not waits and (revisable or not passed),
        passed=passed,
        second=scoring_of(found),
        model_shown=passed or not exercise.gate,
    )
