"""From enrolment to OKR Master under the rules 1.1: what is issued when, what it says, and what the pages show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from academy.campus import Campus
from academy.demo.cast import PASSWORD as DEMO
from academy.demo.story import Story
from certificates.queries import held_by
from courses.actions import check_identity, enrol, sign_conduct
from courses.models import Enrolment
from registry.db import Database
from registry.models import Person, Role
from tests.client import Visitor
from tests.factories import NOW, PASSWORD, Clock, make_cohort, make_member


@dataclass
class Road:
    """A trainee under the rules 1.1 and the staff of the cohort, told moment by moment."""

    db: Session
    story: Story
    place: Enrolment
    instructor: Person
    guest: Person
    mentor: Person
    manager: Person
    assessors: tuple[Person, Person]

    @classmethod
    def begin(cls, db: Session, campus: Campus, rules: str = "1.1", at: datetime = NOW, voice: int = 0) -> "Road":
        """Enrol somebody in a cohort with its staff."""
        cohort, story = make_cohort(db), Story(db, campus, at, voice)
        place = enrol(db, story.person("Ana Souza"), cohort, rules, actor_id=None, now=at)
        roles = (Role.INSTRUCTOR, Role.INSTRUCTOR, Role.MENTOR, Role.MANAGER, Role.ASSESSOR, Role.ASSESSOR)
        instructor, guest, mentor, manager, *assessors = (
            make_member(db, cohort, role, password=PASSWORD) for role in roles
        )
        return cls(db, story, place, instructor, guest, mentor, manager, (assessors[0], assessors[1]))

    def learn(self) -> None:
        """Take every step of the course and pass what is graded, by two people where two are asked."""
        self.learn_and_wait()
        self.story.score_again(self.place, self.guest)

    def learn_and_wait(self) -> None:
        """Take every step of the course, graded by one person."""
        self.story.learn(self.place)
        self.story.grade(self.place, self.instructor)

    def promise(self) -> None:
        """Have the identity checked and sign the code of conduct."""
        self.story.promise(self.place, self.manager)

    def accompany(self) -> None:
        """Accompany a group through four check-ins."""
        self.story.accompany(self.place, self.mentor, 0, logged=4, attested=4)

    def held(self) -> list[str]:
        """Return which documents are held, in the order in which they were issued."""
        return [one.certificate.document for one in held_by(self.db, [self.place.id])[self.place.id]]

    def newest(self) -> dict[str, Any]:
        """Return what the newest certificate says."""
        return held_by(self.db, [self.place.id])[self.place.id][-1].certificate.snapshot


@pytest.fixture
def road(db: Session, campus: Campus) -> Road:
    return Road.begin(db, campus)


def test_the_road_leads_over_two_certificates_to_the_certification(road: Road) -> None:
    road.learn()
    assert sorted(road.held()) == ["course", "practitioner"]
    road.promise()
    road.accompany()
    sent = road.story.send_plan(road.place)
    road.story.score_plan(sent, road.assessors[:1])
    assert "master" not in road.held()
    road.story.score_plan(sent, road.assessors[1:])
    assert road.held()[-1] == "master"
    said = road.newest()
    assert "a 12-hour (720-minute) advanced course" in said["statement"]
    assert [line["id"] for line in said["syllabus"]] == [f"M{number}" for number in range(1, 11)]
    figures = {one["code"]: one["value"] for one in said["figures"]}
    assert figures["minutes"] == sum(line["credited"] for line in said["syllabus"]) >= 720
    assert (figures["capstone"], figures["exam"], figures["quizzes"]) == (87, 100, 9)
    assert (figures["exercises"], figures["self_scored"]) == (4, 11)
    assert figures["mentored_minutes"] >= 240
    assert said["valid_until"][:4] == str(int(said["issued_at"][:4]) + 3)


def test_the_course_is_not_certified_before_a_second_person_has_scored_a_final_task_near_the_cut(
    db: Session, campus: Campus
) -> None:
    road = Road.begin(db, campus, voice=1)
    road.learn_and_wait()
    assert road.held() == ["practitioner"]
    road.story.score_again(road.place, road.guest)
    assert sorted(road.held()) == ["course", "practitioner"]


@pytest.mark.parametrize("missing", ["identity", "conduct"])
def test_the_certification_waits_for_each_promise(road: Road, missing: str) -> None:
    road.learn()
    road.accompany()
    road.story.score_plan(road.story.send_plan(road.place), road.assessors)
    now = road.story.wait(hours=1)
    if missing == "conduct":
        check_identity(road.db, road.place.id, road.manager.id, "staff-register", now=now)
    else:
        sign_conduct(road.db, road.place.id, "a" * 64, now=now)
    road.story.settle(road.place)
    assert sorted(road.held()) == ["course", "practitioner"]
    if missing == "conduct":
        sign_conduct(road.db, road.place.id, "a" * 64, now=now)
    else:
        check_identity(road.db, road.place.id, road.manager.id, "staff-register", now=now)
    road.story.settle(road.place)
    assert road.held()[-1] == "master"


def test_a_plan_sent_after_a_year_certifies_nobody(road: Road) -> None:
    road.learn()
    road.promise()
    road.accompany()
    road.story.wait(days=300)
    road.story.score_plan(road.story.send_plan(road.place), road.assessors)
    assert sorted(road.held()) == ["course", "practitioner"]


def test_whoever_is_enrolled_under_earlier_rules_keeps_them(db: Session, campus: Campus) -> None:
    road = Road.begin(db, campus, "foundation-1")
    road.learn()
    road.accompany()
    road.promise()
    assert road.held() == ["foundation", "practice"]


def test_the_page_of_certificates_leads_to_everything_that_is_missing(
    app: Flask, database: Database, campus: Campus, clock: Clock
) -> None:
    with database.session.begin() as db:
        road = Road.begin(db, campus)
        email, manager, cohort_id = road.place.person.email, road.manager.email, road.place.cohort_id
    ana = Visitor(app).sign_in(email, DEMO).open("/certificates")
    for words in (
        "Final exam: 0 per cent, at least 70",
        "Final task passed with 21 points or more",
        "Implementation plan passed: 0 points, at least 70",
        "All but the practice done in time: by 24 Nov 2027",
        "Mentored practice done in time after exam and final task",
    ):
        assert ana.sees(words), words
    assert ana.follow("Read and sign it").sees("Code of conduct")
    assert ana.open("/certificates").follow("Write your plan").sees("A Sponsorship")
    assert ana.open("/certificates").follow("M10.X").sees("Final exam")
    helena = Visitor(app).sign_in(manager, PASSWORD).open(f"/office/cohorts/{cohort_id}")
    helena.follow("Identity of Ana Souza").submit({"how": "staff-register"}, holding="how")
    clock.move(days=366)
    ana = Visitor(app).sign_in(email, DEMO).open("/certificates")
    assert ana.sees("The time is over. Talk to a manager of your cohort.")
