"""Renewal: what is asked for, by when, and the new edition that follows the last step."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask_mailman import EmailMessage
from sqlalchemy import select

from academy.campus import Campus
from academy.errands import within
from academy.renewing import remind
from assessments.models import QuizAttempt
from assessments.quiz import solved
from assessments.refresh import refresh_of
from certificates.models import Certificate
from certificates.renewal import Kind, Stage, Step, load_renewal, reminder_due, weigh
from registry.db import Database
from tests.client import Visitor
from tests.factories import NOW, Clock
from tests.journeys.world import World

RULES = load_renewal(Path("content/forms/renewal.en.toml"))
END = NOW.replace(year=NOW.year + 3)


def day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T09:00:00+00:00")


@pytest.mark.parametrize(
    ("on", "stage", "new_end"),
    [
        ("2029-05-23", Stage.EARLY, "2032-05-23"),
        ("2029-05-24", Stage.OPEN, "2032-11-24"),
        ("2029-11-23", Stage.OPEN, "2032-11-24"),
        ("2029-11-24", Stage.GRACE, "2032-11-24"),
        ("2030-02-21", Stage.GRACE, "2032-11-24"),
        ("2030-02-22", Stage.LATE, "2033-02-22"),
        ("2030-11-24", Stage.LAPSED, "2033-11-24"),
    ],
)
def test_the_window_the_grace_and_the_lapse_have_their_days(on: str, stage: Stage, new_end: str) -> None:
    assert RULES.stage(END, day(on)) is stage
    assert RULES.new_end(END, 3, day(on)) == day(new_end)


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        ("2029-05-23", None),
        ("2029-05-24", "window"),
        ("2029-10-26", "last-month"),
        ("2029-11-24", "ended"),
        ("2030-01-24", "grace-ends"),
        ("2030-02-22", None),
    ],
)
def test_each_occasion_has_its_reminder(on: str, kind: str | None) -> None:
    assert reminder_due(RULES, END, day(on)) == kind


def test_coaching_counts_as_development_and_the_best_observation_alone() -> None:
    steps = [Step(Kind.DEVELOPMENT, 480), Step(Kind.COACHING, 240), Step(Kind.CYCLE, 1), Step(Kind.OBSERVATION, 26)]
    found = {one.requirement: one.met for one in weigh(RULES, Stage.OPEN, steps, 80.0)}
    assert found == {"development": True, "coaching": True, "cycles": False, "observation": False, "refresh": True}
    more = weigh(RULES, Stage.LAPSED, [*steps, Step(Kind.CYCLE, 1), Step(Kind.OBSERVATION, 27)], 0.0)
    assert {one.requirement for one in more if not one.met} == {"exam_again"}


@pytest.fixture
def campus(loaded: Campus) -> Campus:
    """Give the campus with a certificate that is valid for three years."""
    rules = {
        version: replace(one, documents=(replace(one.documents[0], valid_years=3),))
        for version, one in loaded.rules.items()
    }
    return replace(loaded, rules=rules)


def enter(owner: Visitor, kind: str, amount: int, on: datetime, *, status: int = 200) -> None:
    values = {"kind": kind, "day": f"{on:%Y-%m-%d}", "amount": str(amount), "text": f"Done: {kind} {amount}."}
    owner.submit(values, holding="amount", status=status)


def weigh_all(admin: Visitor, *, decline: str) -> None:
    while admin.open("/office/certificates/renewals").page.links and not admin.sees("Nothing waits"):
        admin.follow("Ana Souza-Quintela")
        answer = "decline" if admin.sees(decline) else "accept"
        admin.submit({"answer": answer, "reason": "Seen on paper."}, holding="answer")


def test_the_last_step_renews_the_certificate_and_the_old_one_leads_to_the_new(
    world: World, database: Database, loaded: Campus, clock: Clock
) -> None:
    number = str(world.keys["certificate_id"])
    page = f"/certificates/{number}/renewal"
    assert world.visitor("owner").open(page).sees("Valid until 24 Nov 2029. From 24 May 2029 on")
    world.visitor("owner").open(f"{page}/quiz", status=404)
    clock.now = day("2029-09-01")
    owner = world.visitor("owner").open(page)
    enter(owner, "development", 480, day("2026-11-01"), status=422)
    assert owner.sees("A step counts from the day on which the certificate was issued")
    for kind, amount in [
        ("development", 480),
        ("coaching", 240),
        ("coaching", 999),
        ("cycle", 1),
        ("cycle", 1),
        ("observation", 30),
    ]:
        enter(owner.open(page), kind, amount, day("2029-06-01"))
    weigh_all(world.visitor("administrator"), decline="coaching 999")
    assert owner.open(page).sees("Development: 720 of 720 minutes")
    owner.submit(action="/quiz/tries")
    quiz = refresh_of(loaded.catalogue.quizzes, "refresh-1", "", size=20, cut=75)
    with database.session() as db:
        form = db.scalars(select(QuizAttempt.form).where(QuizAttempt.quiz == quiz.id)).one()
    assert len(form) == 20
    owner.submit(dict(solved(quiz, form)), holding="q0")
    assert owner.sees("Your certificate is renewed")
    with database.session() as db:
        new = db.scalars(select(Certificate).where(Certificate.supersedes_id == number)).one()
        assert new.valid_until == day("2032-11-24")
    stranger = world.visitor("stranger").open(f"/credentials/{number}")
    assert stranger.sees("It was replaced by a newer edition")
    assert stranger.follow("Go to the newer edition").sees(": renewed")
    assert stranger.sees("Yes, this certificate is true")
    assert owner.open(f"/certificates/{new.id}/renewal").sees("Development: 0 of 720 minutes"), "nothing counts twice"


def test_a_holder_is_reminded_once_of_each_occasion(world: World, clock: Clock) -> None:
    outbox: list[EmailMessage] = []
    world.app.extensions["mailman"].outbox = outbox
    counts = []
    for on in ("2029-05-23", "2029-05-24", "2029-05-25", "2029-11-25"):
        clock.now = day(on)
        with within(world.app):
            counts.append(remind(clock.now))
    assert counts == [0, 1, 0, 1]
    assert ["may be renewed" in str(one.body) for one in outbox] == [True, False]
