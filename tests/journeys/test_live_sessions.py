"""A live session: opened for a cohort, signed with the code of the room, seen by the facilitator, and corrected."""

import re

import pytest
from flask import Flask

from academy.campus import Campus
from academy.demo.story import Story
from courses.queries import enrolments_in
from registry.actions import set_password
from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import NOW, PASSWORD, Clock, make_cohort, make_enrolment, make_member


class Room:
    """A facilitator and two trainees of a cohort, who sign in whenever they come."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app = app
        with database.session.begin() as db:
            cohort = make_cohort(db)
            self.emails = {"Marta": make_member(db, cohort, Role.INSTRUCTOR, password=PASSWORD).email}
            for name in ("Ana Souza", "Bo Lind"):
                self.emails[name.split()[0]] = make_enrolment(db, cohort, name, password=PASSWORD).person.email

    def enter(self, name: str) -> Visitor:
        """Give somebody before a browser, signed in."""
        return Visitor(self.app).sign_in(self.emails[name], PASSWORD)


@pytest.fixture
def room(app: Flask, database: Database) -> Room:
    return Room(app, database)


def opened(marta: Visitor, at: str = "2026-11-24T09:10") -> str:
    """Open the first session and return its address."""
    marta.open("/facilitate").follow("Live sessions: open one")
    marta.submit({"planned_at": at, "mode": "in-person", "session": "S1"}, holding="planned_at")
    return marta.path


def code(marta: Visitor, path: str) -> str:
    """Return the code that the facilitator shows."""
    found = re.search(r'class="code">([A-Z2-9]{3}) ([A-Z2-9]{3})<', marta.open(path).answer.text)
    assert found
    return found[1] + found[2]


def test_a_trainee_signs_with_the_code_of_the_room_and_finds_the_minutes_with_their_evidence(
    room: Room, clock: Clock, loaded: Campus
) -> None:
    marta, ana = room.enter("Marta"), room.enter("Ana")
    first = loaded.programme.by_id["S1"].slots[0]
    assert first.activity
    path = opened(marta)
    assert marta.sees("0 of 2 are there now; 0 have signed.")
    ana.open("/learn").follow("Sign in or out")
    ana.submit({"code": "AAAAAA"}, status=422, holding="code")
    assert ana.sees("That is not the code which is shown now")
    clock.move(minutes=10)
    ana.submit({"code": code(marta, path)}, holding="code")
    assert ana.sees("Came, 24 Nov 2026, 09:10")
    assert marta.open(path).sees("1 of 2 are there now; 1 have signed.")
    clock.move(minutes=first.minutes + 1)
    ana.submit({"code": code(marta, path)}, holding="code")
    assert ana.sees(f"{first.minutes + 1} minutes count")
    ana.open("/learn/time")
    assert ana.sees(f"{first.minutes + 1} of these were spent in live sessions.")
    ana.follow(f"active on {first.activity.title}: the evidence")
    whole = f"{first.minutes}:00"
    assert ana.sees(f"Planned {first.minutes} min Active {whole} of it live {whole} Credited {whole}")
    assert ana.sees(f"24 Nov 2026, 09:10 24 Nov 2026, 09:{10 + first.minutes} S1 From a map nobody recalls")
    assert ana.sees(f"signed on coming, 09:10, and on leaving, 09:{11 + first.minutes}")
    ana.submit({"text": "The last minutes of it we worked on in the corridor."}, holding="text")
    marta.open("/teach").follow("Answer")
    assert marta.sees(f"signed on coming, 09:10, and on leaving, 09:{11 + first.minutes}")


def test_a_facilitator_signs_for_others_sees_who_forgot_and_corrects_with_a_reason(room: Room, clock: Clock) -> None:
    marta = room.enter("Marta")
    path = opened(marta)
    clock.move(minutes=12)
    marta.open(path).submit(action="/sign")
    assert marta.sees("1 of 2 are there now")
    clock.move(minutes=240)
    marta = room.enter("Marta").open(path)
    assert marta.sees("1 person did not sign on leaving")
    marta.follow("Correct Ana Souza")
    marta.submit({"reason": "too short"}, status=422, holding="reason")
    marta.submit({"left_at": "2026-11-24T09:10", "reason": "She left for the dentist."}, status=422, holding="reason")
    assert marta.sees("Nobody leaves before they come, or later than now.")
    marta.submit({"left_at": "2026-11-24T09:20", "reason": "She left for the dentist."}, holding="reason")
    assert marta.sees("Corrected")
    ana = room.enter("Ana").open("/learn/live").follow("S1 From a map")
    assert ana.sees("Was there from 24 Nov 2026, 09:12 to 09:20: 8 minutes count.")
    assert ana.sees("She left for the dentist.")
    marta.follow("Correct Bo Lind")
    marta.submit(
        {"there": "no", "came_at": "", "left_at": "", "reason": "He was ill, and told us so."}, holding="reason"
    )
    bo = room.enter("Bo").open("/learn/live").follow("S1 From a map")
    assert bo.sees("Was not there.")


def test_a_session_can_be_begun_later_or_called_off(room: Room, clock: Clock) -> None:
    marta, ana = room.enter("Marta"), room.enter("Ana")
    path = opened(marta)
    clock.move(minutes=15)
    marta.open(path).submit({"what": "begun"}, holding="what")
    assert marta.sees("24 Nov 2026, 09:15 to")
    marta.open("/facilitate/live")
    marta.submit({"planned_at": "2026-11-24T09:10", "session": "S1"}, status=422, holding="planned_at")
    assert marta.sees("The session is open for this cohort at this moment already.")
    marta.submit({"planned_at": "1026-11-24T09:10", "session": "S1"}, status=422, holding="planned_at")
    marta.submit({"planned_at": "2026-11-26T09:00", "session": "S2"}, holding="planned_at")
    marta.submit({"what": "called-off"}, holding="what")
    assert marta.sees("This session was called off.")
    assert ana.open("/learn/live").sees("Called off")


def test_a_trainee_of_a_live_course_makes_up_144_minutes_online_and_attends_again_for_the_rest(
    app: Flask, database: Database, loaded: Campus, clock: Clock
) -> None:
    with database.session.begin() as db:
        cohort = make_cohort(db)
        roles = (Role.MANAGER, Role.INSTRUCTOR)
        helena, marta = (make_member(db, cohort, role, password=PASSWORD).email for role in roles)
    office = Visitor(app).sign_in(helena, PASSWORD).open(f"/office/cohorts/{cohort.id}")
    office.submit({"name": "Ana Souza", "email": "ana@example.org", "role": "trainee", "mode": "live"}, holding="mode")
    with database.session.begin() as db:
        (place,) = enrolments_in(db, [cohort.id])
        set_password(db, place.person, PASSWORD, now=NOW)
        Story(db, loaded, NOW).learn(place, ("M1", "M2", "M3"))
    clock.move(days=30)
    ana = Visitor(app).sign_in("ana@example.org", PASSWORD).open("/learn/time")
    for words in ("minutes made up online are beyond the limit", "144 that you missed", "Attend a session again"):
        assert ana.sees(words), words
    assert ana.open("/certificates").sees("Credited minutes: 144, at least 460")
    assert ana.follow("More was made up online than a live course takes").sees("beyond the limit")
    office = Visitor(app).sign_in(helena, PASSWORD).open(f"/office/cohorts/{cohort.id}")
    assert office.sees("0 minutes in sessions count, and 144 of up to 144 that may be made up online.")
    assert office.sees("What helps is to attend a session again")
    facilitator = Visitor(app).sign_in(marta, PASSWORD)
    opened(facilitator, "2026-12-23T09:00")
    facilitator.follow("Correct Ana Souza").submit(
        {"came_at": "2026-12-23T09:00", "left_at": "2026-12-23T13:00", "reason": "She was there; the list is signed."},
        holding="reason",
    )
    assert not ana.open("/learn/time").sees("beyond the limit")
    assert ana.sees("up to 144 minutes in all may be made up online")
    assert not office.open(f"/office/cohorts/{cohort.id}").sees("beyond the limit")
