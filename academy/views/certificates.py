"""The trainee's certificates: what is held, and what is still missing for the next, and where to do it."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.login import door
from academy.navigation import address_of
from academy.pupil import enrolment
from certificates.queries import Held, evidence, held_by
from certificates.requirements import LATE, Progress, evaluate
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
    rows = [
        Row(
            document,
            [one for one in editions if one.certificate.document == document.id],
            [(one, _where(one, rules)) for one in evaluate(document, facts)],
        )
        for document in rules.documents
    ]
    return render_template("certificates/overview.html", rows=rows, rules=rules, now=now)


def _where(progress: Progress, rules: RuleSet) -> list[Missing]:
    """Return what a requirement lacks, each with the place where it is done, if there is one of its own."""
    if progress.met:
        return []
    if progress.requirement == "capstone":
        return [Missing(_("Write your plan, or see how it stands"), url_for("capstone.edit"))]
    if progress.requirement == "conduct":
        return [Missing(_("Read and sign it"), url_for("conduct.code"))]
    if progress.requirement == "identity":
        return [Missing(_("Ask a manager of your cohort; it takes five minutes, in the room or by video."), "")]
    return [_one(missing, progress, rules) for missing in progress.missing]


def _one(missing: str, progress: Progress, rules: RuleSet) -> Missing:
    """Return one thing that is missing, by its id or code."""
    course = campus().course
    activity = course.by_id.get(missing) or next((one for one in course.activities() if one.place == missing), None)
    if missing == LATE:
        return Missing(_("The time is over. Talk to a manager of your cohort."), "")
    if missing in course.modules_by_id:
        return Missing(course.modules_by_id[missing].title, url_for("learn.module", module_id=missing))
    if progress.requirement == "documents":
        return Missing(rules.document(missing).name, f"#document-{missing}")
    if activity is not None:
        return Missing(f"{activity.id} {activity.title}", address_of(activity))
    return Missing(campus().observation.sentences[missing], "")
