"""The capstone door: a trainee's implementation plan, saved while it is written, sent, read back with its result."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db, keep
from academy.forms.capstone import PlanForm, plan_form
from academy.login import door, visitor
from academy.pupil import enrolment, handed_out, opened_at
from assessments import queries
from assessments.actions import save_capstone_draft, send_capstone
from assessments.actions.capstones import SectionsMissing, StalePlan
from assessments.models import CapstoneDraft
from assessments.queries import CapstoneState
from courses.queries import latest_completion
from registry.errors import Refusal
from registry.models import Role

bp = door("capstone", Role.TRAINEE)


def _state() -> CapstoneState:
    """Return where the visitor stands with their plan."""
    return queries.capstone_state(db, enrolment().id, campus().capstone)


def _form(state: CapstoneState, kept: CapstoneDraft | None) -> PlanForm:
    """Return the form of what may be written now."""
    parts = [part for part in campus().capstone.parts if part.id in state.open]
    return plan_form(parts, state.texts(kept.sections if kept else {}), kept.version if kept else 0)


@bp.route("", methods=["GET", "POST"])
def edit() -> str | tuple[str, int] | Response:
    """Show the plan and its editor; save the draft or send it."""
    state, kept = _state(), queries.capstone_draft(db, enrolment().id)
    form = _form(state, kept)
    if request.method == "POST":
        return _take(state, form)
    return _page(state, form, saved_at=kept.saved_at if kept else None)


def _take(state: CapstoneState, form: PlanForm) -> str | tuple[str, int] | Response:
    """Take what is typed: save it, and send it if that was asked."""
    if not form.validate():
        return _page(state, form), 422
    try:
        kept = _save(form)
    except StalePlan as refusal:
        form.version.data = refusal.stored.version
        return _page(state, form, stale=refusal.stored), 409
    if "send" not in request.form:
        return redirect(url_for(".edit"), 303)
    keep()
    form.version.data = kept.version
    try:
        sent = send_capstone(db, enrolment().id, campus().capstone, now=utcnow())
    except SectionsMissing as refusal:
        form.mark(refusal.sections, _("This section is still empty."))
        return _page(state, form, refusal=_(str(refusal))), 422
    except Refusal as refusal:
        return _page(state, form, refusal=_(str(refusal))), 422
    flash(_("Your plan is sent. Two assessors read it, each without the other."))
    return redirect(url_for(".version", capstone_id=sent.id), 303)


def _save(form: PlanForm) -> CapstoneDraft:
    """Keep the draft; it may complete the studio, which may complete a certificate."""
    place, studio, now = enrolment(), campus().course.studio, utcnow()
    begun = studio is None or latest_completion(db, place.id, studio.id) is not None
    kept = save_capstone_draft(
        db,
        place.id,
        campus().capstone,
        form.texts(),
        form.read_version(),
        studio=studio.id if studio else None,
        opened_at=opened_at(studio.id) if studio else None,
        now=now,
    )
    if studio and not begun and latest_completion(db, place.id, studio.id) is not None:
        settle(place.id, now)
    return kept


def _page(state: CapstoneState, form: PlanForm, **values: object) -> str:
    """Return the page of the plan, with the editor of what may be written now."""
    studio = campus().course.studio
    done = studio and latest_completion(db, enrolment().id, studio.id)
    shown: dict[str, object] = {"refusal": "", "stale": None, "saved_at": None, **values}
    return render_template(
        "capstone/edit.html",
        plan=campus().capstone,
        state=state,
        form=form,
        texts={**state.texts({}), **form.texts()},
        studio=studio,
        activity=campus().course.by_id[studio.id] if studio else None,
        studio_done=done is not None,
        opened=handed_out(studio.id) if studio else "",
        **shown,
    )


@bp.post("/draft")
def save() -> str | tuple[str, int] | Response:
    """Save the draft without being asked, and say so in one line."""
    state = _state()
    form = _form(state, None)
    if not form.validate():
        return _("Not saved yet: a section holds too much."), 422
    try:
        kept = _save(form)
    except StalePlan:
        return _("Not saved: this draft was changed in another window. Press “Save the draft” to compare."), 409
    except Refusal as refusal:
        return _("Not saved: %(why)s", why=_(str(refusal))), 409
    texts = state.texts(kept.sections)
    answer = make_response(render_template("capstone/_saved.html", kept=kept, plan=campus().capstone, texts=texts))
    answer.headers["HX-Trigger"] = "draft-saved"
    return answer


@bp.get("/versions/<id:capstone_id>")
def version(capstone_id: int) -> str:
    """Show a version as it was sent and, once all scores are in, what they say."""
    found = queries.capstone(db, capstone_id, visitor())
    latest = _state().latest
    return render_template(
        "capstone/version.html",
        plan=campus().capstone,
        capstone=found,
        levels=found.levels,
        again=latest is not None and latest.id == found.id and bool(_state().open),
    )
