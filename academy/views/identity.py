"""The check of an identity: a manager notes that a trainee is who they say, and how that was made sure of."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import settle
from academy.clock import utcnow
from academy.database import db
from academy.forms.identity import WORDS, IdentityForm
from academy.login import door, visitor
from courses.actions import check_identity
from courses.queries import enrolment, identity_checks
from registry.errors import NotFound
from registry.models import Role

bp = door("identity", Role.MANAGER, prefix="/office/cohorts/identity")


@bp.route("/<id:enrolment_id>", methods=["GET", "POST"])
def check(enrolment_id: int) -> str | tuple[str, int] | Response:
    """Show what is known of a trainee's identity, and take the check; it is noted once."""
    place = enrolment(db, enrolment_id, visitor(), Role.MANAGER)
    if not visitor().has(Role.MANAGER, place.cohort_id):
        raise NotFound
    form, now = IdentityForm(), utcnow()
    if form.submitted():
        check_identity(db, place.id, visitor().person_id, form.how.data, now=now)
        settle(place.id, now)
        flash(_("The identity of %(name)s is checked.", name=place.person.name))
        return redirect(url_for("office.cohort", cohort_id=place.cohort_id), 303)
    known = identity_checks(db, [place.id]).get(place.id)
    own = place.person_id == visitor().person_id
    page = render_template("identity/check.html", place=place, form=form, known=known, own=own, words=WORDS)
    return page, 422 if form.errors else 200
