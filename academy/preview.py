"""The preview: drafts of content as a trainee finds them, on any day, without an account and without a trace."""

import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, redirect, render_template, request
from werkzeug.wrappers import Response

from academy import create_app
from academy.campus import Campus, load_campus
from academy.clock import system_time
from academy.database import db, migrated
from academy.login import let_in, present
from academy.serving import with_rules
from academy.settings import Settings, SettingsError
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from courses.actions import enrol
from courses.files import ContentError, Fault, read_toml
from registry.actions import found_organisation, grant_role, open_cohort, register_person
from registry.db import Database, writing
from registry.models import Person, Role
from registry.queries import person_by_email

READER = "reader@preview.example"
"""The address of the one person in a preview: a trainee, and an instructor for the pages of the room."""


class Hands:
    """A clock that runs on from whatever moment it was set to."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def set(self, at: datetime) -> None:
        """Run on from this moment."""
        self._ahead = at - system_time()

    def __call__(self) -> datetime:
        """Return the time it shows."""
        return system_time() + self._ahead


def preview_app(settings: Settings, modules: Sequence[str], at: datetime) -> Flask:
    """Return an academy of its own with these modules (those of the course, for none), whose clock begins at a moment.

    A field on every page sets the clock anew. It forgets everything when it ends. Raises `ContentError` where the
    drafts cannot be read at all.
    """
    folder = Path(tempfile.mkdtemp(prefix="preview-"))
    content = _drafts(settings.content, modules, folder / "content")
    issuer = Issuer(settings.issuer_name, settings.base_url, KeyRing.throwaway(settings.did), settings.language)
    store = migrated(f"sqlite:///{folder / 'preview.db'}")
    settings = replace(settings, production=False, mail="memory")
    draft = partial(_draft, content, issuer, settings.rules, alone=bool(modules))
    hands = Hands(at)
    app = create_app(settings, store, draft(), hands)
    _settle_in(store, settings.rules, at)
    _set_the_clock(app, hands, ZoneInfo(settings.timezone))
    _keep_fresh(app, settings.content, draft)
    app.before_request(_open_the_door)
    return app


def _draft(content: Path, issuer: Issuer, rules: str, *, alone: bool) -> Campus:
    """Return the campus of a content folder; single modules stand under a rule set that demands nothing."""
    try:
        found = with_rules(load_campus(content, issuer), rules)
    except ContentError as error:
        raise ContentError([replace(one, file=str(Path(one.file).resolve())) for one in error.faults]) from error
    if not alone:
        return found
    return replace(found, rules={rules: replace(found.rules[rules], documents=())})


def _drafts(content: Path, modules: Sequence[str], folder: Path) -> Path:
    """Return a folder in which these modules are the whole course; the content folder itself where none are named."""
    if not modules:
        return content
    for name in modules:
        if not (content / name / "module.en.md").is_file():
            known = ", ".join(sorted(path.parent.name for path in content.glob("*/module.en.md")))
            raise SettingsError(f"There is no module {name}; there are {known}")
    folder.mkdir()
    for path in content.iterdir():
        if path.name != "course.toml":
            (folder / path.name).symlink_to(path.resolve())
    title = json.dumps(read_toml(content / "course.toml")["title"])
    (folder / "course.toml").write_text(f"title = {title}\nmodules = {json.dumps(list(modules))}\n", encoding="utf-8")
    return folder


def _settle_in(store: Database, rules: str, now: datetime) -> None:
    """Enrol the reader in a cohort of their own that began today."""
    with store.session.begin() as session:
        house = found_organisation(session, "preview", "Preview", now=now)
        cohort = open_cohort(session, house, "Drafts", now, now + timedelta(days=365), now=now)
        reader = register_person(session, READER, "Reader of drafts", now=now)
        enrol(session, reader, cohort, rules, actor_id=None, now=now)
        grant_role(session, reader, Role.INSTRUCTOR, cohort, now=now)


def _open_the_door() -> Response | None:
    """Let whoever comes in as the reader."""
    if present() is not None or request.method != "GET" or request.endpoint == "static":
        return None
    writing.set(True)
    reader = person_by_email(db, READER)
    assert isinstance(reader, Person)  # noqa: S101 - settled in before the door opened
    let_in(reader)
    return redirect(request.full_path, 303)


def _set_the_clock(app: Flask, hands: Hands, zone: ZoneInfo) -> None:
    """Set the clock to the moment that a page was asked for with, and show on every page what it says."""
    app.jinja_env.globals["preview_clock"] = lambda: hands().astimezone(zone).strftime("%Y-%m-%dT%H:%M")

    @app.before_request
    def move() -> None:
        with suppress(ValueError):
            asked = datetime.fromisoformat(request.args.get("at", ""))
            hands.set(asked if asked.tzinfo else asked.replace(tzinfo=zone))


def _keep_fresh(app: Flask, content: Path, load: Callable[[], Campus]) -> None:
    """Read the content again before a page whenever a file has changed, and show its faults while it has any."""
    seen, faults = _newest(content), list[Fault]()

    @app.before_request
    def refresh() -> str | None:
        nonlocal seen, faults
        newest = _newest(content)
        if newest != seen:
            seen, faults = newest, []
            try:
                app.extensions["campus"] = load()
            except ContentError as error:
                faults = error.faults
        if faults and request.endpoint != "static":
            return render_template("preview/faults.html", faults=faults)
        return None


def _newest(content: Path) -> tuple[int, int]:
    """Return how many files there are and when the last one changed."""
    times = [path.stat().st_mtime_ns for path in content.rglob("*") if path.is_file()]
    return len(times), max(times, default=0)
