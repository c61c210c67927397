"""Who is at the door: sign-ins kept on the server, and the guard that stands at every door."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import BadData, URLSafeSerializer

from academy.clock import utcnow
from academy.database import apart, db, keep
from academy.errors import typed_again
from registry.actions import end_sign_ins, knock, see_sign_in, sign_in, token_hash
from registry.db import writing
from registry.models import Person, Role
from registry.passwords import password_matches
from registry.queries import Presence, knocks, person_by_id, presence

IDLE = timedelta(minutes=30)
"""A sign-in ends after so long without a request (OWASP ASVS 7.3.1)."""
LONGEST = timedelta(hours=12)
"""A sign-in ends after so long in any case (OWASP ASVS 7.3.2)."""
CONFIRM_TRIES, CONFIRM_WITHIN = 10, timedelta(minutes=5)
"""How often a wrong password may confirm a deed, and within which time."""
SEEN_EVERY = timedelta(minutes=2)
"""How exactly the last request of a sign-in is known; a finer note would cost a write per page."""


class Visitor(UserMixin):  # type: ignore[misc]
    """A signed-in browser, for Flask-Login: its id is the secret token, everything else is the presence."""

    def __init__(self, token: str, seen: Presence) -> None:
        self.id = token
        self.presence = seen


def visitor() -> Presence:
    """Return who is signed in; only behind a door."""
    return cast(Visitor, current_user).presence


def present() -> Presence | None:
    """Return who is signed in, or None for a stranger."""
    return cast(Visitor, current_user).presence if current_user.is_authenticated else None


def door(name: str, *roles: Role, prefix: str | None = None) -> Blueprint:
    """Return a blueprint whose every page asks for a sign-in and, if roles are named, for one of them somewhere."""
    blueprint = Blueprint(name, f"academy.views.{name}", url_prefix=f"/{name}" if prefix is None else prefix)

    @blueprint.before_request
    def guard() -> Response | None:
        seen = present()
        if seen is None:
            return _turned_away()
        if roles and not any(seen.has(role) for role in roles):
            abort(403)
        return None

    return blueprint


def _turned_away() -> Response:
    """Return what a stranger finds at a door: the way to sign in, and whatever they had typed when a sign-in ended."""
    if "HX-Request" in request.headers:
        return Response(_("You were signed out. This browser keeps your text; reload the page to sign in."), 401)
    if request.method in {"GET", "HEAD"}:
        return cast(Response, redirect(url_for("account.sign_in", to=remember_path()), 303))
    return Response(typed_again(), 401)


def remember_path() -> str:
    """Return the path of this request, signed, so that it can be returned to after signing in."""
    return _paths().dumps(request.path)


def remembered_path(signed: str | None) -> str:
    """Return the path that we signed ourselves, or the start page for anything else."""
    try:
        return str(_paths().loads(signed or ""))
    except BadData:
        return "/"


def _paths() -> URLSafeSerializer:
    """Return the signer of paths."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="path")


def confirmed(password: str) -> bool:
    """Say whether the visitor typed their own password once more; after too many tries none is right for a while."""
    me, now = visitor(), utcnow()
    whom = token_hash(me.email)
    if knocks(db, "confirm", whom, since=now - CONFIRM_WITHIN) >= CONFIRM_TRIES:
        return False
    person = person_by_id(db, me.person_id)
    if password_matches(password, person.password_hash if person else None):
        return True
    knock(db, "confirm", whom, now=now)
    keep()
    return False


def let_in(person: Person) -> None:
    """Sign a person in with a new cookie and a new entry on the server."""
    session.clear()
    token = sign_in(db, person, now=utcnow())
    found = presence(db, token_hash(token))
    login_user(Visitor(token, cast(Presence, found)))


def let_out() -> None:
    """End the sign-in of this browser, on the server and in its cookie."""
    seen = visitor()
    end_sign_ins(db, seen.person_id, sign_in_id=seen.sign_in_id, now=utcnow())
    logout_user()
    session.clear()


def init(app: Flask) -> None:
    """Teach the application to recognise its visitors."""
    manager = LoginManager(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> Visitor | None:
        seen = presence(db, token_hash(token))
        if seen is None:
            return None
        now = utcnow()
        if now - seen.seen_at > IDLE or now - seen.started_at > LONGEST:
            return None
        if now - seen.seen_at > SEEN_EVERY:
            _note_seen(seen.sign_in_id)
        return Visitor(token, seen)


def _note_seen(sign_in_id: int) -> None:
    """Note the request: in its own transaction if it writes, else in a short one beside it."""
    if writing.get():
        see_sign_in(db, sign_in_id, now=utcnow())
        return
    with apart() as beside:
        see_sign_in(beside, sign_in_id, now=utcnow())
