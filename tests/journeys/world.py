"""A small world for tests of the doors: two cohorts, everybody in them, and one trainee who has everything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from academy.campus import Campus
from assessments.actions import (
    answer_quiz,
    grade_submission,
    save_capstone_draft,
    save_draft,
    send_capstone,
    start_quiz,
    submit_rewrite,
)
from assessments.exercise import Answer
from assessments.models import Submission
from assessments.quiz import solved
from certificates.actions import issue_if_earned
from courses.actions import complete_activity, contest_time, open_meeting, save_note
from courses.models import Enrolment
from registry.db import Database
from registry.models import Person, Role
from tests.client import Visitor
from tests.factories import NOW, PASSWORD, make_cohort, make_enrolment, make_member, make_person
from tests.unit.assessments.plans import TEXTS
from tests.unit.mentoring.places import log, make_place

NAME = "Ana Souza-Quintela"
REWRITE = "Neighbours of the Rua Nova get their answer at the first visit"
DRAFT = "Neighbours of the Rua Velha hear from us before they ask"
NOTED = "The clerk of the Rua Alta would know who is better off"
CONTESTED = "I read it on paper in the tram of the Rua Baixa"
LOGGED = "The counter of the Rua Clara closed on Tuesday"
PLANNED = "The head of the Rua Larga signs by the end of May"
HERE = {
    "instructor": Role.INSTRUCTOR,
    "mentor": Role.MENTOR,
    "other_mentor": Role.MENTOR,
    "manager": Role.MANAGER,
    "assessor": Role.ASSESSOR,
}
FAR = {
    "far_instructor": Role.INSTRUCTOR,
    "far_mentor": Role.MENTOR,
    "far_manager": Role.MANAGER,
    "far_assessor": Role.ASSESSOR,
}
ROLES = ("stranger", "nobody", "owner", "fellow", *HERE, "administrator", "far_trainee", *FAR)
"""Everybody: a stranger, a member of nothing, the owner of the objects, and each role in this cohort and in another."""


@dataclass(frozen=True)
class World:
    """The application, the address of everybody by role, and the keys of what the owner has, by argument of a rule."""

    app: Flask
    emails: Mapping[str, str]
    keys: Mapping[str, object]

    def visitor(self, role: str) -> Visitor:
        """Give somebody of a role before a browser, signed in unless they are a stranger."""
        visitor = Visitor(self.app)
        return visitor.open("/") if role == "stranger" else visitor.sign_in(self.emails[role], PASSWORD)


def easy(campus: Campus) -> Campus:
    """Return the campus with a certificate that one passed exercise earns."""
    rules = {
        version: replace(one, documents=(replace(one.documents[0], requires={"exercises": ["E01"]}),))
        for version, one in campus.rules.items()
    }
    return replace(campus, rules=rules)


def make_world(app: Flask, database: Database) -> World:
    """Make the world through the actions of the academy itself."""
    campus = app.extensions["campus"] = easy(app.extensions["campus"])
    with database.session.begin() as db:
        here, far = make_cohort(db, "Cohort of the Rua Nova"), make_cohort(db, "Cohort of the far side")
        place = make_enrolment(db, here, NAME, password=PASSWORD)
        emails = {"owner": place.person.email, "nobody": make_person(db, "Nobody", password=PASSWORD).email}
        emails["fellow"] = make_enrolment(db, here, "Fellow", password=PASSWORD).person.email
        emails["far_trainee"] = make_enrolment(db, far, "Far trainee", password=PASSWORD).person.email
        people = {role: make_member(db, here, held, f"Rui, {role}", password=PASSWORD) for role, held in HERE.items()}
        people |= {role: make_member(db, far, held, f"Rui, {role}", password=PASSWORD) for role, held in FAR.items()}
        people["administrator"] = make_member(db, here, Role.ADMINISTRATOR, "The administrator", password=PASSWORD)
        emails |= {role: person.email for role, person in people.items()}
        session, instructor = campus.programme.by_id["S1"], people["instructor"]
        meeting = open_meeting(db, here.id, session, "remote", instructor.id, NOW, now=NOW)
        keys: dict[str, object] = {"cohort_id": here.id, "meeting_id": meeting.id}
        keys |= make_trainee(db, campus, place, instructor, people["mentor"])
    return World(app, emails, keys)


def make_trainee(
    db: Session, campus: Campus, place: Enrolment, instructor: Person, mentor: Person
) -> dict[str, object]:
    """Give a trainee one of everything that a trainee can have; return the keys of what they have."""
    keys: dict[str, object] = {"enrolment_id": place.id, **_taught(db, easy(campus), place, instructor.id)}
    began = NOW - timedelta(days=1) - timedelta(hours=3 * place.id)
    keys["check_in_id"] = log(db, make_place(db, place.cohort, place, mentor), 1, started_at=began, note=LOGGED).id
    return keys | {"capstone_id": _planned(db, campus, place)}


def _taught(db: Session, campus: Campus, place: Enrolment, grader_id: int) -> dict[str, object]:
    """Let the owner answer a quiz, earn a certificate, send a rewrite that waits, and leave a draft."""
    quiz = campus.catalogue.quizzes["M2.Q"]
    attempt = start_quiz(db, place.id, quiz, now=NOW)
    answer_quiz(db, attempt, quiz, solved(quiz, attempt.form), now=NOW)
    first = _sent(db, campus, place, "E01")
    levels = dict.fromkeys(first.task["weights"], 3)
    grade_submission(db, first, grader_id, campus.rubric, levels, {}, "Well done.", now=NOW)
    [certificate] = issue_if_earned(
        db, place.id, campus.course, campus.rules, campus.observation, campus.issuer, now=NOW
    )
    draft = replace(campus.catalogue.exercises["E03"].model, objective=DRAFT)
    save_draft(db, place.id, "E03", Answer(draft), 0, now=NOW)
    noted = _noted(db, campus, place)
    return {"submission_id": _sent(db, campus, place, "E02").id, "certificate_id": certificate.id, **noted}


def _noted(db: Session, campus: Campus, place: Enrolment) -> dict[str, object]:
    """Let the owner finish a step, write beside it, and contest its time."""
    complete_activity(db, place.id, "2.1.R", {}, {}, now=NOW)
    save_note(db, place.id, "2.2.R", NOTED, 0, now=NOW)
    return {"contest_id": contest_time(db, place.id, campus.course.by_id["2.1.R"], CONTESTED, now=NOW).id}


def _sent(db: Session, campus: Campus, place: Enrolment, exercise_id: str) -> Submission:
    """Send a rewrite that is known by its Objective."""
    exercise = campus.catalogue.exercises[exercise_id]
    answer = Answer(replace(exercise.model, objective=REWRITE))
    return submit_rewrite(db, place.id, exercise, answer, campus.language, now=NOW)


def _planned(db: Session, campus: Campus, place: Enrolment) -> int:
    """Send an implementation plan that waits for its scores."""
    save_capstone_draft(db, place.id, campus.capstone, {**TEXTS, "A": PLANNED}, 0, now=NOW)
    return send_capstone(db, place.id, campus.capstone, now=NOW).id
