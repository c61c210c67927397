"""The command `academy issue`: what was earned and never issued is found, on every core, once, and handed out."""

import csv
import io
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from academy.cli import main
from certificates.actions import revoke
from certificates.models import Certificate, Print
from certificates.seal import attached_credential
from courses.actions import complete_activity
from registry.db import Database
from registry.models import Letter, Role
from registry.queries import broken_line
from tests.factories import NOW, make_cohort, make_enrolment, make_member

EASY = """
version = "foundation-1"
title = "A rule that one step meets"
in_force = 2026-11-01

[[document]]
id = "foundation"
name = "OKR Foundations"
achievement_type = "Certificate"
valid_years = 0
criteria = "- One step."
face = { en = "has taken one step." }

[document.requires]
minutes = 0
activities = []
documents = []
"""


@pytest.fixture
def cohort_id(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Give the number of a cohort in which three have earned a certificate that nobody issued."""
    shutil.copytree("content", tmp_path / "content")
    (tmp_path / "content" / "rules" / "foundation-1.toml").write_text(EASY)
    monkeypatch.setenv("ACADEMY_CONTENT", str(tmp_path / "content"))
    monkeypatch.setenv("ACADEMY_DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("ACADEMY_KEYS_FOLDER", str(tmp_path / "keys"))
    monkeypatch.setenv("ACADEMY_MAIL", "memory")
    with database.session.begin() as db:
        cohort = make_cohort(db, "=Cohort of May")
        for name in ("Ana Souza", "Ελένη Παππά", "Zé da Silva"):
            complete_activity(db, make_enrolment(db, cohort, name).id, "2.1.R", {}, {}, now=NOW)
        return cohort.id


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["issue", *arguments])
    assert result.exit_code == 0, (result.output, result.exception)
    return str(result.output)


def counted(database: Database) -> tuple[int, int, int]:
    """Return how many certificates, prints and letters there are."""
    with database.session() as db:
        assert broken_line(db) is None
        counts = [db.scalar(select(func.count()).select_from(one)) or 0 for one in (Certificate, Print, Letter)]
    return counts[0], counts[1], counts[2]


def test_every_core_issues_what_is_earned_and_a_second_sweep_nothing(
    database: Database, cohort_id: int, tmp_path: Path
) -> None:
    assert "Issued: 3. Printed: 3. Not settled: 0." in run("--workers", "2")
    assert counted(database) == (3, 3, 3)
    with database.session.begin() as db:
        number = db.scalars(select(Certificate.id).order_by(Certificate.enrolment_id)).first()
        actor = make_member(db, make_cohort(db), Role.MANAGER).id
        revoke(db, str(number), actor, "Not their own work.", now=NOW)
    assert "Issued: 0. Printed: 0." in run(
        "--workers", "1", "--cohort", str(cohort_id), "--zip", str(tmp_path / "may.zip")
    )
    assert counted(database) == (3, 3, 3)
    with ZipFile(tmp_path / "may.zip") as archive:
        table = list(csv.DictReader(io.StringIO(archive.read("certificates.csv").decode("utf-8-sig"))))
        assert [(row["name"], row["status"]) for row in table] == [
            ("Ana Souza", "revoked"),
            ("Ελένη Παππά", "valid"),
            ("Zé da Silva", "valid"),
        ]
        assert {row["cohort"] for row in table} == {"'=Cohort of May"}, "no workbook runs a name"
        files = {row["file"]: row["number"] for row in table if row["file"]}
        assert set(files) == {name for name in archive.namelist() if name.startswith("pdf/")}
        assert all(number in str(attached_credential(archive.read(name))) for name, number in files.items())
    assert not list(tmp_path.glob(".*.part"))
