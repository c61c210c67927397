"""The stages: every trainee of the demo, brought to their point of the road."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academy.campus import Campus
from academy.demo.cast import ADMINISTRATORS, EXPIRED_AGO, ORGANISATIONS, STAFF, TRAINEES
from academy.demo.story import Story
from certificates.actions import correct_name, request_name, revoke, suspend
from certificates.queries import held_by
from courses.actions import enrol
from courses.models import Enrolment
from registry.actions import found_organisation, grant_role, open_cohort
from registry.models import Cohort, Person, Role

STAFF_ROLES = (Role.INSTRUCTOR, Role.MENTOR, Role.MANAGER, Role.ASSESSOR)


def tell(db: Session, campus: Campus, *, now: datetime) -> None:
    """Tell the story of both institutions up to now."""
    began = now - timedelta(days=120)
    ground = Story(db, campus, began)
    administrators = [ground.person(name) for name in ADMINISTRATORS]
    for person in administrators:
        grant_role(db, person, Role.ADMINISTRATOR, None, now=began)
    for number, (slug, name, cohort_name) in enumerate(ORGANISATIONS):
        organisation = found_organisation(db, slug, name, now=began)
        cohort = open_cohort(db, organisation, cohort_name, began, now + timedelta(days=60), now=began)
        staff = [ground.person(person) for person in STAFF[number]]
        for person, role in zip(staff, STAFF_ROLES, strict=True):
            grant_role(db, person, role, cohort, now=began)
        for voice, (person_name, place, stage) in enumerate(TRAINEES):
            if place == number:
                start = now - (EXPIRED_AGO if stage == "expired" else timedelta(days=90))
                told = Story(db, campus, start, voice)
                Stages(told, now, cohort, staff, number, administrators[0]).tell(person_name, stage)


class Stages:
    """Brings a trainee to a stage of the road."""

    def __init__(
        self, story: Story, end: datetime, cohort: Cohort, staff: list[Person], number: int, administrator: Person
    ) -> None:
        self.story, self.end, self.cohort, self.number, self.administrator = story, end, cohort, number, administrator
        self.instructor, self.mentor = staff[:2]

    def tell(self, name: str, stage: str) -> None:
        """Enrol somebody and walk them to a stage."""
        story = self.story
        person = story.person(name, password=stage != "invited")
        place = enrol(story.db, person, self.cohort, "foundation-1", actor_id=None, now=story.now)
        if stage == "begun":
            story.now = self.story_end(days=2)
            story.learn(place, 3)
        elif stage == "halfway":
            story.learn(place, 13)
            story.grade(place, self.instructor, 2)
        elif stage == "waiting for a grade":
            story.learn(place)
            story.grade(place, self.instructor, 7)
        elif stage != "invited":
            self._certify(place, stage)

    def story_end(self, *, days: int) -> datetime:
        """Return a moment some days before the story's end."""
        return self.end - timedelta(days=days)

    def _certify(self, place: Enrolment, stage: str) -> None:
        """Walk somebody to the first certificate and on."""
        story = self.story
        story.learn(place)
        story.grade(place, self.instructor)
        if stage == "waiting for a mentor":
            story.now = self.story_end(days=19)
            story.accompany(place, self.mentor, self.number, logged=2, attested=1)
        elif stage in {"certified", "suspended", "expired"}:
            story.accompany(place, self.mentor, self.number, logged=4, attested=4)
            self._question(place, stage)
        else:
            self._end(place, stage)

    def _question(self, place: Enrolment, stage: str) -> None:
        """Let somebody ask for another name, or suspend their last certificate."""
        story = self.story
        issued = held_by(story.db, [place.id])[place.id]
        if stage == "certified":
            name, reason = f"{place.person.name}-Braga", "I married in May; my head of unit has seen the new card."
            request_name(story.db, issued[0].certificate.id, place.person_id, name, reason, now=story.wait(days=1))
        elif stage == "suspended":
            reason = "A member of the group says that week three did not take place. The mentor has been asked."
            suspend(story.db, issued[-1].certificate.id, self.administrator.id, reason, now=story.wait(days=1))

    def _end(self, place: Enrolment, stage: str) -> None:
        """Revoke or replace the first certificate."""
        story, actor = self.story, self.administrator.id
        issued = held_by(story.db, [place.id])[place.id][0].certificate
        if stage == "revoked":
            reason = "The exercises were written by a colleague, as both told the instructor."
            revoke(story.db, issued.id, actor, reason, now=story.wait(days=3))
        else:
            name = place.person.name.replace("Virtanen", "Virtanen-Laakso")
            correct_name(story.db, issued.id, name, actor, story.campus.issuer, now=story.wait(days=5))
