"""Serving: the application as a server finds it, and a small server for one machine."""

from flask import Flask

from academy import create_app
from academy.campus import load_campus
from academy.settings import Settings, read_settings
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from registry.db import open_database


def issuer_of(settings: Settings) -> Issuer:
    """Return the issuer with its keys, which are made at the first start."""
    keys = KeyRing.open(settings.keys_folder, settings.key_passphrase, settings.did)
    return Issuer(settings.issuer_name, settings.base_url, keys)


def application(settings: Settings | None = None) -> Flask:
    """Return the application as the environment describes it; servers call this without arguments."""
    settings = settings or read_settings()
    return create_app(
        settings, open_database(settings.database_url), load_campus(settings.content, issuer_of(settings))
    )


def serve(settings: Settings, port: int) -> None:
    """Serve the application on this machine until it is stopped."""
    from waitress import serve as waitress_serve

    waitress_serve(application(settings), host="127.0.0.1", port=port, threads=8, ident=None)
