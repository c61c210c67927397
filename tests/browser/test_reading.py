"""What the script adds to a lesson: the place is remembered, and a word's sentence can be sent away."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from registry.db import Database
from tests.factories import PASSWORD, make_enrolment


@pytest.fixture
def page(chromium: Browser, academy: Flask, database: Database) -> Page:
    with database.session.begin() as db:
        email = make_enrolment(db, password=PASSWORD).person.email
    page = chromium.new_context(base_url=academy.config["BASE_URL"], viewport={"width": 390, "height": 844}).new_page()
    page.goto("/account/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/learn")
    return page


def test_a_reader_who_scrolled_comes_back_to_the_same_paragraph(page: Page) -> None:
    page.clock.install()
    page.goto("/learn/steps/2.1.R")
    place = page.locator("#p12")
    place.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 100)")
    with page.expect_response("**/learn/beats/2.1.R") as sent:
        page.clock.run_for(30_000)
    assert sent.value.status == 204
    page.goto("/learn")
    page.get_by_role("link", name="Continue", exact=True).click()
    page.wait_for_url("**/learn/steps/2.1.R#p12")
    expect(place).to_be_in_viewport()


def test_a_words_sentence_shows_on_focus_and_goes_on_escape(page: Page) -> None:
    page.goto("/learn/steps/2.1.R")
    word = page.locator(".term__word").first
    what = page.locator(".term__what").first
    expect(what).not_to_be_visible()
    word.focus()
    expect(what).to_be_visible()
    page.keyboard.press("Escape")
    expect(what).not_to_be_visible()
    page.locator("h1").click()
    word.tap() if page.evaluate("navigator.maxTouchPoints") else word.click()
    expect(what).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
