from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, g

from academy import create_app
from academy.campus import Campus
from academy.forms.base import Form
from academy.forms.learn import RewriteForm, add_row, rewrite_form
from academy.forms.mentoring import LogForm, log_form
from academy.forms.office import InviteForm
from academy.forms.teach import ReopenForm, read_grade
from academy.settings import Settings
from registry.db import Database
from tests.factories import Clock

LOG = {
    "started_at": "2026-11-23T09:00",
    "ended_at": "2026-11-23T09:20",
    "prepared": "10",
    "talk": "10",
    "debrief": "20",
    "mode": "remote",
    "led_by": "candidate",
    "attendance": "blue\r\ngreen, counter 2\r\nblue",
}


@contextmanager
def posted(app: Flask, data: dict[str, str]) -> Iterator[None]:
    """Let a form arrive whose token was checked at the door."""
    with app.test_request_context(method="POST", data=data, base_url=app.config["BASE_URL"]):
        g.csrf_valid = True
        yield


def errors(form: Form) -> dict[str, str]:
    """Return what is wrong with a form, by field."""
    form.submitted()
    return {name: " ".join(map(str, found)) for name, found in form.errors.items()}


def test_a_sound_log_is_read_as_it_was_typed(app: Flask) -> None:
    with posted(app, LOG | {"three_ps-0-key_result": " Returns ", "three_ps-1-plans": ""}):
        form = LogForm()
        assert errors(form) == {}
        assert form.people() == ["blue", "green", "counter 2"]
        assert [row["key_result"] for row in form.spoken()] == ["Returns"]
        assert [at.isoformat() for at in form.moments()] == ["2026-11-23T09:00:00+00:00", "2026-11-23T09:20:00+00:00"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("prepared", "", "Enter minutes, 0 if there were none."),
        ("prepared", "-1", "Enter 0 to 240 minutes."),
        ("prepared", "241", "Enter 0 to 240 minutes."),
        ("prepared", "9" * 400, "Enter 0 to 240 minutes."),
        ("prepared", "ten", "Not a valid integer value."),
        ("prepared", "1e2", "Not a valid integer value."),
        ("started_at", "", "Enter day and time."),
        ("started_at", "yesterday", "Not a valid datetime value."),
        ("started_at", "2026-02-30T09:00", "Not a valid datetime value."),
        ("started_at", "9999-12-31T23:59", "Enter day and time."),
        ("ended_at", "0001-01-01T00:00", "Enter day and time."),
        ("mode", "by letter", "Not a valid choice"),
        ("led_by", "", "Not a valid choice"),
        ("attendance", " \r\n ", "Enter at least two pseudonyms."),
        ("note", "a" * 2001, "Please use at most 2000 characters."),
    ],
)
def test_each_slip_in_a_log_has_its_sentence(app: Flask, field: str, value: str, sentence: str) -> None:
    with posted(app, LOG | {field: value}):
        found = errors(LogForm())
        assert list(found) == [field]
        assert sentence in found[field]


def test_no_moment_leaves_the_calendar_in_any_time_zone(database: Database, loaded: Campus, clock: Clock) -> None:
    for zone in ("America/Sao_Paulo", "Pacific/Kiritimati"):
        app = create_app(Settings(mail="memory", timezone=zone), database, loaded, clock)
        for moment in ("9999-12-31T23:59", "0001-01-01T00:00"):
            with posted(app, LOG | {"started_at": moment, "ended_at": moment}):
                assert set(errors(LogForm())) == {"started_at", "ended_at"}


def test_a_log_grows_row_by_row_to_five_and_keeps_what_was_typed(app: Flask) -> None:
    rows = {f"three_ps-{row}-progress": f"step {row}" for row in range(5)}
    for given, shown in ((2, 3), (4, 5), (5, 5)):
        typed = dict(list(rows.items())[:given]) | {"prepared": "ten", "started_at": "yesterday"}
        with posted(app, LOG | typed):
            form = log_form(None, 1, "1")
            assert len(form.three_ps) == shown
            assert [row["progress"] for row in form.spoken()] == list(rows.values())[:given]
            assert 'value="ten"' in form.prepared()
            assert 'value="yesterday"' in form.started_at()


def test_a_rewrite_grows_to_five_key_results_and_six_flaws(app: Flask, loaded: Campus) -> None:
    typed = {f"key_results-{row}-text": f"result {row}" for row in range(7)}
    typed |= {f"tags-{row}-code": f"flaw {row}" for row in range(9)}
    with posted(app, typed):
        form = rewrite_form(loaded.catalogue.exercises["E01"])
        answer = form.answer(loaded.catalogue.exercises["E01"])
        assert [one.text for one in answer.okr.key_results] == [f"result {row}" for row in range(5)]
        assert len(answer.tags) == 6
        for more in ("tag", "key-result", "anything"):
            add_row(form, more)
            assert (len(form.tags), len(form.key_results)) == (6, 5)


@pytest.mark.parametrize("number", ["²", "٣", "99999999999999999999", "9" * 5000, "0001"])
def test_a_row_that_no_form_has_is_left_out(app: Flask, loaded: Campus, number: str) -> None:
    odd = {f"key_results-{number}-text": "a", f"tags-{number}-code": "c", f"parts-{number}": "d"}
    with posted(app, odd | {"key_results-0-text": "b"}):
        answer = rewrite_form(loaded.catalogue.exercises["E01"]).answer(loaded.catalogue.exercises["E01"])
        assert [one.text for one in answer.okr.key_results] == ["b"]
        assert answer.tags == ()


def test_a_draft_without_a_sensible_version_is_new(app: Flask) -> None:
    for version in ("", "-1", "²", "9" * 20, "one", "1.0"):
        with posted(app, {"version": version}):
            assert RewriteForm().read_version() == 0
    with posted(app, {"version": "12"}):
        assert RewriteForm().read_version() == 12


def test_a_line_s_end_counts_once_as_in_the_browser(app: Flask) -> None:
    lines = "\r\n".join("a" * 9 for _line in range(200))
    with posted(app, {"why_now": lines, "note": lines[:1090]}):
        assert errors(RewriteForm()) == {}
        assert errors(ReopenForm()) == {}
        assert read_grade(["D"]).note == lines[:1090].replace("\r\n", "\n")


def test_what_no_database_keeps_is_taken_out_and_told(app: Flask) -> None:
    with posted(app, {"name": "An\x00a", "email": "ana@example.org", "role": "trainee"}):
        form = InviteForm()
        assert errors(form) == {"name": "This held characters that cannot be stored; they were removed."}
        assert form.name.data == "Ana"


def test_a_grade_names_what_is_missing_and_what_is_too_long(app: Flask) -> None:
    typed = {"level-D": "3", "level-O": "4", "level-T": " 2 ", "comment-D": "a" * 2001, "note": "b" * 2001}
    with posted(app, typed):
        form = read_grade(["D", "O", "K", "T"])
        assert form.levels == {"D": 3, "T": 2}
        assert form.missing == ["O", "K"]
        assert form.too_long == ["D", "note"]
        assert form.comments == {"D": "a" * 2001}
