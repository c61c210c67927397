"""The account door: signing in and out, invitations, resets, changing the password."""

from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.clock import utcnow
from academy.database import db, keep
from academy.forms.account import ChangePasswordForm, ForgottenForm, NewPasswordForm, SignInForm
from academy.login import let_in, let_out, present, remembered_path, visitor
from registry.actions import INVITATION, RESET, knock, make_link, set_password, spend_link, token_hash, write_letter
from registry.errors import NotFound
from registry.passwords import password_matches
from registry.queries import knocks, open_link, person_by_email, person_by_id

bp = Blueprint("account", __name__, url_prefix="/account")

WINDOW = timedelta(minutes=5)
TRIES_PER_ACCOUNT = 10
TRIES_PER_ADDRESS = 20
RESETS_PER_DAY = 5
"""Failed sign-ins in five minutes, and resets in a day, before a door stays shut for a while."""


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | tuple[str, int] | Response:
    """Ask for address and password and let the person in."""
    form = SignInForm()
    if form.submitted():
        now, email = utcnow(), form.email.data.strip().lower()
        account, address = token_hash(email), token_hash(request.remote_addr or "")
        if _shut(account, address):
            return render_template("account/sign_in.html", form=form, shut=True), 429
        person = person_by_email(db, email)
        if password_matches(form.password.data, person.password_hash if person else None) and person:
            let_in(person)
            return redirect(remembered_path(request.args.get("to")), 303)
        for whom in (account, address):
            knock(db, "sign-in", whom, now=now)
        keep()
        form.password.errors = [_("The e-mail address and the password do not belong together.")]
    return render_template("account/sign_in.html", form=form, shut=False), 422 if form.errors else 200


def _shut(account: str, address: str) -> bool:
    """Say whether this account or this address has failed too often just now."""
    since = utcnow() - WINDOW
    return (
        knocks(db, "sign-in", account, since=since) >= TRIES_PER_ACCOUNT
        or knocks(db, "sign-in", address, since=since) >= TRIES_PER_ADDRESS
    )


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this sign-in."""
    if present() is not None:
        let_out()
        flash(_("You are signed out."))
    return redirect(url_for("public.home"), 303)


@bp.route("/forgotten", methods=["GET", "POST"])
def forgotten() -> str | tuple[str, int] | Response:
    """Send a reset link; the answer is the same whether or not the address is known."""
    form = ForgottenForm()
    if form.submitted():
        now, email = utcnow(), form.email.data.strip().lower()
        person = person_by_email(db, email)
        allowed = knocks(db, "reset", token_hash(email), since=now - timedelta(days=1)) < RESETS_PER_DAY
        knock(db, "reset", token_hash(email), now=now)
        if person is not None and allowed:
            address = current_app.config["BASE_URL"] + url_for(".reset", token=make_link(db, person, RESET, now=now))
            body = render_template("account/reset_letter.txt", name=person.name, address=address)
            write_letter(db, person.email, _("Choose a new password"), body, now=now)
        return redirect(url_for(".link_sent"), 303)
    return render_template("account/forgotten.html", form=form), 422 if form.errors else 200


@bp.get("/link-sent")
def link_sent() -> str:
    """Say that a link is on its way if the address is known."""
    return render_template("account/link_sent.html")


@bp.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> str | tuple[str, int] | Response:
    """Choose a new password by a mailed link."""
    return _choose(token, RESET)


@bp.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token: str) -> str | tuple[str, int] | Response:
    """Accept an invitation by choosing a first password."""
    return _choose(token, INVITATION)


def _choose(token: str, purpose: str) -> str | tuple[str, int] | Response:
    """Show the form behind a mailed link, and let the person in once the password is chosen."""
    form, now = NewPasswordForm(), utcnow()
    link = open_link(db, token_hash(token), purpose, now=now)
    if link is None:
        return render_template("account/link_spent.html", purpose=purpose), 410
    if form.submitted():
        let_in(spend_link(db, token, purpose, form.password.data, now=now))
        flash(_("Your password is set."))
        return redirect(url_for("public.home"), 303)
    page = render_template("account/choose.html", form=form, purpose=purpose, person=link.person)
    return page, 422 if form.errors else 200


@bp.route("/password", methods=["GET", "POST"])
def password() -> str | tuple[str, int] | Response:
    """Change one's own password; every other sign-in ends."""
    if present() is None:
        return redirect(url_for(".sign_in"), 303)
    form = ChangePasswordForm()
    if form.submitted():
        person = person_by_id(db, visitor().person_id)
        if person is None:
            raise NotFound
        if password_matches(form.current.data, person.password_hash):
            set_password(db, person, form.password.data, now=utcnow())
            let_in(person)
            flash(_("Your password is changed. Every other device has been signed out."))
            return redirect(url_for("public.home"), 303)
        form.current.errors = [_("That is not your current password.")]
    return render_template("account/password.html", form=form), 422 if form.errors else 200
