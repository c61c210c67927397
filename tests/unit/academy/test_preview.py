import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from academy.preview import preview_app
from academy.settings import Settings, SettingsError
from courses.files import ContentError
from tests.client import Visitor
from tests.samples import CONTENT, sampled

DAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sampled(tmp_path_factory.mktemp("drafts"))


@contextmanager
def previewed(folder: Path, *modules: str) -> Iterator[Flask]:
    """Open a preview; its database is closed at the end."""
    app = preview_app(replace(Settings(), content=folder, rules="foundation-1"), modules, DAY)
    yield app
    app.extensions["database"].close()


@pytest.fixture(scope="module")
def app(content: Path) -> Iterator[Flask]:
    with previewed(content) as app:
        yield app


def test_a_draft_is_read_as_a_trainee_without_an_account(app: Flask) -> None:
    reader = Visitor(app).open("/learn")
    assert reader.sees("Welcome, Reader")
    reader.open("/learn/steps/1.1.R").submit(holding="opened")
    assert reader.sees("Your own sentence")
    assert reader.open("/facilitate/lessons/1.1").sees("Say whom you serve")


def test_the_clock_begins_on_the_day_that_was_asked_for_and_is_set_anew_on_any_page(app: Flask) -> None:
    assert timedelta() <= app.config["CLOCK"]() - DAY < timedelta(minutes=1)
    reader = Visitor(app)
    for moment in ("2027-06-09T14:30", "2026-12-24T09:00"):
        reader.open(f"/learn?at={moment}")
        assert reader.sees("A sample of everything")
        assert f'value="{moment}"' in reader.answer.text
    assert f'value="{moment}"' in reader.open("/learn?at=some+day").answer.text


def test_modules_that_the_course_does_not_list_yet_can_be_read() -> None:
    with previewed(CONTENT, "m7-inquiry") as app:
        reader = Visitor(app).open("/learn")
        assert reader.sees("M7 Leading by inquiry")
        assert not reader.sees("M2")
    with pytest.raises(SettingsError, match="There is no module m99; there are"):
        preview_app(replace(Settings(), content=CONTENT), ["m99"], DAY)


def test_a_changed_file_is_read_again_and_its_faults_stand_on_the_page(app: Flask, content: Path) -> None:
    reader = Visitor(app)
    path = content / "samples" / "1.1-the-ferry-office.en.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("better off?", "better off"), encoding="utf-8")
    reader.open("/learn/steps/1.1.R")
    assert reader.sees("This draft cannot be shown yet")
    assert reader.sees("give questions that end in ?")
    assert reader.sees("1.1-the-ferry-office.en.md:16")
    path.write_text(text.replace('inquiry = ["Who', 'inquiry = ["Now tell me who'), encoding="utf-8")
    assert reader.open("/learn/steps/1.1.R").sees("Now tell me who is better off?")


def test_a_fault_at_the_start_names_the_file_as_its_author_knows_it(content: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    shutil.copytree(content, drafts)
    page = drafts / "samples" / "module.en.md"
    page.write_text(page.read_text(encoding="utf-8").replace("minutes = ", "minutes = 1", 1), encoding="utf-8")
    with pytest.raises(ContentError, match=f"{page}:"):
        preview_app(replace(Settings(), content=drafts), ["samples"], DAY)


def test_a_folder_without_the_rules_stops_the_preview_with_a_sentence(content: Path) -> None:
    with pytest.raises(SettingsError, match=r"ACADEMY_RULES must be one of .*, not 1\.1"):
        preview_app(replace(Settings(), content=content), (), DAY)
