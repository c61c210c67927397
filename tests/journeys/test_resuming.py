"""Whoever comes back finds the paragraph they were reading."""

import pytest
from flask import Flask

from registry.db import Database
from tests.client import Visitor
from tests.factories import PASSWORD, Clock, make_enrolment


@pytest.fixture
def ana(app: Flask, database: Database) -> Visitor:
    with database.session.begin() as db:
        email = make_enrolment(db, password=PASSWORD).person.email
    return Visitor(app).sign_in(email, PASSWORD)


def beat(visitor: Visitor, activity: str, **sent: str) -> None:
    token = visitor.open(f"/learn/steps/{activity}").form(holding="opened").values()["csrf_token"]
    answer = visitor.client.post(f"/learn/beats/{activity}", base_url=visitor.base, data={"csrf_token": token, **sent})
    assert answer.status_code == 204


def way_on(visitor: Visitor) -> str:
    """Return the address behind the first button of the course page."""
    return next(
        address for address, words in visitor.open("/learn").page.links if words.strip() in {"Begin", "Continue"}
    )


def test_the_course_leads_back_to_the_paragraph_that_was_read_last(ana: Visitor, clock: Clock) -> None:
    assert way_on(ana) == "/learn/steps/1.1.R"
    beat(ana, "2.1.R", opening="1")
    clock.move(seconds=30)
    beat(ana, "2.1.R", paragraph="12")
    assert ana.open("/learn").sees("Continue where you left off")
    assert way_on(ana) == "/learn/steps/2.1.R#p12"
    assert ("#p12", "Continue where you left off") in ana.open("/learn/steps/2.1.R").page.links


def test_a_page_that_is_merely_opened_forgets_nothing(ana: Visitor) -> None:
    beat(ana, "2.1.R", paragraph="12")
    beat(ana, "2.1.R", opening="1")
    assert way_on(ana) == "/learn/steps/2.1.R#p12"


def test_a_finished_step_is_left_behind(ana: Visitor) -> None:
    beat(ana, "1.2.R", paragraph="12")
    ana.open("/learn/steps/1.2.R").submit(holding="opened")
    assert way_on(ana) == "/learn/steps/1.1.R"
    assert not ana.open("/learn/steps/1.2.R").sees("Continue where you left off")


@pytest.mark.parametrize("sent", ["", "0", "-1", "1000", "p3", "3.5", "³", "9" * 5000])
def test_what_is_no_place_is_not_kept(ana: Visitor, sent: str) -> None:
    beat(ana, "2.1.R", paragraph=sent)
    assert way_on(ana) == "/learn/steps/2.1.R"
