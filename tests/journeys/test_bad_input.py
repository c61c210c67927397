"""Bad input: whatever is sent to any form of any page, somebody reads a sentence, and what they typed is kept."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from academy.edge import cleaned
from tests.client import Control, FormFound, Visitor
from tests.factories import PASSWORD, Clock
from tests.journeys.world import World

PAGES = {
    "stranger": ["/verify", "/check", "/account/sign-in", "/account/forgotten"],
    "owner": [
        "/account/password",
        "/learn/steps/2.1.R",
        "/learn/quizzes/M2.Q",
        "/learn/quizzes/M2.Q/answer",
        "/exercises/E02",
        "/exercises/E03",
        "/check-ins/weeks/1",
        "/check-ins/weeks/2",
        "/certificates/{certificate_id}",
        "/learn/live/{meeting_id}",
    ],
    "instructor": [
        "/teach/submissions/{submission_id}",
        "/teach/quizzes/{enrolment_id}/M2.Q",
        "/facilitate/live",
        "/facilitate/live/{meeting_id}/{enrolment_id}",
    ],
    "mentor": ["/mentor/new", "/mentor/check-ins/{check_in_id}"],
    "manager": ["/office/cohorts/{cohort_id}"],
    "administrator": ["/office/certificates/{certificate_id}"],
}
"""Where each role meets forms; practices are added from the course."""
VALUES = {
    "nothing": "",
    "blanks": " \t\n ",
    "a hundred thousand characters": "a" * 100_000,
    "NUL": "one\x00two",
    "half a surrogate pair": "one\ud800two",
    "emoji": "👩🏽\u200d🚒 and 🇧🇷",
    "right to left": "\u202eمرحبا بالعالم\u202c",
    "markup": "</textarea><script>alert('1')</script>{{ 7 * 7 }}",
    "a negative number": "-1",
    "twenty digits": "99999999999999999999",
    "four hundred digits": "9" * 400,
    "2^31": "2147483648",
    "no number": "NaN",
    "a digit that is none": "²",
    "a digit of another script": "٣",
    "the last day": "9999-12-31T23:59",
    "the first day": "0001-01-01T00:00",
    "no day": "2026-13-45T99:99",
}
PLAIN = {200, 204, 303, 400, 404, 409, 410, 413, 422, 429}
"""The statuses of an answer that somebody can understand."""
TEXTS = {"text", "email", "number", "datetime-local"}
"""The kinds of field that hold what somebody typed and no page must lose (a password is never shown again)."""
LONG = "a long text " * 9000
FORM = "application/x-www-form-urlencoded"


@dataclass
class Desk:
    """Somebody before a form of a page."""

    visitor: Visitor
    page: str
    form: FormFound

    @property
    def fields(self) -> list[Control]:
        """Return the controls that somebody fills in."""
        return [one for one in self.form.controls if one.name and one.kind not in {"hidden", "submit", "button"}]

    @property
    def texts(self) -> list[str]:
        """Return the names of the fields that hold text."""
        return [one.name for one in self.fields if one.kind in TEXTS]

    @property
    def sound(self) -> dict[str, str]:
        """Return something sensible for every field: the first choice, or the text that stands there, or some words."""
        filled: dict[str, str] = {}
        for one in self.fields:
            if one.kind in {"radio", "checkbox"}:
                filled.setdefault(one.name, one.value)
            elif one.kind in {"text", "email"}:
                filled[one.name] = one.value or "Some sensible words"
        return filled

    @property
    def buttons(self) -> list[dict[str, str]]:
        """Return what each button adds to the form."""
        named = {(one.name, one.value) for one in self.form.controls if one.kind == "submit" and one.name}
        return [{name: value} for name, value in sorted(named)] or [{}]

    def post(self, values: dict[str, Any], **options: Any) -> TestResponse:
        """Send values, and nothing else, where the form goes."""
        body = urlencode(values, doseq=True, errors="surrogatepass").encode()
        path = self.form.action or self.page
        options = {"content_type": FORM, **options}
        return self.visitor.client.post(path, base_url=self.visitor.base, data=body, **options)

    def send(self, values: dict[str, Any]) -> TestResponse:
        """Send the form as the page gave it, with other values, and see that the answer is a sound page."""
        answer = self.post({**self.form.values(), **values})
        what = (self.page, self.form.action, answer.status_code, {k: str(v)[:20] for k, v in values.items()})
        assert answer.status_code in PLAIN, what
        if answer.status_code == 303:
            self.visitor.open(answer.headers["Location"])
        elif answer.status_code != 204:
            self.visitor._take(answer, answer.status_code)
            assert not re.search(r"\[l?'|\{'", html.unescape(answer.text).split("<main")[-1]), what
        return answer

    def lost(self, answer: TestResponse, values: dict[str, Any]) -> list[str]:
        """Return the text fields whose text a refusing page shows no more."""
        shown = html.unescape(answer.text)
        return [name for name in self.texts if name in values and kept(values[name]) not in shown]

    def open_again(self) -> bool:
        """Open the page anew, as what was sent may have changed it; say whether the form is still there."""
        if self.visitor.open(self.page).path != self.page:
            return False
        names = {one.name for one in self.fields[:1]}
        same = [
            one
            for one in self.visitor.page.forms
            if one.action == self.form.action and names <= {control.name for control in one.controls}
        ]
        self.form = same[0] if same else self.form
        return bool(same)


def kept(typed: str) -> str:
    """Return what a page shows of a text: without what cannot be stored; bytes that are no text are spelled out."""
    return cleaned(typed.replace("\ud800", "%ED%A0%80")).strip()


def desks(world: World, method: str = "post") -> Iterator[Desk]:
    """Yield every form of every page that is sent this way, each before somebody who may send it."""
    practices = [f"/learn/steps/{one}" for one in world.app.extensions["campus"].course.practices]
    for role, pages in PAGES.items():
        visitor = world.visitor(role)
        if role == "owner":
            visitor.open("/learn/quizzes/M2.Q").submit(action="/tries")
        for number, page in enumerate([*pages, *(practices if role == "owner" else ())]):
            visitor.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
            for place in range(len(visitor.open(page.format(**world.keys)).page.forms)):
                forms = visitor.open(page.format(**world.keys)).page.forms
                if place >= len(forms) or forms[place].method != method:
                    continue
                if not forms[place].action.endswith(("/sign-out", "/beats/2.1.R")):
                    yield Desk(visitor, visitor.path, forms[place])


@pytest.mark.parametrize("names", [[*VALUES][::2], [*VALUES][1::2]], ids=["one half", "the other half"])
def test_no_value_in_any_form_breaks_a_page_or_is_lost(world: World, names: list[str]) -> None:
    lost = []
    for desk in desks(world):
        for button, name in product(desk.buttons, names):
            value = VALUES[name]
            values = {one.name: value for one in desk.fields} | button
            answer = desk.send(values)
            if answer.status_code in {409, 422}:
                lost += [(desk.page, name, button, field) for field in desk.lost(answer, values)]
            elif not desk.open_again():
                break
    assert lost == []


def test_no_question_in_an_address_breaks_a_page(world: World) -> None:
    for desk in desks(world, "get"):
        for name, value in VALUES.items():
            query = urlencode(dict.fromkeys(desk.texts, value), errors="surrogatepass")
            path, base = desk.form.action or desk.page, desk.visitor.base
            answer = desk.visitor.client.get(f"{path}?{query}", base_url=base)
            assert answer.status_code in PLAIN, (path, name)


def test_a_text_that_is_too_long_is_refused_and_kept_never_cut(world: World) -> None:
    wrong = []
    for desk in desks(world):
        for button, name in product(desk.buttons[-1:], desk.texts):
            answer = desk.send(desk.sound | {name: LONG} | button)
            if answer.status_code != 422 or desk.lost(answer, {name: LONG}):
                wrong.append((desk.page, name, button, answer.status_code))
                desk.open_again()
    assert wrong == []


def test_a_form_that_arrives_otherwise_than_it_was_made_is_answered_with_a_page(world: World) -> None:
    for desk in desks(world):
        token = {"csrf_token": desk.form.values()["csrf_token"][0]}
        for button in desk.buttons:
            assert desk.post(token | button).status_code in PLAIN, (desk.page, "nothing else arrives")
            twice = {one.name: ["1", "2"] for one in desk.fields}
            assert desk.post(token | twice | button).status_code in PLAIN, (desk.page, "every field twice")
            for number in ("²", "٣", "-1", "99999999999999999999", "9" * 5000):
                other = {re.sub(r"\b0\b", number, one.name): "1" for one in desk.fields}
                assert desk.post(token | other | button).status_code in PLAIN, (desk.page, number[:20])
        assert desk.post(token, content_type="application/json").status_code == 415, desk.page
        chunked = {"headers": {"Transfer-Encoding": "chunked"}, "environ_overrides": {"wsgi.input_terminated": True}}
        assert desk.post(token, **chunked).status_code == 411, desk.page
        many = {"content_type": "multipart/form-data; boundary=x"}
        assert desk.post(token, **many).status_code == 400, (desk.page, "no part of a form in it")


def test_a_form_that_is_sent_twice_is_answered_twice_with_a_page(world: World) -> None:
    for desk in desks(world):
        for button in desk.buttons:
            first, second = (desk.post({**desk.form.values(), **button}) for _click in range(2))
            assert {first.status_code, second.status_code} <= PLAIN, (desk.page, button)


def test_a_form_that_is_refused_as_a_whole_gives_back_every_text(world: World) -> None:
    page = "/office/certificates/{certificate_id}".format(**world.keys)
    admin, late = world.visitor("administrator").open(page), world.visitor("administrator").open(page)
    admin.submit({"reason": "Written by somebody else.", "sure": "y"}, holding="sure")
    late.submit({"reason": "The same, a moment later.", "sure": "y"}, holding="sure")
    admin.submit({"password": PASSWORD}, holding="password")
    late.submit({"password": PASSWORD}, holding="password", status=409)
    assert late.sees("This cannot be done")
    assert "The same, a moment later.</textarea>" in late.answer.text


def test_a_form_that_is_no_longer_open_gives_back_every_text(world: World, clock: Clock) -> None:
    for desk in [one for one in desks(world) if one.texts]:
        typed = {name: f"What was typed into {name}." for name in desk.texts}
        answer = desk.post({**desk.form.values(), **typed, "csrf_token": "of yesterday"})
        assert (answer.status_code, desk.lost(answer, typed)) == (400, []), desk.page


def test_a_form_that_is_sent_when_the_sign_in_has_ended_gives_back_every_text(world: World, clock: Clock) -> None:
    waiting = [one for one in desks(world) if one.texts and not one.page.startswith(("/verify", "/check", "/account"))]
    waiting = [one for one in waiting if not one.page.startswith("/learn/steps")] + waiting[-1:]
    clock.move(minutes=31)
    for desk in waiting:
        typed = {name: f"What was typed into {name}." for name in desk.texts}
        answer = desk.post({**desk.form.values(), **typed})
        assert (answer.status_code, desk.lost(answer, typed)) == (401, []), desk.page
