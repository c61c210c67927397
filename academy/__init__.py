"""The doors of the academy: the Flask application."""

import hashlib
import importlib
import pkgutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from flask import Flask, url_for
from flask_babel import format_date, format_datetime
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from academy import database, edge, errors, limits, login, post, tally, views, words
from academy.addresses import Academy
from academy.campus import Campus
from academy.charts import drawn
from academy.clock import system_time
from academy.critique import account
from academy.navigation import address_of, tabs
from academy.reach import reach
from academy.settings import ROOT, Settings
from registry.db import Database


def create_app(
    settings: Settings, store: Database, campus: Campus, clock: Callable[[], datetime] = system_time
) -> Flask:
    """Return the application over an opened database and a loaded campus."""
    app = Academy("academy", root_path=str(ROOT / "academy"), template_folder=str(ROOT / "templates"))
    app.config.update(
        SECRET_KEY=settings.secret,
        CLOCK=clock,
        BASE_URL=settings.base_url,
        ISSUER_NAME=settings.issuer_name,
        TRUSTED_HOSTS=_trusted(settings),
        SESSION_COOKIE_NAME="__Host-academy" if settings.secure else "academy",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.secure,
        SETTINGS=settings,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["campus"] = campus
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
    words.init(app, settings.timezone)
    database.init(app, store)
    edge.init(app, secure=settings.secure)
    CSRFProtect(app)
    login.init(app)
    limits.init(app)
    errors.init(app)
    post.init(app, settings.mail, settings.mail_from)
    tally.init(app, store, at_once=settings.mail == "memory")
    _open_doors(app)
    _furnish(app, settings)
    return app


def _trusted(settings: Settings) -> list[str]:
    """Return the hosts that the academy answers to: its own, and this machine's while developing."""
    host = settings.host.rsplit(":", 1)[0] if ":" in settings.host else settings.host
    return [host] if settings.production else [host, "localhost", "127.0.0.1"]


def _open_doors(app: Flask) -> None:
    """Register every blueprint that a module of `academy.views` calls `bp`."""
    for module in pkgutil.iter_modules(views.__path__):
        app.register_blueprint(importlib.import_module(f"academy.views.{module.name}").bp)


def _furnish(app: Flask, settings: Settings) -> None:
    """Give every template what the frame of a page shows."""

    @cache
    def version(filename: str) -> str:
        return hashlib.sha256(Path(app.static_folder or "", filename).read_bytes()).hexdigest()[:12]

    @app.template_global()
    def asset(filename: str) -> str:
        return url_for("static", filename=filename, v=version(filename))

    app.add_template_global(address_of)
    for filtering in (drawn, reach, account, hour):
        app.add_template_filter(filtering)

    @app.template_filter()
    def moment(at: datetime) -> str:
        return str(format_datetime(at, "d MMM yyyy, HH:mm"))

    @app.template_filter()
    def day(at: date | str) -> str:
        return str(format_date(date.fromisoformat(at) if isinstance(at, str) else at, words.date_pattern()))

    @app.template_filter()
    def initials(name: str) -> str:
        parts = name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:]))[:2].upper()

    @app.context_processor
    def frame() -> dict[str, object]:
        me = login.present()
        spoken = {"locale": words.language(), "tongues": words.offered()}
        return {"me": me, "tabs": tabs(me), "issuer": settings.issuer_name, **spoken}


def hour(at: datetime) -> str:
    """Return the time of day of a moment, as clocks in the academy's time zone show it."""
    return str(format_datetime(at, "HH:mm"))
