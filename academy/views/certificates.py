"""The trainee's certificates: what is held, and what is still missing for the next, and where to do it."""

from dataclasses import dataclass

from flask import render_template, url_for

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.login import door
from academy.navigation import address_of
from academy.pupil import enrolment
from certificates.queries import Held, evidence, held_by
from certificates.requirements import Progress, evaluate
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
    facts = evidence(db, [place.id], campus().course, campus().observation, now=now)[place.id]
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
    course, known = campus().course, campus().observation.sentences
    found = []
    for one in progress.missing:
        if one in course.by_id:
            activity = course.by_id[one]
            found.append(Missing(f"{activity.id} {activity.title}", address_of(activity)))
        elif one in course.modules_by_id:
            found.append(Missing(course.modules_by_id[one].title, url_for("learn.module", module_id=one)))
        elif progress.requirement == "documents":
            found.append(Missing(rules.document(one).name, f"#document-{one}"))
        else:
            found.append(Missing(known[one], ""))
    return found
