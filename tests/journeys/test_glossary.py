"""The words of the course: on a page for anybody, and where a lesson first speaks of them."""

import pytest
from flask import Flask

from registry.db import Database
from tests.client import Visitor
from tests.factories import PASSWORD, make_enrolment


@pytest.fixture
def ana(app: Flask, database: Database) -> Visitor:
    with database.session.begin() as db:
        email = make_enrolment(db, password=PASSWORD).person.email
    return Visitor(app).sign_in(email, PASSWORD)


def test_anybody_reads_the_glossary_and_finds_it_from_every_page(someone: Visitor) -> None:
    someone.open("/about").follow("Glossary")
    assert someone.sees("A measure that must not get worse while a key result improves.")
    assert someone.page.ids["guardrail"] == 1


def test_a_lesson_explains_a_word_where_it_comes_first_without_a_script(ana: Visitor) -> None:
    page = ana.open("/learn/steps/3.1.R").answer.text
    assert page.count('aria-describedby="term-key-result"') == 1
    assert page.count('id="term-key-result"') == 1
    assert ana.sees("key result (KR). A measure that shows whether the objective comes true")
    worked = ana.open("/learn/steps/3.1.W").answer.text
    assert 'id="term-key-result"' not in worked
    assert 'aria-describedby="term-baseline-key-result"' in worked
