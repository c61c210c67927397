"""The same form sent several times at once: one request does it, the others are told so, and none is a fault of ours.

Each request has a browser and a transaction of its own and all are let go together. On SQLite writers queue; PostgreSQL
lets them meet.
"""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from academy.campus import Campus
from assessments.actions import start_quiz, submit_rewrite
from assessments.exercise import Answer
from assessments.models import Draft, Grade, Hint, QuizAttempt, QuizResult, Submission
from assessments.quiz import solved
from certificates import typeface
from certificates.actions import request_name
from certificates.models import Certificate, Print, Revocation
from courses.actions import open_meeting
from courses.attendance import code_at
from courses.models import Beat, Enrolment, Meeting, Signature
from mentoring.models import Accompaniment, Attestation, CheckIn
from mentoring.practice import leader
from registry.actions import INVITATION, make_link
from registry.db import Base, Database
from registry.models import Cohort, Person, Role
from registry.queries import broken_line
from tests.client import Visitor
from tests.factories import NOW, PASSWORD, Clock, make_cohort, make_enrolment, make_member, make_person
from tests.properties.races import burst
from tests.short_road import Walker
from tests.unit.mentoring.places import log, make_place

SIZE = 4
Values = dict[str, Any]


class House:
    """A cohort with people of every role, and browsers in which they are signed in."""

    def __init__(self, app: Flask, database: Database, campus: Campus) -> None:
        self.app, self.database, self.campus = app, database, campus
        with database.session.begin() as db:
            cohort = make_cohort(db)
            self.cohort_id = cohort.id
            roles = (Role.INSTRUCTOR, Role.MENTOR, Role.MANAGER, Role.ADMINISTRATOR)
            people = {str(role): make_member(db, cohort, role, f"The {role}", password=PASSWORD) for role in roles}
            place = make_enrolment(db, cohort, password=PASSWORD)
            self.place = place.id
            self.emails = {role: person.email for role, person in people.items()} | {"trainee": place.person.email}

    def change(self, deed: Callable[[Session], Any]) -> Any:
        """Do something before the race, in a transaction of its own."""
        with self.database.session.begin() as db:
            return deed(db)

    def browsers(self, role: str, path: str) -> list[Visitor]:
        """Return several browsers of one person, each with the page open."""
        return [Visitor(self.app).sign_in(self.emails[role], PASSWORD).open(path) for _ in range(SIZE)]

    def send(
        self, browsers: list[Visitor], values: Callable[[int], Values], path: str = "", **where: str
    ) -> list[TestResponse]:
        """Send the same form from every browser at once; return the answers."""
        forms = [one.form(**where) for one in browsers]
        bodies = [{**form.values(), **values(number)} for number, form in enumerate(forms)]

        def post(number: int) -> TestResponse:
            browser = browsers[number]
            address = path or forms[number].action or browser.path
            return browser.client.post(address, base_url=browser.base, data=bodies[number])

        return burst(len(browsers), post)

    def count(self, model: type[Base]) -> int:
        with self.database.session() as db:
            assert broken_line(db) is None
            return db.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def house(app: Flask, database: Database, loaded: Campus) -> House:
    return House(app, database, loaded)


def codes(answers: list[TestResponse]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


ONE = Counter({303: 1, 409: SIZE - 1})


def sent(house: House) -> int:
    """Send the first exercise and return the key of the submission."""
    exercise = house.campus.catalogue.exercises["E01"]
    language = house.campus.language
    answer = Answer(exercise.model)
    return int(house.change(lambda db: submit_rewrite(db, house.place, exercise, answer, language, now=NOW).id))


def test_one_grade_is_saved(house: House) -> None:
    browsers = house.browsers("instructor", f"/teach/submissions/{sent(house)}")
    levels = {name: "3" for name in browsers[0].names("note") if name.startswith("level-")}
    assert codes(house.send(browsers, lambda n: {**levels, "note": f"Grade {n}"}, holding="note")) == ONE
    assert house.count(Grade) == 1


def opened(house: House) -> Meeting:
    """Open a live session for the cohort."""
    session, instructor = house.campus.programme.by_id["S1"], Person.email == house.emails["instructor"]

    def make(db: Session) -> Meeting:
        marta = db.scalars(select(Person).where(instructor)).one()
        return open_meeting(db, house.cohort_id, session, "remote", marta.id, NOW, now=NOW)

    made: Meeting = house.change(make)
    return made


def test_one_coming_is_signed(house: House) -> None:
    meeting = opened(house)
    browsers = house.browsers("trainee", f"/learn/live/{meeting.id}")
    assert codes(house.send(browsers, lambda _n: {"code": code_at(meeting.secret, NOW)}, holding="code")) == ONE
    assert house.count(Signature) == 1


def test_one_live_session_is_opened(house: House) -> None:
    browsers = house.browsers("instructor", "/facilitate/live")
    answers = codes(house.send(browsers, lambda _n: {"session": "S1"}, holding="planned_at"))
    assert answers[303] == 1
    assert answers[303] + answers[409] + answers[422] == SIZE
    assert house.count(Meeting) == 1


def accompanied(house: House) -> int:
    """Let the trainee accompany a group of the mentor."""

    def begin(db: Session) -> int:
        mentor = db.scalars(select(Person).where(Person.email == house.emails["mentor"])).one()
        return make_place(db, enrolment=db.get_one(Enrolment, house.place), mentor=mentor).id

    return int(house.change(begin))


def test_one_attestation_is_saved(house: House, clock: Clock) -> None:
    place_id = accompanied(house)
    number = house.change(lambda db: log(db, db.get_one(Accompaniment, place_id)).id)
    clock.move(days=14)
    browsers = house.browsers("mentor", f"/mentor/check-ins/{number}")
    levels = {name: "3" for name in browsers[0].names("declared") if name.startswith("level-")}
    values = {**levels, "comment": "Minute 6: you asked.", "declared": "1"}
    answers = codes(house.send(browsers, lambda _n: values, holding="declared"))
    assert answers[303] == 1
    assert answers[303] + answers[409] == SIZE
    assert house.count(Attestation) == 1


def test_a_check_in_that_is_logged_several_times_counts_once(house: House, clock: Clock) -> None:
    accompanied(house)
    clock.move(days=3)
    browsers = house.browsers("trainee", "/check-ins/weeks/1")
    values = {
        "started_at": clock.now.strftime("%Y-%m-%dT06:00"),
        "ended_at": clock.now.strftime("%Y-%m-%dT06:20"),
        "led_by": leader(1),
        "mode": "remote",
        "prepared": "10",
        "talk": "10",
        "debrief": "20",
        "attendance": "blue\ngreen",
        "three_ps-0-key_result": "Median wait from 40 to 25 minutes",
        "three_ps-0-progress": "38 minutes on Friday",
        "save": "1",
    }
    assert codes(house.send(browsers, lambda _n: values, holding="attendance")) == {303: SIZE}
    with house.database.session() as db:
        assert db.scalars(select(CheckIn.revision).order_by(CheckIn.revision)).all() == [1, 2, 3, 4]


def test_one_group_is_begun(house: House) -> None:
    browsers = house.browsers("mentor", "/mentor/new")
    group = {"unit": "Port office", "objective": "Skippers berth without waiting", "owner": "Compass"}
    answers = house.send(browsers, lambda n: {**group, "name": f"Harbour {n}"}, holding="objective")
    assert codes(answers) == {303: 1, 422: SIZE - 1}
    assert house.count(Accompaniment) == 1


def test_somebody_who_is_invited_several_times_is_enrolled_once(house: House) -> None:
    browsers = house.browsers("manager", f"/office/cohorts/{house.cohort_id}")
    values = {"name": "Davi Moreira", "email": "davi@example.org", "role": "trainee"}
    answers = codes(house.send(browsers, lambda _n: values, holding="role"))
    assert answers[303] >= 1
    assert answers[303] + answers[409] == SIZE
    assert house.count(Enrolment) == 2


def test_an_invitation_opens_once(house: House, app: Flask) -> None:
    token = house.change(lambda db: make_link(db, make_person(db), INVITATION, now=NOW))
    browsers = [Visitor(app).open(f"/account/invitation/{token}") for _ in range(SIZE)]
    answers = codes(house.send(browsers, lambda _n: {"password": PASSWORD, "again": PASSWORD}, holding="again"))
    assert answers[303] == 1
    assert answers[303] + answers[409] + answers[410] == SIZE


def certified(house: House) -> str:
    """Certify somebody in the same cohort and return the number of the certificate."""

    def certify(db: Session) -> str:
        enrolment = make_enrolment(db, db.get_one(Cohort, house.cohort_id))
        walker = Walker(db, enrolment.id, make_member(db, enrolment.cohort, Role.INSTRUCTOR).id)
        return walker.certify().id

    return str(house.change(certify))


def test_one_revocation_is_saved(house: House) -> None:
    browsers = house.browsers("administrator", f"/office/certificates/{certified(house)}")
    for one in browsers:
        one.submit({"reason": "The rewrites were somebody else's.", "sure": "y"}, holding="sure")
    values = {"password": PASSWORD}
    assert codes(house.send(browsers, lambda _n: values, holding="password")) == ONE
    assert house.count(Revocation) == 1


def test_one_correction_is_issued(house: House) -> None:
    number = certified(house)

    def ask(db: Session) -> None:
        holder = db.get_one(Certificate, number).enrolment.person_id
        request_name(db, number, holder, "Ana Maria Souza", "I married in May.", now=NOW)

    house.change(ask)
    browsers = house.browsers("administrator", f"/office/certificates/{number}")
    values = {"name-answer": "grant", "name-reason": "Seen in the register of staff."}
    assert codes(house.send(browsers, lambda _n: values, holding="name-answer")) == ONE
    assert house.count(Certificate) == 2


def test_a_page_that_is_printed_by_several_at_once_is_one_page(house: House, app: Flask) -> None:
    number = certified(house)
    typeface.serif.cache_clear()  # whoever prints first in a process reads the fonts
    strangers = [Visitor(app) for _ in range(SIZE)]
    answers = burst(
        SIZE, lambda n: strangers[n].client.get(f"/credentials/{number}?format=pdf", base_url=strangers[n].base)
    )
    assert codes(answers) == {200: SIZE}
    assert len({answer.data for answer in answers}) == 1
    assert house.count(Print) == 1


def test_one_window_saves_a_draft_and_the_others_are_told(house: House) -> None:
    browsers = house.browsers("trainee", "/exercises/E01")
    answers = house.send(browsers, lambda n: {"objective": f"Window {n}"}, "/exercises/E01/draft", holding="objective")
    assert codes(answers) == {200: 1, 409: SIZE - 1}
    assert house.count(Draft) == 1


def test_one_rewrite_is_sent(house: House) -> None:
    browsers = house.browsers("trainee", "/exercises/E01")
    values = {"objective": "Residents get an answer", "key_results-0-text": "Answers in 10 days from 40% to 90%"}
    assert codes(house.send(browsers, lambda _n: {**values, "send": "1"}, holding="objective")) == ONE
    assert house.count(Submission) == 1


def test_hints_are_counted_one_by_one(house: House) -> None:
    hints = house.campus.catalogue.exercises["E01"].hints
    browsers = house.browsers("trainee", "/exercises/E01")
    assert codes(house.send(browsers, lambda _n: {}, action="/hints")) == {303: SIZE}
    assert house.count(Hint) == min(SIZE, len(hints))


def test_one_form_of_a_quiz_is_drawn(house: House) -> None:
    browsers = house.browsers("trainee", "/learn/quizzes/M2.Q")
    assert codes(house.send(browsers, lambda _n: {}, action="/tries")) == {303: SIZE}
    assert house.count(QuizAttempt) == 1


def test_a_form_of_a_quiz_is_answered_once(house: House) -> None:
    quiz = house.campus.catalogue.quizzes["M2.Q"]
    form = house.change(lambda db: start_quiz(db, house.place, quiz, now=NOW).form)
    browsers = house.browsers("trainee", "/learn/quizzes/M2.Q/answer")
    answers = codes(house.send(browsers, lambda _n: solved(quiz, form), holding="opened"))
    assert set(answers) <= {303, 409}
    assert house.count(QuizResult) == 1


def test_signs_of_life_of_several_tabs_are_taken(house: House, clock: Clock) -> None:
    browsers = house.browsers("trainee", "/learn/steps/2.1.R")
    clock.move(seconds=50)
    assert codes(house.send(browsers, lambda _n: {}, "/learn/beats/2.1.R", holding="opened")) == {204: SIZE}
    with house.database.session() as db:
        assert json.dumps(db.scalar(select(func.sum(Beat.seconds)))) == "0"
    clock.move(seconds=50)
    assert codes(house.send(browsers, lambda _n: {}, "/learn/beats/2.1.R", holding="opened")) == {204: SIZE}
    with house.database.session() as db:
        assert db.scalar(select(func.sum(Beat.seconds))) == 50
