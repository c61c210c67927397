"""The code of conduct: a trainee reads it and signs it in their account."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus, settle
from academy.clock import utcnow
from academy.database import db
from academy.login import door
from academy.pupil import enrolment
from courses.actions import sign_conduct
from courses.queries import conduct_signatures
from registry.models import Role

bp = door("conduct", Role.TRAINEE, prefix="/account/conduct")


@bp.route("", methods=["GET", "POST"])
def code() -> str | tuple[str, int] | Response:
    """Show the code of conduct and take the signature under exactly the text that was shown."""
    place, conduct, now = enrolment(), campus().conduct, utcnow()
    if request.method == "GET":
        return _page()
    if request.form.get("text") != conduct.version:
        return _page(changed=True), 409
    if request.form.get("agreed") != "1":
        return _page(missing=True), 422
    sign_conduct(db, place.id, conduct.version, now=now)
    settle(place.id, now)
    flash(_("Signed. Thank you."))
    return redirect(url_for(".code"), 303)


def _page(*, missing: bool = False, changed: bool = False) -> str:
    """Return the page with the signature under this text, if there is one."""
    conduct, me = campus().conduct, enrolment().id
    signed = [one for one in conduct_signatures(db, [me])[me] if one.text == conduct.version]
    return render_template(
        "conduct/code.html", conduct=conduct, signature=signed[0] if signed else None, missing=missing, changed=changed
    )
