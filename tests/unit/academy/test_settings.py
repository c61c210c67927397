import os
from dataclasses import replace
from pathlib import Path

import pytest

from academy.serving import application, campus_of
from academy.settings import DEVELOPMENT_SECRET, ROOT, Settings, SettingsError, checked, read_settings
from certificates.keys import KeyRing, KeysUnreadable

SAFE = {
    "PRODUCTION": "true",
    "SECRET": "s" * 32,
    "KEY_PASSPHRASE": "p" * 16,
    "BASE_URL": "https://academy.example.org",
    "DATABASE_URL": "postgresql+psycopg://academy@db/academy",
    "MAIL": "smtp://academy:word@post.example.org:587",
}
"""What an operator sets before people come."""


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [name for name in os.environ if name.startswith("ACADEMY_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def set_to(environment: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        environment.setenv(f"ACADEMY_{name}", value)


def test_an_academy_for_one_machine_starts_with_nothing_set(environment: pytest.MonkeyPatch) -> None:
    settings = read_settings()
    assert settings == Settings()
    assert not settings.production
    assert settings.host == "127.0.0.1:8000"
    assert settings.did == "did:web:127.0.0.1%3A8000"


def test_every_variable_of_the_handbook_is_read(environment: pytest.MonkeyPatch) -> None:
    told = dict(line.split("|")[1:3] for line in handbook() if line.startswith("| `ACADEMY_"))
    values = SAFE | {
        "ISSUER_NAME": "School of Vila Nova",
        "KEYS_FOLDER": "/srv/keys",
        "MAIL_FROM": "school@example.org",
        "PROXIES": "2",
        "CONTENT": "/srv/content",
        "RULES": "foundation-2",
        "TIMEZONE": "America/Sao_Paulo",
        "LANGUAGE": "pt-BR",
        "THEME": "/srv/theme/theme.toml",
        "TIMESTAMPS": "https://tsa.example.org/",
        "TIMESTAMP_CERTIFICATES": "/srv/tsa.pem",
    }
    assert {name.strip(" `") for name in told} == {f"ACADEMY_{name}" for name in values}
    set_to(environment, **values)
    settings = read_settings()
    read = {name: str(getattr(settings, name.lower())) for name in values}
    assert read == values | {"PRODUCTION": "True"}
    assert settings.secure


def handbook() -> list[str]:
    return (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PRODUCTION", "perhaps"),
        ("PROXIES", "two"),
        ("PROXIES", "-1"),
        ("PROXIES", "99999999999999999999"),
        ("BASE_URL", ""),
        ("BASE_URL", "academy.example.org"),
        ("BASE_URL", "ftp://academy.example.org"),
        ("BASE_URL", "https://"),
        ("BASE_URL", "https://academy.example.org/school"),
        ("BASE_URL", "https://academy.example.org?a=1"),
        ("BASE_URL", "https://academy.example.org#top"),
        ("BASE_URL", "https://user@academy.example.org"),
        ("BASE_URL", "https://academy example.org"),
        ("BASE_URL", "https://academy.example.org:port"),
        ("BASE_URL", "http://["),
        ("TIMEZONE", "Mars/Base"),
        ("TIMEZONE", ""),
        ("LANGUAGE", "pt"),
        ("MAIL", "pigeon"),
        ("MAIL", "smtp"),
        ("MAIL", "smtp://"),
        ("MAIL", "smtp://post.example.org:port"),
        ("MAIL", "file://"),
        ("MAIL", "console://somewhere"),
        ("MAIL_FROM", "the academy"),
        ("SECRET", ""),
        ("KEY_PASSPHRASE", ""),
        ("ISSUER_NAME", "  "),
    ],
)
def test_a_value_that_cannot_be_meant_stops_the_start_with_its_name(
    environment: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    set_to(environment, **{variable: value})
    with pytest.raises(SettingsError, match=variable):
        read_settings()


@pytest.mark.parametrize(
    "mail", ["console", "file:///var/spool/academy", "smtp://post.example.org", "smtps://a%40b:c@post.example.org:465"]
)
def test_letters_may_leave_by_each_way_of_the_handbook(environment: pytest.MonkeyPatch, mail: str) -> None:
    set_to(environment, MAIL=mail)
    assert read_settings().mail == mail


def test_a_stroke_behind_the_address_is_forgiven(environment: pytest.MonkeyPatch) -> None:
    set_to(environment, BASE_URL="https://academy.example.org/")
    assert read_settings().base_url == "https://academy.example.org"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET", DEVELOPMENT_SECRET),
        ("SECRET", "s" * 31),
        ("KEY_PASSPHRASE", DEVELOPMENT_SECRET),
        ("KEY_PASSPHRASE", "p" * 15),
        ("BASE_URL", "http://academy.example.org"),
        ("MAIL", "memory"),
    ],
)
def test_production_refuses_what_must_never_meet_people(
    environment: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    set_to(environment, **SAFE)
    assert read_settings().production
    set_to(environment, **{variable: value})
    with pytest.raises(SettingsError, match=rf"{variable}.*production"):
        read_settings()
    set_to(environment, PRODUCTION="false")
    assert not read_settings().production, "one machine may"


@pytest.mark.parametrize("variable", ["SECRET", "KEY_PASSPHRASE", "BASE_URL"])
def test_production_asks_for_what_is_missing(environment: pytest.MonkeyPatch, variable: str) -> None:
    set_to(environment, **SAFE)
    environment.delenv(f"ACADEMY_{variable}")
    with pytest.raises(SettingsError, match=variable):
        read_settings()


def test_no_sentence_repeats_a_secret(environment: pytest.MonkeyPatch) -> None:
    set_to(environment, **SAFE | {"SECRET": "hush", "MAIL": "smtp://academy:hush@post:port"})
    with pytest.raises(SettingsError) as stopped:
        read_settings()
    assert "hush" not in str(stopped.value)


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://host/name", "://"])
def test_a_database_of_no_known_kind_stops_the_start(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match="ACADEMY_DATABASE_URL"):
        application(Settings(database_url=address, keys_folder=tmp_path / "keys"))


def test_a_folder_without_a_course_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ACADEMY_CONTENT"):
        campus_of(Settings(content=tmp_path, keys_folder=tmp_path / "keys"))


def test_rules_that_are_not_written_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"ACADEMY_RULES must be one of .*foundation-1.*, not foundation-0"):
        campus_of(Settings(rules="foundation-0", keys_folder=tmp_path / "keys"))


def test_a_theme_that_cannot_be_printed_stops_the_start(tmp_path: Path) -> None:
    settings = Settings(theme=str(tmp_path / "theme.toml"), keys_folder=tmp_path / "keys")
    with pytest.raises(SettingsError, match=r"ACADEMY_THEME: theme\.toml: .*No such file"):
        campus_of(settings)
    (tmp_path / "theme.toml").write_text('name = "School"\nink = "#cccccc"')
    with pytest.raises(SettingsError, match="ACADEMY_THEME: the ink #cccccc is too pale"):
        campus_of(settings)
    (tmp_path / "theme.toml").write_text('name = "School"')
    theme = campus_of(settings).issuer.theme
    assert theme is not None
    assert theme.name == "School"


def test_half_a_time_stamp_authority_stops_the_start(tmp_path: Path) -> None:
    settings = Settings(timestamps="https://tsa.example.org/", keys_folder=tmp_path / "keys")
    with pytest.raises(SettingsError, match="are set together or not at all"):
        campus_of(settings)
    with pytest.raises(SettingsError, match=r"ACADEMY_TIMESTAMPS: .*tsa.pem holds no certificates"):
        campus_of(replace(settings, timestamp_certificates=str(tmp_path / "tsa.pem")))


def test_a_wrong_passphrase_stops_the_start(tmp_path: Path) -> None:
    settings = Settings(keys_folder=tmp_path / "keys", key_passphrase="the first passphrase")
    KeyRing.open(settings.keys_folder, settings.key_passphrase, settings.did)
    with pytest.raises(KeysUnreadable, match="passphrase"):
        campus_of(replace(settings, key_passphrase="another passphrase"))


def test_settings_that_hold_are_returned_as_they_are() -> None:
    settings = Settings()
    assert checked(settings) is settings
