"""Fixtures for browser tests: the academy served on a free port, and a headless Chromium.

Chromium is the one that ACADEMY_CHROMIUM names, else the one on the path; without any the tests are skipped, or fail
where CI is set.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from waitress.server import create_server

from academy import create_app
from academy.campus import Campus
from academy.demo.stages import tell
from academy.settings import Settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from registry.db import Database, open_database
from registry.migrations import migrate
from tests.factories import NOW, Clock


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a headless Chromium."""
    names = (os.environ.get("ACADEMY_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None and "CI" not in os.environ:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(database: Database, campus: Campus, clock: Clock) -> Iterator[Flask]:
    """Serve the academy on a free port of this machine for a while; its base URL says which."""
    waiting = create_server(lambda _environ, _start: [], host="127.0.0.1", port=0, threads=4)
    base = f"http://127.0.0.1:{waiting.effective_port}"
    settings = Settings(mail="memory", base_url=base)
    here = replace(campus, issuer=Issuer(settings.issuer_name, base, KeyRing.throwaway(settings.did)))
    app = create_app(settings, database, here, clock)
    waiting.application = app
    thread = Thread(target=waiting.run, daemon=True)
    thread.start()
    try:
        yield app
    finally:
        waiting.close()
        waiting.task_dispatcher.shutdown()
        thread.join(5)


@pytest.fixture
def academy(database: Database, loaded: Campus, clock: Clock) -> Iterator[Flask]:
    """Give the served academy over an empty database, with a clock that the test moves."""
    with served(database, loaded, clock) as app:
        yield app


@pytest.fixture(scope="session")
def demo(loaded: Campus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Give the served academy with its demo data, at the moment the story ends."""
    path: Path = tmp_path_factory.mktemp("demo") / "demo.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    with served(database, loaded, Clock(NOW)) as app:
        with database.session.begin() as db:
            tell(db, app.extensions["campus"], now=NOW)
        yield app
    database.close()
