"""The stages: every trainee of the demo, brought to their point of the road."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from academy.campus import Campus
from academy.demo.cast import ADMINISTRATORS, CONTESTED, EXPIRED_AGO, GUEST, LIVE, ORGANISATIONS, STAFF, TRAINEES
from academy.demo.meetings import meet
from academy.demo.story import Story
from certificates.actions import correct_name, request_name, revoke, suspend
from certificates.queries import held_by
from courses.actions import contest_time, enrol
from courses.models import Enrolment
from registry.actions import found_organisation, grant_role, open_cohort
from registry.models import Cohort, Person, Role

STAFF_ROLES = (Role.INSTRUCTOR, Role.MENTOR, Role.MANAGER)
BASICS, REST = ("M1", "M2", "M3", "M4", "M5", "M6"), ("M7", "M8", "M9", "M10")
BEGAN = timedelta(days=250)
"""How long ago both cohorts began."""
DAYS = {
    "begun": 2,
    "halfway": 20,
    "waiting for a grade": 38,
    "waiting for a second reader": 66,
    "waiting for assessors": 112,
    "waiting for a mentor": 125,
}
"""How many days ago somebody began who has just arrived at a stage; everybody else began with the cohort."""


def tell(db: Session, campus: Campus, *, now: datetime) -> None:
    """Tell the story of both institutions up to now."""
    began = now - BEGAN
    ground = Story(db, campus, began)
    administrators = [ground.person(name) for name in ADMINISTRATORS]
    for person in administrators:
        grant_role(db, person, Role.ADMINISTRATOR, None, now=began)
    staff = [[ground.person(name) for name in names] for names in STAFF]
    assessors, guest = [people[-1] for people in staff], ground.person(GUEST)
    for number, (slug, name, cohort_name) in enumerate(ORGANISATIONS):
        organisation = found_organisation(db, slug, name, now=began)
        cohort = open_cohort(db, organisation, cohort_name, began, now + timedelta(days=110), now=began)
        for person, role in zip(staff[number], STAFF_ROLES, strict=False):
            grant_role(db, person, role, cohort, now=began)
        for person in assessors:
            grant_role(db, person, Role.ASSESSOR, cohort, now=began)
        grant_role(db, guest, Role.INSTRUCTOR, cohort, now=began)
        for voice, (person_name, place, stage) in enumerate(TRAINEES):
            if place == number:
                ago = EXPIRED_AGO if stage == "expired" else timedelta(days=DAYS.get(stage, BEGAN.days - 5))
                told = Story(db, campus, now - ago, voice)
                Stages(told, now, cohort, [*staff[number], guest], assessors, number, administrators[0]).tell(
                    person_name, stage
                )
        meet(db, campus, cohort, staff[number][0], now)


class Stages:
    """Brings a trainee to a stage of the road."""

    def __init__(
        self,
        story: Story,
        end: datetime,
        cohort: Cohort,
        staff: Sequence[Person],
        assessors: Sequence[Person],
        number: int,
        administrator: Person,
    ) -> None:
        self.story, self.end, self.cohort, self.number, self.administrator = story, end, cohort, number, administrator
        self.instructor, self.mentor, self.manager, self.guest = *staff[:3], staff[-1]
        self.assessors = assessors

    def tell(self, name: str, stage: str) -> None:
        """Enrol somebody and walk them to a stage."""
        story = self.story
        person = story.person(name, password=stage != "invited")
        rules = "foundation-1" if stage == "expired" else "1.1"
        mode = "live" if name in LIVE else "remote"
        place = enrol(story.db, person, self.cohort, rules, mode, actor_id=None, now=story.now)
        match stage:
            case "invited":
                return
            case "begun":
                story.learn(place, BASICS, 3)
            case "halfway":
                story.learn(place, BASICS[:3])
                step = story.campus.course.by_id["3.2.R"]
                contest_time(story.db, place.id, step, CONTESTED, now=story.wait(hours=2))
            case "waiting for a grade":
                story.learn(place, BASICS)
                story.grade(place, self.instructor, 2)
            case "expired":
                story.learn(place, ("M2", "M3"))
                story.grade(place, self.instructor)
                story.accompany(place, self.mentor, self.number, logged=4, attested=4)
            case "revoked" | "superseded":
                story.learn(place, BASICS)
                story.grade(place, self.instructor)
                self._end(place, stage)
            case _:
                self._finish(place, stage)

    def _finish(self, place: Enrolment, stage: str) -> None:
        """Walk somebody through the whole course and on."""
        story, second = self.story, stage == "waiting for a second reader"
        for modules in (BASICS, REST):
            story.learn(place, modules)
            story.grade(place, self.guest if second else self.instructor)
        if second:
            return
        story.score_again(place, self.guest)
        story.promise(place, self.manager)
        plan = story.send_plan(place)
        story.score_plan(plan, self.assessors[:1] if stage == "waiting for assessors" else self.assessors)
        if stage == "waiting for a mentor":
            story.now = self.end - timedelta(days=19)
            story.accompany(place, self.mentor, self.number, logged=2, attested=1)
        elif stage in {"certified", "suspended"}:
            story.accompany(place, self.mentor, self.number, logged=4, attested=4)
            self._question(place, stage)

    def _question(self, place: Enrolment, stage: str) -> None:
        """Let somebody ask for another name, or suspend their last certificate."""
        story = self.story
        issued = held_by(story.db, [place.id])[place.id]
        if stage == "certified":
            name, reason = f"{place.person.name}-Braga", "I married in May; my head of unit has seen the new card."
            request_name(story.db, issued[0].certificate.id, place.person_id, name, reason, now=story.wait(days=1))
        else:
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
