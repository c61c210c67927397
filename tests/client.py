"""A visitor for tests: walks by links and forms over HTTP alone, and audits every page it is shown."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = {"input", "br", "hr", "img", "meta", "link", "path", "circle", "rect", "line", "polyline"}
TEXTUAL = {"input", "textarea", "select"}


@dataclass
class Control:
    """One control of a form: its name, and what it would send as the page stands."""

    name: str
    kind: str
    value: str
    checked: bool = True


@dataclass
class FormFound:
    """A form of a page: where it goes, and its controls in order."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def values(self) -> dict[str, list[str]]:
        """Return what the form would send if it were submitted untouched."""
        sent: dict[str, list[str]] = {}
        for control in self.controls:
            if control.name and control.checked and control.kind not in {"submit", "button"}:
                sent.setdefault(control.name, []).append(control.value)
        return sent


class PageReader(HTMLParser):
    """Reads a page: its words, links, forms, ids and labels."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.lang, self.words = "", "", []  # type: ignore[var-annotated]
        self.h1: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[FormFound] = []
        self.ids: Counter[str] = Counter()
        self.labels_for: set[str] = set()
        self.unlabelled: list[tuple[str, str]] = []
        self.offences: list[str] = []
        self._stack: list[str] = []
        self._form: FormFound | None = None
        self._textarea: Control | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._stack.append(tag)
        self._audit(tag, given)
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "a" and "href" in given:
            self.links.append((given["href"], ""))
        elif tag == "form":
            self._form = FormFound(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag in TEXTUAL or tag == "button":
            self._control(tag, given)
        elif tag == "option" and self._select is not None:
            value = given.get("value", "")
            if "selected" in given or not self._select.checked:
                self._select.value, self._select.checked = value, True

    def _audit(self, tag: str, given: dict[str, str]) -> None:
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "label" and "for" in given:
            self.labels_for.add(given["for"])
        if "style" in given or any(name.startswith("on") for name in given) or tag == "style":
            self.offences.append(f"<{tag}> carries inline style or script")
        if tag == "script" and "src" not in given:
            self.offences.append("an inline script")
        if tag == "img" and "alt" not in given:
            self.offences.append("an image without alternative text")
        if tag in TEXTUAL and given.get("type") not in {"hidden", "submit", "button"}:
            named = "aria-label" in given or "aria-labelledby" in given or "label" in self._stack
            if not named:
                self.unlabelled.append((tag, given.get("id", "")))

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "submit" if tag == "button" else "text") if tag != "select" else "select"
        control = Control(given.get("name", ""), kind, given.get("value", ""))
        if kind in {"checkbox", "radio"}:
            control.checked, control.value = "checked" in given, given.get("value", "on")
        if tag == "textarea":
            self._textarea = control
        if tag == "select":
            self._select, control.checked = control, False
        if self._form is not None:
            self._form.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._stack and self._stack.pop() != tag:
            pass
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._textarea is not None:
            self._textarea.value = re.sub(r"\A\r?\n", "", self._textarea.value)
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.value += data
        if "title" in self._stack and "head" in self._stack:
            self.title += data
        if "h1" in self._stack:
            self.h1.append(data)
        if "a" in self._stack and self.links:
            address, words = self.links[-1]
            self.links[-1] = (address, words + data)
        if not {"script", "head"} & set(self._stack):
            self.words.append(data)

    @property
    def text(self) -> str:
        """Return the words of the page, single-spaced."""
        return " ".join(" ".join(self.words).split())

    def faults(self) -> list[str]:
        """Return what a page must never do: no title, not one h1, double ids, fields without a label."""
        faults = list(self.offences)
        if not self.title.strip() or not self.lang:
            faults.append("no title or no language")
        if len([words for words in ["".join(self.h1).strip()] if words]) != 1:
            faults.append(f"h1 is {self.h1}")
        faults += [f"id {name} occurs {times} times" for name, times in self.ids.items() if times > 1]
        faults += [f"<{tag} id={name!r}> has no label" for tag, name in self.unlabelled if name not in self.labels_for]
        return faults


class Visitor:
    """Somebody with a browser: remembers the page they are on."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.base = app.config["BASE_URL"]
        self.clock = app.config["CLOCK"]
        self.answer: TestResponse
        self.page = PageReader()
        self.path = "/"

    def open(self, path: str, *, status: int = 200, **options: Any) -> "Visitor":
        """Open an address, follow redirects, audit the page."""
        return self._take(self.client.get(path, base_url=self.base, follow_redirects=True, **options), status)

    def _take(self, answer: TestResponse, status: int) -> "Visitor":
        self.answer, self.path = answer, answer.request.path
        assert answer.status_code == status, (answer.status_code, self.path, answer.get_data(as_text=True)[-2000:])
        if answer.mimetype == "text/html":
            self.page = PageReader()
            self.page.feed(answer.get_data(as_text=True))
            assert not self.page.faults(), (self.path, self.page.faults())
        return self

    def form(self, action: str = "", holding: str = "") -> FormFound:
        """Return the form of the page that goes to an action ending so, or that holds a control of that name."""
        for form in self.page.forms:
            names = {control.name for control in form.controls}
            if (action and form.action.endswith(action)) or (holding and holding in names):
                return form
        raise AssertionError(f"{self.path} has no form {action or holding}: {[f.action for f in self.page.forms]}")

    def submit(
        self, values: dict[str, Any] | None = None, *, action: str = "", holding: str = "", status: int = 200
    ) -> "Visitor":
        """Fill in a form and send it as it stands otherwise; follow redirects and audit the page."""
        form = self.form(action, holding or next(iter(values or {"csrf_token": ""})) if not action else "")
        data: dict[str, Any] = {**form.values(), **(values or {})}
        path = form.action or self.path
        answer = self.client.post(path, base_url=self.base, data=data, follow_redirects=True)
        return self._take(answer, status)

    def follow(self, words: str) -> "Visitor":
        """Follow the first link whose words contain these."""
        for address, label in self.page.links:
            if words in " ".join(label.split()):
                return self.open(address)
        raise AssertionError(f"{self.path} has no link '{words}': {[' '.join(w.split()) for _, w in self.page.links]}")

    def sees(self, words: str) -> bool:
        """Say whether the page shows these words."""
        return words in self.page.text

    def names(self, holding: str) -> list[str]:
        """Return the names of the controls of a form, in order, each once."""
        return list(dict.fromkeys(control.name for control in self.form(holding=holding).controls if control.name))

    def stay(self, activity_id: str, minutes: int) -> None:
        """Stay on the open page for some minutes of the test's clock, with a sign of life a minute."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.answer.get_data(as_text=True))
        assert token
        for minute in range(minutes + 1):
            data = {"csrf_token": token[1], **({} if minute else {"opening": "1"})}
            answer = self.client.post(f"/learn/beats/{activity_id}", base_url=self.base, data=data)
            assert answer.status_code == 204
            self.clock.move(seconds=60 if minute < minutes else 5)

    def download(self, path: str) -> bytes:
        """Return the file at an address."""
        return self.client.get(path, base_url=self.base).data

    def sign_in(self, email: str, password: str) -> "Visitor":
        """Sign in by the form."""
        self.open("/account/sign-in")
        return self.submit({"email": email, "password": password})
