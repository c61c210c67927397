"""The road from an invitation to a certificate that a stranger checks, for any kind of visitor."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask import Flask
from flask_mailman import EmailMessage
from sqlalchemy import select

from academy.campus import Campus
from certificates.models import Certificate
from courses.outline import Kind
from registry.db import Database
from registry.models import Role
from tests.browser.visitor import BrowserVisitor
from tests.client import Visitor
from tests.factories import PASSWORD, Clock, make_cohort, make_member
from tests.journeys.walks import Walk, grade_everything


def link_in(letters: list[EmailMessage], words: str) -> str:
    """Return the address in the newest letter whose subject holds these words."""
    letter = next(one for one in reversed(letters) if words in one.subject)
    found = re.search(r"http\S+", str(letter.body))
    assert found
    return found[0]


def members(database: Database, *roles: Role) -> tuple[int, list[str]]:
    """Make a cohort with one person for each role; return its key and their addresses."""
    with database.session.begin() as db:
        cohort = make_cohort(db)
        people = [make_member(db, cohort, role, f"The {role}", password=PASSWORD) for role in roles]
        return cohort.id, [person.email for person in people]


def asked(campus: Campus) -> list[str]:
    """Return the modules that the first document under the first rules asks for."""
    return [*campus.rules["foundation-1"].documents[0].requires["activities"]]


def walk_the_road(
    app: Flask, database: Database, campus: Campus, clock: Clock, arrive: Callable[[], Visitor | BrowserVisitor]
) -> None:
    """Invite, learn, rewrite, grade, accompany, certify, check and revoke; `arrive` gives a fresh browser.

    The academy enrols under its first rules, which certify after two modules.
    """
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], rules="foundation-1")
    roles = (Role.MANAGER, Role.INSTRUCTOR, Role.MENTOR, Role.ADMINISTRATOR)
    cohort_id, (manager, instructor, mentor, administrator) = members(database, *roles)
    outbox = app.extensions["mailman"].outbox = []

    # The manager invites; the trainee accepts by the letter.
    office = arrive().sign_in(manager, PASSWORD).open(f"/office/cohorts/{cohort_id}")
    office.submit({"name": "Ana Souza", "email": "ana@example.org", "role": "trainee"}, holding="role")
    assert office.sees("Ana Souza is in the cohort now")
    ana = arrive().open(link_in(outbox, "invited"))
    ana.submit({"password": PASSWORD, "again": PASSWORD})
    assert ana.sees("Welcome, Ana")

    # She learns, answers, rewrites; an instructor grades. The certificate issues itself with the last grade.
    walk = Walk(ana, campus, database)
    modules = [campus.course.modules_by_id[one] for one in asked(campus)]
    for activity in (activity for module in modules for activity in module.activities):
        walk.complete(activity)
    assert ana.open("/certificates").sees("4 of 5 requirements met")
    grader = arrive().sign_in(instructor, PASSWORD)
    assert grade_everything(grader, clock) == sum(
        one.kind is Kind.EXERCISE for module in modules for one in module.activities
    )
    foundation = link_in(outbox, "certificate is issued")
    ana.sign_in("ana@example.org", PASSWORD)
    assert ana.open("/certificates").sees("Valid")

    # The mentor accompanies four check-ins of a real group and attests each.
    guide = arrive().sign_in(mentor, PASSWORD).open("/mentor/new")
    group = {
        "name": "Harbour",
        "unit": "Port office",
        "objective": "Skippers berth without waiting",
        "owner": "Compass",
    }
    guide.submit(group, holding="objective")
    for week in range(1, 5):
        clock.move(days=7)
        guide.sign_in(mentor, PASSWORD)
        ana.sign_in("ana@example.org", PASSWORD)
        log_week(ana, week, clock.now)
        attest_week(guide, week)
    practice = link_in(outbox, "certificate is issued")
    assert practice != foundation

    # A stranger checks the page, the files and the number.
    stranger = arrive()
    for address in (foundation, practice):
        assert stranger.open(address).sees("Yes, this certificate is true")
        assert stranger.sees("Ana Souza")
        for kind in ("json", "pdf"):
            file = stranger.download(f"{address}?format={kind}")
            stranger.open("/verify").submit({"file": (io.BytesIO(file), f"file.{kind}")}, holding="file")
            assert stranger.sees("Yes, this certificate is true"), kind
        stranger.open("/verify").submit({"code": address.rsplit("/", 1)[1]}, holding="file")
        assert stranger.sees("Yes, this certificate is true")

    # Revoked, it never says valid again.
    number = foundation.rsplit("/", 1)[1]
    admin = arrive().sign_in(administrator, PASSWORD).open(f"/office/certificates/{number}")
    admin.submit({"reason": "The rewrites were somebody else's.", "sure": "y"}, holding="sure")
    assert stranger.open(foundation).sees("Yes, this certificate is true"), "asked once more before it happens"
    admin.submit({"password": PASSWORD}, holding="password")
    assert stranger.open(foundation).sees("No: this certificate was revoked")
    assert not stranger.sees("somebody else's"), "the reason is not for the public"
    with database.session() as db:
        assert len(list(db.scalars(select(Certificate)))) == 2


def log_week(visitor: Visitor | BrowserVisitor, week: int, now: datetime) -> None:
    """Log a check-in that ended an hour ago."""
    began, ended = now.replace(hour=6, minute=0), now.replace(hour=6, minute=20)
    visitor.open(f"/check-ins/weeks/{week}")
    visitor.submit(
        {
            "started_at": began.strftime("%Y-%m-%dT%H:%M"),
            "ended_at": ended.strftime("%Y-%m-%dT%H:%M"),
            "led_by": "candidate" if week == 1 else "owner",
            "mode": "remote",
            "prepared": "10",
            "talk": "10",
            "debrief": "20",
            "attendance": "blue\ngreen\ncounter 2",
            "three_ps-0-key_result": "Median wait from 40 to 25 minutes",
            "three_ps-0-progress": "38 minutes on Friday",
            "save": "1",
        },
        holding="attendance",
    )
    assert visitor.sees("The log is saved")


def attest_week(visitor: Visitor | BrowserVisitor, week: int) -> None:
    """Read the log and attest it with a good observation."""
    visitor.open("/mentor").follow("Read and attest")
    levels = {name: "3" for name in visitor.names("declared") if name.startswith("level-")}
    visitor.submit({**levels, "comment": "Minute 6: you asked.", "declared": "1"}, holding="declared")
    assert visitor.sees(f"{60 * week} of 240 minutes attested")
