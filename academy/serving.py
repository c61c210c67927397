"""Serving: the application as a server finds it, and a small server for one machine."""

from pathlib import Path

from flask import Flask

from academy import create_app
from academy.campus import Campus, load_campus
from academy.database import opened
from academy.settings import Settings, SettingsError, read_settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from certificates.stamp import Stamper, StamperFault
from certificates.theme import Theme, ThemeFault, load_theme


def issuer_of(settings: Settings) -> Issuer:
    """Return the issuer with its keys, which are made at the first start."""
    name, base_url = settings.issuer_name, settings.base_url
    keys = KeyRing.open(settings.keys_folder, settings.key_passphrase, settings.did, name=name, base_url=base_url)
    if stamper := stamper_of(settings):
        keys.stamped_by(stamper)
    return Issuer(name, base_url, keys, settings.language, theme_of(settings))


def stamper_of(settings: Settings) -> Stamper | None:
    """Return who stamps the time of seals, if anybody; raise `SettingsError` for one half described."""
    address, file = settings.timestamps, settings.timestamp_certificates
    if bool(address) != bool(file):
        raise SettingsError("ACADEMY_TIMESTAMPS and ACADEMY_TIMESTAMP_CERTIFICATES are set together or not at all")
    try:
        return Stamper.of(address, file) if address else None
    except StamperFault as fault:
        raise SettingsError(f"ACADEMY_TIMESTAMPS: {fault}") from fault


def theme_of(settings: Settings) -> Theme | None:
    """Return how the organisation shows itself; raise `SettingsError` for a theme that cannot be printed."""
    try:
        return load_theme(Path(settings.theme)) if settings.theme else None
    except ThemeFault as fault:
        raise SettingsError(f"ACADEMY_THEME: {fault}") from fault


def campus_of(settings: Settings) -> Campus:
    """Return the campus that the settings describe; raise `SettingsError` where they name what is not there."""
    if not (settings.content / "course.toml").is_file():
        raise SettingsError(f"ACADEMY_CONTENT must be a folder with a course.toml, and {settings.content} is not")
    return with_rules(load_campus(settings.content, issuer_of(settings)), settings.rules)


def with_rules(found: Campus, rules: str) -> Campus:
    """Return a campus that knows a rule set; raise `SettingsError` for one that does not."""
    if rules not in found.rules:
        raise SettingsError(f"ACADEMY_RULES must be one of {', '.join(sorted(found.rules))}, not {rules}")
    return found


def application(settings: Settings | None = None) -> Flask:
    """Return the application as the environment describes it; servers call this without arguments."""
    settings = settings or read_settings()
    return create_app(settings, opened(settings.database_url), campus_of(settings))


def serve(settings: Settings, port: int) -> None:
    """Serve the application on this machine until it is stopped."""
    listen(application(settings), port)


def listen(app: Flask, port: int) -> None:
    """Answer on a port of this machine until it is stopped."""
    from waitress import serve as waitress_serve

    waitress_serve(app, host="127.0.0.1", port=port, threads=8, ident=None)
