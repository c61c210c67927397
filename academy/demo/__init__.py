"""Demo data: two invented institutions whose trainees stand at every point of the road."""

import json
import os
from dataclasses import replace
from pathlib import Path

import click

from academy.campus import load_campus
from academy.clock import system_time
from academy.demo.cast import ENDING
from academy.demo.guide import described, printed
from academy.demo.stages import tell
from academy.serving import issuer_of
from academy.settings import ROOT, Settings, SettingsError
from registry.db import Database
from registry.queries import everybody


class DemoRefused(SettingsError):
    """The database holds something else; the demo loads into an empty one only."""


def load_demo(settings: Settings, store: Database, port: int) -> Settings:
    """Load the demo data into an empty database and return the settings to serve it with; raise `DemoRefused`."""
    settings = replace(settings, base_url=os.environ.get("ACADEMY_BASE_URL", f"http://127.0.0.1:{port}"))
    with store.session.begin() as db:
        people = everybody(db)
        if not all(person.email.endswith("@" + ENDING) for person, _role in people):
            raise DemoRefused("This database holds other people. Give the demo an empty one by ACADEMY_DATABASE_URL.")
        if not people:
            click.echo("Telling the story of two institutions and thirteen trainees (half a minute) …", err=True)
            tell(db, load_campus(settings.content, issuer_of(settings)), now=system_time())
        found = described(db, settings.base_url)
    path = Path(os.environ.get("ACADEMY_DEMO_FILE", str(ROOT / "var" / "demo.json")))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(printed(found))
    return settings
