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


def test_a_still_reader_is_taken_to_be_at_work_for_three_minutes_and_for_ten_on_a_transcript(page: Page) -> None:
    page.clock.install()
    signs: list[str] = []
    page.on("request", lambda sent: signs.append(sent.url) if "/beats/" in sent.url else None)
    for step in ("6.2.R", "6.2.W"):
        page.goto(f"/learn/steps/{step}")
        page.clock.run_for(12 * 60_000)
    still, reading = (sum(url.endswith(step) for url in signs) for step in ("6.2.R", "6.2.W"))
    assert 5 <= still <= 7, "a sign at the opening and each half minute for three minutes"
    assert 19 <= reading <= 21, "and for ten minutes"


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


def test_a_note_is_kept_while_it_is_written_and_asks_before_another_window_is_overwritten(page: Page) -> None:
    page.goto("/learn/steps/2.2.P")
    other = page.context.new_page()
    other.goto("/learn/steps/2.2.P")
    state = page.locator("#note-state")
    page.get_by_label("Your note on this step").fill("Ask Rui")
    expect(state).to_contain_text("Kept")
    page.get_by_label("Your note on this step").fill("Ask Rui on Thursday")
    expect(page.locator("#note-version input")).to_have_value("2")
    other.get_by_label("Your note on this step").fill("Ask Ana")
    other.get_by_role("button", name="Compare the two").click()
    expect(other.get_by_text("Ask Rui on Thursday")).to_be_visible()
    other.get_by_role("button", name="Keep the note").click()
    expect(other.get_by_label("Your note on this step")).to_have_value("Ask Ana")


def test_a_note_typed_after_the_sign_in_ended_is_brought_back(page: Page) -> None:
    page.goto("/learn/steps/2.1.R")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Your note on this step").fill("Typed in vain")
    expect(page.locator("#note-state")).to_contain_text("signed out")
    page.context.add_cookies(cookies)
    page.goto("/learn/steps/2.1.R")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("Your note on this step")).to_have_value("Typed in vain")
    expect(page.locator("#note-state")).to_contain_text("Kept")


def test_on_paper_a_lesson_stands_alone(page: Page) -> None:
    page.goto("/learn/steps/2.1.R")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#p1")).to_be_visible()
    expect(page.get_by_text("Sources named here")).to_be_visible()
    for part in ("header.top", "footer", "aside", ".crumbs", "main button:not(.term__word)", "main form", "main .row"):
        assert not page.locator(part).first.is_visible(), part
    assert page.evaluate("getComputedStyle(document.querySelector('.small')).color") == "rgb(74, 88, 102)", "as by day"
