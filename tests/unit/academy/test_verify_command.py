"""The command `academy verify`: files, a trust file, and nothing else."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from academy.cli import main
from certificates.bundle import bundle
from tests.unit.certificates.samples import NOW
from tests.unit.certificates.test_offline import ISSUER, JSON, PLACE, TOKEN, listing


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder to work in, at the moment of the tests."""
    monkeypatch.setenv("ACADEMY_DATABASE_URL", f"sqlite:///{tmp_path / 'academy.db'}")
    monkeypatch.setenv("ACADEMY_KEYS_FOLDER", str(tmp_path / "keys"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("academy.commands.verify.system_time", lambda: NOW)
    return tmp_path


def run(*arguments: str, status: int = 0) -> str:
    result: Result = CliRunner().invoke(main, arguments)
    assert result.exit_code == status, (result.output, result.exception)
    return str(result.output)


def trust_file(folder: Path, *ended: int) -> None:
    (folder / "academy-trust.json").write_text(json.dumps(bundle(ISSUER, [listing(*ended)], now=NOW)))


def test_files_are_checked_with_a_trust_file_alone(folder: Path) -> None:
    trust_file(folder)
    (folder / "a.json").write_bytes(JSON)
    (folder / "a.jwt").write_bytes(TOKEN)
    said = run("verify", "a.json", "a.jwt")
    assert said.count("Yes, this certificate is true") == 2
    assert "Maria da Silva Ferreira · OKR Foundations · 2026-11-24 · 2029-11-24" in said
    assert "yes  Neither revoked, suspended nor replaced. The status list says so." in said
    assert not (folder / "academy.db").exists(), "no database is touched"
    assert not (folder / "keys").exists(), "no key is needed"


def test_one_file_that_is_not_true_is_enough_for_the_exit_status(folder: Path) -> None:
    trust_file(folder)
    (folder / "a.json").write_bytes(JSON)
    (folder / "b.json").write_bytes(JSON.replace(b"Maria", b"Mario"))
    said = run("verify", "a.json", "b.json", status=1)
    assert "b.json: No: it is not as it was issued" in said
    assert "Mario" not in said
    (folder / "c.txt").write_text("no certificate")
    assert "c.txt: This file holds no certificate" in run("verify", "a.json", "c.txt", status=2)


def test_programs_get_an_answer_on_each_line(folder: Path) -> None:
    trust_file(folder, PLACE)
    (folder / "a.jwt").write_bytes(TOKEN)
    (folder / "b").write_bytes(b"")
    answers = [json.loads(line) for line in run("verify", "--json", "a.jwt", "b", status=2).splitlines()]
    assert [answer.get("outcome") for answer in answers] == ["ended", None]
    assert answers[0]["certificate"]["holder"] == "Maria da Silva Ferreira"


@pytest.mark.parametrize("content", [None, "", "{}"])
def test_without_a_trust_file_nothing_is_checked(folder: Path, content: str | None) -> None:
    (folder / "a.json").write_bytes(JSON)
    if content is not None:
        (folder / "academy-trust.json").write_text(content)
    assert "is no trust file that can be read" in run("verify", "a.json", status=2)
