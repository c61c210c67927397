"""The assessor's door: plans that wait for an independent score, and scoring them by the anchors."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.forms.teach import GradeForm, read_grade
from academy.login import door, visitor
from assessments import queries
from assessments.actions import score_capstone
from assessments.models import Capstone
from mentoring.queries import mentored_by
from registry.errors import NotFound, Refusal
from registry.models import Role

bp = door("assess", Role.ASSESSOR)


@dataclass(frozen=True, slots=True)
class Place:
    """How the visitor stands to a plan: what they are asked for, whether they scored it, whether they may."""

    asked: tuple[str, ...]
    scored: bool
    near: bool

    @property
    def scores(self) -> bool:
        """Say whether a score is asked of them."""
        return bool(self.asked) and not self.scored and not self.near


def _cohorts() -> frozenset[int] | None:
    """Return the cohorts whose plans the visitor scores; None, for all, to an administrator."""
    everywhere = any(right.role is Role.ADMINISTRATOR for right in visitor().rights)
    return None if everywhere else visitor().cohorts(Role.ASSESSOR)


@bp.get("")
def queue() -> str:
    """Show the plans that wait for a score by the visitor, the oldest first."""
    me = visitor().person_id
    return render_template("assess/queue.html", waiting=queries.to_score(db, _cohorts(), me, mentored_by(db, me)))


def _place(plan: Capstone) -> Place:
    """Return how the visitor stands to a plan."""
    me = visitor().person_id
    near = plan.enrolment.person_id in {*queries.not_to_score(db, me), *mentored_by(db, me)}
    return Place(plan.asked_next, me in {score.scorer_id for score in plan.scores}, near)


@bp.route("/<id:capstone_id>", methods=["GET", "POST"])
def plan(capstone_id: int) -> str | tuple[str, int] | Response:
    """Show a plan with its anchors and take a score; other scores are shown once all are in."""
    found = queries.capstone(db, capstone_id, visitor(), Role.ASSESSOR)
    if not visitor().has(Role.ASSESSOR, found.enrolment.cohort_id):
        raise NotFound
    if request.method == "GET":
        return _page(found, GradeForm())
    form, now, me = read_grade(campus().capstone.needed.weights), utcnow(), visitor().person_id
    form.missing = [one for one in found.asked_next if one not in form.levels]
    if form.missing or form.too_long:
        return _page(found, form), 422
    try:
        score_capstone(db, found, me, form.levels, form.comments, form.note, mentored=mentored_by(db, me), now=now)
    except Refusal as refusal:
        return _page(found, form, _(str(refusal))), 409
    settle(found.enrolment_id, now)
    flash(_("Your score is saved. Thank you."))
    return redirect(url_for(".queue"), 303)


def _page(found: Capstone, form: GradeForm, refusal: str = "") -> str:
    """Return the page of a plan."""
    return render_template(
        "assess/plan.html",
        plan=campus().capstone,
        capstone=found,
        name=found.enrolment.person.name,
        place=_place(found),
        levels=found.levels,
        form=form,
        refusal=refusal,
    )
