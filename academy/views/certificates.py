"""The trainee's certificates: what is held and what its holder may ask for, what is missing for the next, and where."""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.elsewhere import linkedin
from academy.forms.certificates import NameForm, ShownForm
from academy.login import door, visitor
from academy.navigation import address_of
from academy.pupil import enrolment
from academy.tally import write_down
from assessments.queries import half_scored
from certificates.actions import SameName, disclose, request_name
from certificates.code import code_of
from certificates.queries import Held, as_editions, checks_counted, evidence, held_by, name_requests, own_editions
from certificates.requirements import BEYOND, LATE, Progress, evaluate
from certificates.snapshot import Snapshot
from certificates.standing import Shown
from courses.rules import Document, RuleSet
from registry.models import Role

bp = door("certificates", Role.TRAINEE)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: its words, and the address where it is done."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the rules: its editions, and each requirement with what it still lacks."""

    document: Document
    held: list[Held]
    requirements: list[tuple[Progress, list[Missing]]]


@bp.get("")
def overview() -> str:
    """Show what is held, and line by line what is missing for the rest."""
    place, now = enrolment(), utcnow()
    facts = evidence(db, [place.id], campus().course, campus().rules, campus().observation, now=now)[place.id]
    rules = campus().rules[place.rules]
    editions = held_by(db, [place.id])[place.id]
    second = rules.double_scored and place.id in half_scored(db, [place.id])
    rows = [
        Row(
            document,
            [one for one in editions if one.certificate.document == document.id],
            [(one, _where(one, rules, second)) for one in evaluate(document, facts)],
        )
        for document in rules.documents
    ]
    return render_template("certificates/overview.html", rows=rows, rules=rules, now=now)


@bp.get("/<uuid:certificate_id>")
def certificate(certificate_id: UUID) -> str:
    """Show its holder a certificate, how it stands, and what may be asked for."""
    return _page(certificate_id, NameForm(read=False))


def _page(certificate_id: UUID, form: NameForm) -> str:
    """Return the holder's page of a certificate."""
    number = str(certificate_id)
    write_down()
    editions, now = own_editions(db, number, visitor()), utcnow()
    found = next(one for one in editions if one.certificate.id == number)
    snapshot = Snapshot.from_json(found.certificate.snapshot)
    shown = ShownForm(read=False, data={"shows_name": found.shown.name, "shows_results": found.shown.results})
    return render_template(
        "certificates/certificate.html",
        held=found,
        shown_form=shown,
        counted=checks_counted(db, number, now=now),
        snapshot=snapshot,
        linkedin=linkedin(snapshot),
        code=code_of(number),
        editions=as_editions(editions, now),
        asked=name_requests(db, number),
        form=form,
        now=now,
    )


@bp.post("/<uuid:certificate_id>/shown")
def shown(certificate_id: UUID) -> Response:
    """Take the holder's decision on what the public page shows."""
    form, number = ShownForm(), str(certificate_id)
    own_editions(db, number, visitor())
    if form.submitted():
        wish = Shown(form.shows_name.data, form.shows_results.data)
        disclose(db, number, visitor().person_id, wish, now=utcnow())
        flash(_("The public page shows what you chose from now on."))
    return redirect(url_for(".certificate", certificate_id=certificate_id), 303)


@bp.post("/<uuid:certificate_id>/name")
def name(certificate_id: UUID) -> tuple[str, int] | Response:
    """Take the holder's wish for another name."""
    form, number = NameForm(), str(certificate_id)
    if not form.submitted():
        return _page(certificate_id, form), 422
    own_editions(db, number, visitor())
    try:
        request_name(db, number, visitor().person_id, form.name.data, form.reason.data.strip(), now=utcnow())
    except SameName as refusal:
        form.name.errors = [_(str(refusal))]
        return _page(certificate_id, form), 422
    flash(_("Your wish is noted. An administrator will answer."))
    return redirect(url_for(".certificate", certificate_id=certificate_id), 303)


def _where(progress: Progress, rules: RuleSet, second: bool) -> list[Missing]:
    """Return what a requirement lacks, each with the place where it is done, if there is one of its own.

    `second` says that the final task waits for the score of another person.
    """
    if progress.met:
        return []
    if progress.requirement == "capstone":
        return [Missing(_("Write your plan, or see how it stands"), url_for("capstone.edit"))]
    if progress.requirement == "final_task" and second:
        return [Missing(_("Sent and scored; the score of another person is awaited"), _task(progress))]
    if progress.requirement == "conduct":
        return [Missing(_("Read and sign it"), url_for("conduct.code"))]
    if progress.requirement == "identity":
        return [Missing(_("Ask a manager of your cohort; it takes five minutes, in the room or by video."), "")]
    return [_one(missing, progress, rules) for missing in progress.missing]


def _task(progress: Progress) -> str:
    """Return the address of the final task that a requirement asks for."""
    return address_of(campus().course.by_id[progress.missing[0]])


def _sessions() -> str:
    """Return the address of the live sessions, where what counts of a live course is told."""
    return url_for("live.meetings")


def _one(missing: str, progress: Progress, rules: RuleSet) -> Missing:
    """Return one thing that is missing, by its id or code."""
    course = campus().course
    activity = course.by_id.get(missing)
    if missing == LATE:
        return Missing(_("The time is over. Talk to a manager of your cohort."), "")
    if missing == BEYOND:
        return Missing(_("More was made up online than a live course takes: attend a session again"), _sessions())
    if missing in course.modules_by_id:
        return Missing(course.modules_by_id[missing].title, url_for("learn.module", module_id=missing))
    if progress.requirement == "documents":
        return Missing(rules.document(missing).name, f"#document-{missing}")
    if activity is not None:
        return Missing(f"{activity.id} {activity.title}", address_of(activity))
    return Missing(campus().observation.sentences[missing], "")
