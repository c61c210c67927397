"""The commands `academy keys`: a rotation, a theft and a loss, and what a certificate is worth after each."""

import json
import re
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from academy.campus import Campus
from academy.cli import main
from academy.serving import issuer_of
from academy.settings import Settings, read_settings
from certificates import jwt
from certificates.actions import keep_print
from certificates.keys import KeyRing
from certificates.models import Certificate
from certificates.pdf import render
from certificates.queries import held, printed
from certificates.seal import check, seal
from certificates.snapshot import Snapshot
from certificates.verification import Outcome, judge, sealed
from registry.db import Database
from registry.models import Event, Letter
from registry.queries import broken_line
from tests.factories import NOW
from tests.journeys.issued import issue

LATER = NOW + timedelta(days=3)


@dataclass(frozen=True)
class Academy:
    """A database and a folder of keys, with one certificate and its print in the register."""

    settings: Settings
    database: Database
    number: str

    @property
    def keys(self) -> KeyRing:
        """Return the keys that lie in the folder now."""
        return issuer_of(self.settings).keys

    def outcome(self, number: str = "") -> Outcome:
        """Return what the register answers to the number."""
        with self.database.session() as db:
            found = held(db, number or self.number)
        text = found.certificate.credential
        return judge(json.loads(text), sealed(text, self.keys), found.standing, now=LATER).outcome

    def page_is_whole(self) -> bool:
        """Say whether the print that the register keeps bears a seal that is trusted."""
        with self.database.session() as db:
            return check(printed(db, self.number) or b"", self.keys.trust).whole


@pytest.fixture
def academy(database: Database, loaded: Campus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Academy:
    monkeypatch.setenv("ACADEMY_DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("ACADEMY_KEYS_FOLDER", str(tmp_path / "keys"))
    monkeypatch.setenv("ACADEMY_MAIL", "memory")
    monkeypatch.setattr("academy.commands.keys.system_time", lambda: LATER)
    settings = read_settings()
    issuer = issuer_of(settings)
    certificate = issue(database, replace(loaded, issuer=issuer))
    credential, made = certificate.credential, issuer.keys.records[0].made
    token = jwt.sign(json.loads(credential), issuer, now=NOW)
    page = render(Snapshot.from_json(certificate.snapshot), credential, token)
    page = seal(page, issuer.keys.sealing(made), now=made)
    with database.session.begin() as db:
        keep_print(db, certificate.id, page, now=NOW)
    return Academy(settings, database, certificate.id)


def run(*arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["keys", *arguments])
    assert result.exit_code == status, (result.output, result.exception)
    return str(result.output)


def test_a_key_that_is_rotated_and_retired_leaves_its_certificates_valid(academy: Academy) -> None:
    run("rotate", "credential", "--at-once")
    assert re.search(r"credential-0001 +retired.*\ncredential-0002 +active", run("list"))
    assert "that may seal" in run("retire", "credential-0002", status=1)
    run("rotate", "seal")
    run("retire", "seal-0001")
    assert academy.outcome() is Outcome.VALID
    assert academy.page_is_whole()
    with academy.database.session() as db:
        assert db.scalars(select(Event.action).where(Event.subject.like("key:%"))).all() == [
            "rotate-key",
            "rotate-key",
            "retire-key",
        ]
        assert broken_line(db) is None


def test_what_a_stolen_key_sealed_is_sealed_anew_and_its_holder_is_told(academy: Academy) -> None:
    assert "sealed anew: 1" in run("compromise", "credential-0001", "--since", "2026-11-20", "--yes")
    assert academy.outcome() is Outcome.COMPROMISED
    assert "Sealed anew: 1" in run("reissue")
    assert "Sealed anew: 0" in run("reissue")
    assert academy.outcome() is Outcome.SUPERSEDED
    with academy.database.session() as db:
        new = db.scalars(select(Certificate).where(Certificate.supersedes_id == academy.number)).one()
        assert (new.snapshot["cause"], new.snapshot["awarded_at"]) == ("reissue", "2026-11-24T09:00:00Z")
        assert f"/credentials/{new.id}" in db.scalars(select(Letter.body)).one()
    assert academy.outcome(new.id) is Outcome.VALID


def test_what_was_sealed_before_the_theft_is_vouched_for_by_the_register_until_it_is_sealed_anew(
    academy: Academy,
) -> None:
    assert "sealed anew: 1" in run("compromise", "credential-0001", "--since", "2026-11-26", "--yes")
    assert academy.outcome() is Outcome.VALID


@pytest.mark.parametrize("name", ["seal-0001", "authority-0001", "jwt-0001"])
def test_what_a_print_carries_of_a_stolen_key_means_a_new_edition_too(academy: Academy, name: str) -> None:
    assert "sealed anew: 1" in run("compromise", name, "--yes")
    assert academy.page_is_whole() == (name == "jwt-0001")


def test_no_key_is_stolen_tomorrow_or_without_a_yes(academy: Academy) -> None:
    assert "in the future" in run("compromise", "credential-0001", "--since", "2026-12-24", "--yes", status=1)
    run("compromise", "credential-0001", status=1)
    assert academy.outcome() is Outcome.VALID


def test_the_loss_of_every_key_is_mended_from_the_register_alone(academy: Academy) -> None:
    shutil.rmtree(academy.settings.keys_folder)
    assert academy.outcome() is Outcome.FORGED
    assert not academy.page_is_whole()
    assert "brought back: 2" in run("restore")
    assert academy.outcome() is Outcome.VALID
    assert academy.page_is_whole()
    assert re.search(r"credential-0002 +lost", run("list"))
