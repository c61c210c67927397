"""Who walks the journeys through the capstone."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask

from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, make_cohort, make_enrolment, make_member
from tests.unit.assessments.plans import TEXTS

ROLES = {
    "nadia": Role.ASSESSOR,
    "omar": Role.ASSESSOR,
    "pilar": Role.ASSESSOR,
    "marta": Role.INSTRUCTOR,
    "jonas": Role.MENTOR,
    "helena": Role.MANAGER,
}


@dataclass
class People:
    """A trainee, Ana, and the staff of her cohort; anybody can sign in whenever the test's clock has moved."""

    app: Flask
    emails: Mapping[str, str]
    enrolment_id: int
    cohort_id: int

    def visitor(self, name: str = "ana") -> Visitor:
        """Give somebody, freshly signed in."""
        return Visitor(self.app).sign_in(self.emails[name], PASSWORD)

    def send(self, ana: Visitor, **changes: str) -> Visitor:
        """Send a whole plan, or what of it may be written."""
        names = [name for name in ana.open("/capstone").names("version") if name in TEXTS]
        values = {name: TEXTS[name] for name in names if name in TEXTS}
        return ana.submit({**values, **changes, "send": "1"}, holding="version")

    def score(self, name: str, level: str, **others: str) -> Visitor:
        """Score the plan that waits, with one level for all that is asked and others for some sections."""
        visitor = self.visitor(name).open("/assess").follow("Read and score")
        asked = [one for one in visitor.names("note") if one.startswith("level-")]
        levels = {one: others.get(one.removeprefix("level-"), level) for one in asked}
        comments = {"comment-A": f"Who signs, asks {name}?", "note": f"Words of {name}."}
        return visitor.submit({**levels, **comments}, holding="note")


def make_people(app: Flask, database: Database) -> People:
    """Make everybody."""
    with database.session.begin() as db:
        cohort = make_cohort(db)
        place = make_enrolment(db, cohort, password=PASSWORD)
        staff = {name: make_member(db, cohort, role, name.title(), password=PASSWORD) for name, role in ROLES.items()}
        emails = {"ana": place.person.email, **{name: person.email for name, person in staff.items()}}
        return People(app, emails, place.id, cohort.id)
