"""A visitor with a real browser: the same moves as `tests.client.Visitor`, made by mouse and keyboard in Chromium."""

import re
from datetime import timedelta
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.factories import Clock

BEAT = timedelta(seconds=30)


class BrowserVisitor:
    """Somebody in front of Chromium whose clock the test moves; complaints of the page are collected."""

    def __init__(self, chromium: Browser, app: Flask, clock: Clock, **options: Any) -> None:
        self.base, self.clock = app.config["BASE_URL"], clock
        self.context: BrowserContext = chromium.new_context(base_url=self.base, accept_downloads=False, **options)
        self.context.set_default_timeout(10_000)
        self.context.clock.install(time=clock.now)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")

    def open(self, path: str) -> "BrowserVisitor":
        """Open an address."""
        self.page.goto(path)
        return self

    def form(self, action: str = "", holding: str = "") -> Locator:
        """Return the form that goes to an action ending so, or that holds a control of that name."""
        found = f'form[action$="{action}"]' if action else f'form:has([name="{holding}"])'
        return self.page.locator(found).first

    def names(self, holding: str) -> list[str]:
        """Return the names of the controls of a form, in order, each once."""
        names = self.form(holding=holding).locator("[name]").evaluate_all("all => all.map(one => one.name)")
        return list(dict.fromkeys(names))

    def submit(self, values: dict[str, Any] | None = None, *, action: str = "", holding: str = "") -> "BrowserVisitor":
        """Fill in a form and press its button, or the button that is among the values."""
        form = self.form(action, holding or next(iter(values or {})) if not action else "")
        pressed: Locator | None = None
        for name, value in (values or {}).items():
            control = form.locator(f'[name="{name}"]')
            if control.first.evaluate("one => one.tagName") == "BUTTON":
                pressed = form.locator(f'button[name="{name}"][value="{value}"]').last
            else:
                self._fill(control, value)
        with self.page.expect_navigation():
            (pressed or form.locator("button:not([name])").last).click()
        return self

    def _fill(self, control: Locator, value: Any) -> None:
        """Give a control its value, as a hand would."""
        kind = control.first.evaluate("one => one.type")
        if kind in {"radio", "checkbox"}:
            for one in value if isinstance(value, list) else [value]:
                control.and_(control.page.locator(f'[value="{one}"]')).check()
        elif kind == "file":
            content, name = value
            control.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content.read()})
        elif kind.startswith("select"):
            control.select_option(value[0] if isinstance(value, list) else value)
        else:
            control.fill(value[0] if isinstance(value, list) else value)

    def follow(self, words: str) -> "BrowserVisitor":
        """Follow the first link that holds these words."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=re.compile(re.escape(words))).first.click()
        return self

    def sees(self, words: str) -> bool:
        """Say whether the page shows these words."""
        return words in " ".join(self.page.locator("body").inner_text().split())

    def stay(self, activity_id: str, minutes: int) -> None:
        """Stay on the open page and move the mouse, while both clocks run; the page's own script sends the beats."""
        for step in range(minutes * 2):
            self.page.mouse.move(300 + step % 7, 300)
            self.clock.move(seconds=BEAT.total_seconds())
            with self.page.expect_response(lambda answer: f"/beats/{activity_id}" in answer.url):
                self.page.clock.run_for(int(BEAT.total_seconds() * 1000))

    def download(self, path: str) -> bytes:
        """Return the file at an address, fetched with this browser's cookies."""
        return self.context.request.get(path).body()

    def sign_in(self, email: str, password: str) -> "BrowserVisitor":
        """Sign in by the form."""
        self.open("/account/sign-in")
        return self.submit({"email": email, "password": password})
