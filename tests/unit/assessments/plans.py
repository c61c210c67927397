"""Plans for tests of the capstone: a trainee, assessors, and versions sent and scored by the actions themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from assessments.actions import save_capstone_draft, score_capstone, send_capstone
from assessments.capstone import load_capstone_form
from assessments.models import Capstone, CapstoneScore
from assessments.queries import capstone_draft
from courses.models import Enrolment
from registry.models import Person, Role
from tests.factories import Clock, make_cohort, make_enrolment, make_member

FORM = load_capstone_form(Path("content/forms/capstone.en.toml"))
ALL = tuple(FORM.needed.weights)
TEXTS = {part.id: f"What we shall do about {part.title}, and who sees to it by the end of May." for part in FORM.parts}
"""A plan with every section begun."""


@dataclass
class Plans:
    """A trainee with their plan, and assessors of the cohort; the clock moves when a test moves it."""

    db: Session
    place: Enrolment
    clock: Clock = field(default_factory=Clock)

    @classmethod
    def begin(cls, db: Session) -> "Plans":
        """Enrol somebody in a cohort of their own."""
        return cls(db, make_enrolment(db, make_cohort(db)))

    def assessor(self, name: str = "Nadia Benali") -> Person:
        """Give an assessor of the cohort."""
        return make_member(self.db, self.place.cohort, Role.ASSESSOR, name)

    def save(self, texts: Mapping[str, str] = TEXTS, version: int | None = None, studio: str | None = None) -> int:
        """Save the draft and return its version."""
        kept = capstone_draft(self.db, self.place.id)
        before = (kept.version if kept else 0) if version is None else version
        saved = save_capstone_draft(self.db, self.place.id, FORM, texts, before, studio=studio, now=self.clock())
        return saved.version

    def send(self, texts: Mapping[str, str] = TEXTS) -> Capstone:
        """Save and send a plan."""
        self.save(texts)
        return send_capstone(self.db, self.place.id, FORM, now=self.clock())

    def score(
        self,
        capstone: Capstone,
        level: int = 2,
        scorer: Person | None = None,
        mentored: tuple[int, ...] = (),
        **others: int,
    ) -> CapstoneScore:
        """Score what is asked for with one level, some sections with others."""
        levels = {one: others.get(one, level) for one in capstone.asked_next or ALL}
        by = scorer or self.assessor()
        return score_capstone(
            self.db, capstone, by.id, levels, {"A": "Who signs?"}, "", mentored=mentored, now=self.clock()
        )
