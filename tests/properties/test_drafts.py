"""A draft is never lost: every text that was acknowledged is stored, or was shown to whoever replaced it."""

import re
from typing import Any

from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from registry.db import Database
from tests.client import PageReader, Visitor
from tests.factories import PASSWORD, make_cohort, make_enrolment

EXERCISE = "/exercises/E01"
FIELDS = ("objective", "why_now", "guardrails", "initiatives", "not_now")
CARD = ("text", "baseline", "target", "unit", "date", "source", "owner")
DEEDS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["type", "type", "save", "save", "autosave", "reload"])), max_size=14
)


def words(number: int) -> dict[str, str]:
    """Return a text of its own for every field of the editor; all of them hold the same number."""
    typed = {name: f"{name} text-{number}-end" for name in FIELDS}
    for row in range(2):
        typed |= {f"key_results-{row}-{name}": f"{name} {row} text-{number}-end" for name in CARD}
    typed |= {"tags-0-code": "no-baseline", "tags-0-where": "kr1", "tags-0-phrase": f"flaw text-{number}-end"}
    return typed | {"tags-1-phrase": f"words without a flaw text-{number}-end"}


class Window:
    """A window with the editor: what is typed, which draft it was made from, and every text its reader has seen."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.seen = visitor, {0}
        self.reload()

    def reload(self) -> None:
        self.visitor.open(EXERCISE)
        self.read()

    def read(self) -> None:
        """Take over what the fields hold."""
        self.values: dict[str, Any] = self.visitor.form(holding="objective").values()
        text = self.visitor.answer.get_data(as_text=True)
        self.typed = self.number_in(" ".join(self.values["objective"]))
        self.seen |= {number for number in self.numbers(text) if self.is_whole(text, number)}

    def numbers(self, text: str) -> set[int]:
        return {int(found) for found in re.findall(r"text-(\d+)-end", text)}

    def number_in(self, text: str) -> int:
        return max(self.numbers(text), default=0)

    def is_whole(self, text: str, number: int) -> bool:
        """Say whether a page shows a text in all its parts."""
        return all(part in text for part in words(number).values() if "text-" in part)

    def type(self, number: int) -> None:
        self.values |= words(number)
        self.typed = number
        self.seen.add(number)

    def save(self) -> bool:
        """Press the button; say whether the text was kept."""
        answer = self.send(EXERCISE, follow_redirects=True, save="1")
        self.visitor.answer, self.visitor.page = answer, PageReader()
        self.visitor.page.feed(answer.get_data(as_text=True))
        before = self.typed
        self.read()
        assert self.typed == before, "what was typed stays in the fields"
        assert answer.status_code in {200, 409}
        return answer.status_code == 200

    def autosave(self) -> bool:
        answer = self.send(f"{EXERCISE}/draft")
        assert answer.status_code in {200, 409}
        if answer.status_code == 200:
            found = re.search(r'name="version"[^>]*value="(\d+)"', answer.get_data(as_text=True))
            assert found
            self.values["version"] = [found[1]]
        return answer.status_code == 200

    def send(self, path: str, *, follow_redirects: bool = False, **more: str) -> Any:
        data = {**self.values, **more}
        return self.visitor.client.post(path, base_url=self.visitor.base, data=data, follow_redirects=follow_redirects)


def two_windows(app: Flask, database: Database) -> list[Window]:
    """Open the editor twice for somebody new."""
    with database.session.begin() as db:
        email = make_enrolment(db, make_cohort(db), password=PASSWORD).person.email
    return [Window(Visitor(app).sign_in(email, PASSWORD)) for _ in range(2)]


@settings(max_examples=25)
@given(deeds=DEEDS)
@example(deeds=[(0, "type"), (1, "type"), (0, "save"), (1, "autosave"), (1, "save"), (1, "save"), (0, "save")])
def test_a_text_that_was_acknowledged_is_stored_or_shown_to_whoever_replaces_it(
    app: Flask, database: Database, deeds: list[tuple[int, str]]
) -> None:
    windows, stored, texts = two_windows(app, database), 0, 0
    for at, deed in deeds:
        window = windows[at]
        if deed == "type":
            texts += 1
            window.type(texts)
        elif deed == "reload":
            window.reload()
            assert window.typed == stored
        elif (window.save if deed == "save" else window.autosave)():
            assert stored in window.seen, "a text was replaced by somebody who had not seen it"
            stored = window.typed
    windows[0].reload()
    assert windows[0].typed == stored
    assert stored in windows[0].seen, "a part of the stored text does not come back"
