from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from academy.cli import main
from certificates.keys import KeyRing
from tests.factories import PASSWORD
from tests.samples import assessed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder in which the command line keeps its database and keys."""
    monkeypatch.setenv("ACADEMY_DATABASE_URL", f"sqlite:///{tmp_path / 'kept' / 'academy.db'}")
    monkeypatch.setenv("ACADEMY_KEYS_FOLDER", str(tmp_path / "keys"))
    monkeypatch.setenv("ACADEMY_DEMO_FILE", str(tmp_path / "demo.json"))
    return tmp_path


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, env={f"ACADEMY_{name}": value for name, value in environment.items()})


def stopped(result: Result) -> str:
    """Return the sentence with which a command stopped."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.output.startswith("Error: ")
    return result.output


@pytest.mark.parametrize("command", ["check-content", "migrate", "verify-trail", "serve", "demo"])
def test_every_command_stops_with_a_sentence_where_the_settings_are_wrong(folder: Path, command: str) -> None:
    assert "ACADEMY_TIMEZONE" in stopped(run(command, TIMEZONE="Mars"))
    assert not (folder / "kept").exists(), "nothing is made before the settings hold"


@pytest.mark.parametrize("command", ["migrate", "verify-trail", "serve", "demo"])
def test_a_database_that_does_not_answer_stops_with_a_sentence(folder: Path, command: str) -> None:
    nobody = "postgresql+psycopg://academy:hush@127.0.0.1:1/academy?connect_timeout=1"
    sentence = stopped(run(command, DATABASE_URL=nobody))
    assert "The database does not answer" in sentence
    assert "hush" not in sentence


def test_a_database_of_no_known_kind_stops_with_a_sentence(folder: Path) -> None:
    assert "ACADEMY_DATABASE_URL" in stopped(run("migrate", DATABASE_URL="nonsense"))


def test_serving_with_a_wrong_passphrase_stops_with_a_sentence(folder: Path) -> None:
    KeyRing.open(folder / "keys", "the first passphrase", "did:web:127.0.0.1%3A8000")
    assert "ACADEMY_KEY_PASSPHRASE" in stopped(run("serve", KEY_PASSPHRASE="another passphrase"))


def test_serving_without_a_course_stops_with_a_sentence(folder: Path) -> None:
    assert "ACADEMY_CONTENT" in stopped(run("serve", CONTENT=str(folder)))


def test_a_fault_between_sound_files_is_told_by_file_line_and_mend(folder: Path) -> None:
    content = assessed(folder)
    (content / "outcomes.en.toml").write_text("outcome = []\n", encoding="utf-8")
    told = run("check-content", CONTENT=str(content))
    assert told.exit_code == 1
    assert (
        f"{content / 'course.toml'}:1: the final exam needs 90 items together, and there are 6; write more"
        in told.output
    )


def test_a_person_is_made_once_with_the_address_of_a_first_password(folder: Path) -> None:
    made = run("create-person", "--administrator", "ana@example.org", "Ana Souza", BASE_URL="https://okr.example.org")
    assert made.exit_code == 0, made.output
    assert made.output.strip().splitlines()[-1].startswith("https://okr.example.org/account/invitation/")
    assert PASSWORD not in made.output
    assert "registered already" in stopped(run("create-person", "Ana@example.org", "Ana"))
    assert "whole" in run("verify-trail").output


def test_what_is_not_an_address_makes_no_person(folder: Path) -> None:
    for email in ("", "ana", "ana@", "a b@example.org", "ana@example.org\nbcc: b@example.org"):
        assert "e-mail address" in stopped(run("create-person", email, "Ana Souza")), email
    assert "name" in stopped(run("create-person", "ana@example.org", "  "))


def test_migrating_twice_changes_nothing(folder: Path) -> None:
    assert run("migrate").output == run("migrate").output == "The database is up to date.\n"
