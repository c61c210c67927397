"""The administrator's answers to steps towards renewal."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.clock import utcnow
from academy.database import db
from academy.forms.renewal import WORDS, WeighForm
from academy.login import door, visitor
from academy.renewing import settle_renewal
from certificates.actions import weigh_development
from certificates.queries import development, editions, is_open, open_developments
from registry.models import Role

bp = door("developments", Role.ADMINISTRATOR, prefix="/office/certificates/renewals")


@bp.get("")
def waiting() -> str:
    """List the steps that wait for an answer."""
    return render_template("renewal/waiting.html", steps=open_developments(db), words=WORDS)


@bp.route("/<id:development_id>", methods=["GET", "POST"])
def answer(development_id: int) -> str | tuple[str, int] | Response:
    """Show a step and take the answer whether it counts; with the last one the certificate is renewed."""
    step, form, now = development(db, development_id), WeighForm(), utcnow()
    if not form.submitted():
        page = render_template("renewal/step.html", step=step, form=form, words=WORDS)
        return page, 422 if form.errors else 200
    accepted = form.answer.data == "accept"
    weigh_development(db, step.id, visitor().person_id, form.reason.data.strip(), accepted=accepted, now=now)
    newest = editions(db, step.certificate_id)[-1]
    new = settle_renewal(newest.certificate.id, now) if is_open(newest) else None
    flash(_("The answer is saved, and the certificate is renewed.") if new else _("The answer is saved."))
    return redirect(url_for(".waiting"), 303)
