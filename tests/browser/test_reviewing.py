"""What the script adds to the grading page: a finding is reviewed by one key, and only while it has the focus."""

from dataclasses import replace

from flask import Flask
from playwright.sync_api import Browser, expect

from academy.campus import Campus
from assessments.actions import submit_rewrite
from assessments.exercise import Answer
from assessments.okr import KeyResult
from registry.db import Database
from registry.models import Role
from tests.factories import NOW, PASSWORD, make_enrolment, make_member


def test_one_key_reviews_the_finding_in_focus_and_leads_to_the_next(
    chromium: Browser, academy: Flask, database: Database, loaded: Campus
) -> None:
    exercise = loaded.catalogue.exercises["E01"]
    okr = replace(exercise.model, key_results=(*exercise.model.key_results, KeyResult("Hold 4 trainings by 30 June")))
    with database.session.begin() as db:
        place = make_enrolment(db)
        email = make_member(db, place.cohort, Role.INSTRUCTOR, "Marta Reyes", password=PASSWORD).email
        sent = submit_rewrite(db, place.id, exercise, Answer(okr), loaded.language, now=NOW).id
    page = chromium.new_context(base_url=academy.config["BASE_URL"]).new_page()
    page.goto("/account/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"/teach/submissions/{sent}")
    first, second = page.locator("[data-review]").all()
    note = page.get_by_label("To the trainee")
    note.press_sequentially("a rare word")
    expect(first).to_have_attribute("data-review", "open")
    page.get_by_role("link", name="Start with the first open one").click()
    page.keyboard.press("r")
    expect(second).to_be_focused()
    expect(first.get_by_role("button", name="Reject")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("a")
    expect(second.get_by_role("button", name="Accept")).to_be_focused()
    expect(second.get_by_role("button", name="Accept")).to_have_attribute("aria-pressed", "true")
    expect(note).to_have_value("a rare word")
    page.reload()
    expect(first.get_by_role("button", name="Reject")).to_have_attribute("aria-pressed", "true")
