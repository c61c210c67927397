from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from academy.preview import preview_app
from academy.settings import Settings, SettingsError
from tests.client import Visitor
from tests.samples import CONTENT, sampled

DAY = datetime(2027, 3, 1, 9, tzinfo=UTC)
Previewed = Callable[..., Flask]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return sampled(tmp_path)


@pytest.fixture
def previewed(content: Path) -> Iterator[Previewed]:
    """Give what opens a preview; its database is closed at the end."""
    opened: list[Flask] = []

    def preview(*modules: str, folder: Path = content) -> Flask:
        opened.append(preview_app(replace(Settings(), content=folder), modules, DAY))
        return opened[-1]

    yield preview
    for app in opened:
        app.extensions["database"].engine.dispose()


def test_a_draft_is_read_as_a_trainee_without_an_account(previewed: Previewed) -> None:
    reader = Visitor(previewed()).open("/learn")
    assert reader.sees("Welcome, Reader")
    reader.open("/learn/steps/1.1.R").submit(holding="opened")
    assert reader.sees("Your own sentence")
    assert reader.open("/facilitate/lessons/1.1").sees("Say whom you serve")


def test_the_clock_begins_on_the_day_that_was_asked_for(previewed: Previewed) -> None:
    assert timedelta() <= previewed().config["CLOCK"]() - DAY < timedelta(minutes=1)


def test_modules_that_the_course_does_not_list_yet_can_be_read(previewed: Previewed) -> None:
    reader = Visitor(previewed("m7-inquiry", folder=CONTENT)).open("/learn")
    assert reader.sees("M7 Leading by inquiry")
    assert not reader.sees("M2")
    with pytest.raises(SettingsError, match="There is no module m99; there are"):
        previewed("m99", folder=CONTENT)


def test_a_changed_file_is_read_again_and_its_faults_stand_on_the_page(previewed: Previewed, content: Path) -> None:
    reader = Visitor(previewed())
    path = content / "samples" / "1.1-the-ferry-office.en.md"
    text = path.read_text(encoding="utf-8")
    assert reader.open("/learn/steps/1.1.R").sees("carries four hundred passengers a day")
    path.write_text(text.replace('inquiry = ["Who', 'inquiry = ["Now tell me who'), encoding="utf-8")
    assert reader.open("/learn/steps/1.1.R").sees("Now tell me who is better off?")
    path.write_text(text.replace("better off?", "better off"), encoding="utf-8")
    reader.open("/learn/steps/1.1.R")
    assert reader.sees("This draft cannot be shown yet")
    assert reader.sees("give questions that end in ?")
    assert reader.sees("1.1-the-ferry-office.en.md:16")
    path.write_text(text, encoding="utf-8")
    assert reader.open("/learn/steps/1.1.R").sees("The ferry office")
