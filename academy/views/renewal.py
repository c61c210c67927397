"""The renewal door: what a holder has done and still has to do before a certificate ends, and its quiz."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.forms.renewal import WORDS, StepForm
from academy.login import door, visitor
from academy.renewing import paper_of, settle_renewal
from assessments.actions import answer_quiz, start_quiz
from assessments.items import Quiz
from assessments.models import QuizAttempt
from assessments.queries import attempts, quiz_state
from assessments.quiz import missing, questions
from certificates.actions import ImpossibleAmount, NotInPeriod, enter_development, renewal_progress
from certificates.queries import Held, developments, is_open, own_editions
from certificates.renewal import Stage
from registry.errors import NotFound
from registry.models import Role

bp = door("renewal", Role.TRAINEE, prefix="/certificates/<uuid:certificate_id>/renewal")


def _own(certificate_id: UUID) -> tuple[Held, list[Held]]:
    """Return the visitor's certificate with all editions; NotFound for others, and for one that is never renewed."""
    chain = own_editions(db, str(certificate_id), visitor())
    found = next(one for one in chain if one.certificate.id == str(certificate_id))
    if found.certificate.valid_until is None or not is_open(found):
        raise NotFound
    return found, chain


@bp.route("", methods=["GET", "POST"])
def overview(certificate_id: UUID) -> str | tuple[str, int] | Response:
    """Show how far a renewal is, and take a step towards it."""
    found, chain = _own(certificate_id)
    form, now, number = StepForm(), utcnow(), str(certificate_id)
    if not form.submitted():
        return _page(found, chain, form, now), 422 if form.errors else 200
    try:
        enter_development(db, number, visitor().person_id, form.step(), form.moment(), form.text.data.strip(), now=now)
    except NotInPeriod as refusal:
        form.day.errors = [_(str(refusal))]
        return _page(found, chain, form, now), 422
    except ImpossibleAmount as refusal:
        form.amount.errors = [_(str(refusal))]
        return _page(found, chain, form, now), 422
    flash(_("The step is entered. An administrator will answer."))
    return redirect(url_for(".overview", certificate_id=certificate_id), 303)


def _page(found: Held, chain: list[Held], form: StepForm, now: datetime) -> str:
    """Return the page of a renewal."""
    rules, until = campus().renewal, found.certificate.valid_until
    paper = paper_of(found.certificate.id, now)
    stage, progress = renewal_progress(db, found.certificate, rules, paper.id if paper else "", now=now)
    if until is None:
        raise NotFound
    return render_template(
        "renewal/overview.html",
        held=found,
        steps=developments(db, chain),
        stage=stage,
        progress=progress,
        paper=paper,
        state=quiz_state(db, found.certificate.enrolment_id, paper, now=now) if paper else None,
        opens=rules.opens(until),
        grace=rules.grace_ends(until),
        words=WORDS,
        form=form,
    )


def _paper(certificate_id: UUID) -> tuple[Held, Quiz]:
    """Return the paper of a renewal whose window is open; NotFound for any other."""
    found, now = _own(certificate_id)[0], utcnow()
    paper, until = paper_of(found.certificate.id, now), found.certificate.valid_until
    if paper is None or until is None or campus().renewal.stage(until, now) is Stage.EARLY:
        raise NotFound
    return found, paper


@bp.post("/quiz/tries")
def start(certificate_id: UUID) -> Response:
    """Draw a form of the paper and hand it out."""
    found, paper = _paper(certificate_id)
    start_quiz(db, found.certificate.enrolment_id, paper, now=utcnow())
    return redirect(url_for(".answer", certificate_id=certificate_id), 303)


@bp.route("/quiz", methods=["GET", "POST"])
def answer(certificate_id: UUID) -> str | tuple[str, int] | Response:
    """Show the open form of the paper and take its answers, once."""
    found, paper = _paper(certificate_id)
    tries = attempts(db, found.certificate.enrolment_id, paper.id)
    if not tries or tries[-1].result is not None:
        return redirect(url_for(".overview", certificate_id=certificate_id), 303)
    asked, given = questions(paper, tries[-1].form), request.form.to_dict(flat=False)
    left = missing(asked, given) if request.method == "POST" else ()
    if request.method == "POST" and not left:
        return _answered(found, paper, tries[-1], given)
    values = {"questions": asked, "given": given, "missing": left, "number": tries[-1].number, "paper": paper}
    return render_template("renewal/quiz.html", held=found, **values), 422 if left else 200


def _answered(found: Held, paper: Quiz, attempt: QuizAttempt, given: dict[str, list[str]]) -> Response:
    """Mark an answered form and go where it leads."""
    now, number = utcnow(), found.certificate.id
    result = answer_quiz(db, attempt, paper, given, now=now)
    share = round(result.percent)
    flash(
        _("Passed with %(n)s per cent.", n=share)
        if result.passed
        else _("%(n)s per cent; %(cut)s pass.", n=share, cut=paper.cut)
    )
    new = settle_renewal(number, now)
    if new is not None:
        flash(_("Your certificate is renewed."))
        return redirect(url_for("certificates.certificate", certificate_id=new.id), 303)
    return redirect(url_for(".overview", certificate_id=number), 303)
