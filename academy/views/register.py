"""The register's door: every certificate with its history, and what an administrator may do to it."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.forms.base import Form
from academy.forms.register import ConfirmForm, LiftForm, NameAnswerForm, RevokeForm, SuspendForm
from academy.login import confirmed, door, visitor
from academy.trail import history
from certificates.actions import lift, revoke, rule_on_name, suspend
from certificates.models import Certificate
from certificates.queries import as_editions, editions, held, issued_in, name_requests, open_name_requests
from registry.actions import write_letter
from registry.errors import NotFound
from registry.models import Role

bp = door("register", Role.ADMINISTRATOR, prefix="/office/certificates")
PAGE = 50
"""How many certificates one page lists."""


@bp.get("")
def certificates() -> str:
    """List issued certificates, newest first, and the wishes for another name that wait."""
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    found = issued_in(db, None, limit=PAGE + 1, offset=(page - 1) * PAGE)
    return render_template(
        "register/certificates.html",
        held=found[:PAGE],
        asked=open_name_requests(db),
        page=page,
        more=len(found) > PAGE,
        now=utcnow(),
    )


@bp.get("/<uuid:certificate_id>")
def certificate(certificate_id: UUID) -> str:
    """Show one certificate with its history and what may be done to it."""
    return _page(certificate_id)


def _page(certificate_id: UUID, *forms: Form) -> str:
    """Return the page of a certificate, with these forms as they were sent and the others empty."""
    number, sent = str(certificate_id), {type(form): form for form in forms}
    found = editions(db, number)
    return render_template(
        "register/certificate.html",
        held=next(one for one in found if one.certificate.id == number),
        editions=as_editions(found, utcnow()),
        asked=name_requests(db, number),
        lines=history(number),
        suspend_form=sent.get(SuspendForm) or SuspendForm(read=False),
        revoke_form=sent.get(RevokeForm) or RevokeForm(read=False),
        name_form=sent.get(NameAnswerForm) or NameAnswerForm(read=False),
        now=utcnow(),
    )


@bp.post("/<uuid:certificate_id>/suspension")
def suspension(certificate_id: UUID) -> tuple[str, int] | Response:
    """Suspend a certificate with a reason."""
    form = SuspendForm()
    if not form.submitted():
        return _page(certificate_id, form), 422
    suspend(db, str(certificate_id), visitor().person_id, form.reason.data.strip(), now=utcnow())
    _tell(held(db, str(certificate_id)).certificate, _("Your certificate is suspended"), form.reason.data.strip())
    flash(_("The certificate is suspended. Whoever checks it sees that from now on."))
    return redirect(url_for(".certificate", certificate_id=certificate_id), 303)


@bp.post("/<uuid:certificate_id>/lifting")
def lifting(certificate_id: UUID) -> tuple[str, int] | Response:
    """Lift a suspension: a new edition takes the place of the suspended one."""
    if not LiftForm().submitted():
        return _page(certificate_id), 422
    new = lift(db, str(certificate_id), visitor().person_id, campus().issuer, now=utcnow())
    _tell(new, _("The suspension of your certificate is lifted"), _("A new edition takes its place and counts again."))
    flash(_("A new edition was issued; the suspended one says that it was replaced."))
    return redirect(url_for(".certificate", certificate_id=new.id), 303)


@bp.post("/<uuid:certificate_id>/revocation")
def revocation(certificate_id: UUID) -> str | tuple[str, int] | Response:
    """Revoke a certificate with a reason, after asking once more."""
    number, form = str(certificate_id), RevokeForm()
    if not form.submitted():
        return _page(certificate_id, form), 422
    again = ConfirmForm(read="password" in request.form, data=form.data)
    if "password" not in request.form:
        return _once_more(number, again)
    if not again.submitted():
        return _once_more(number, again), 422
    if not confirmed(again.password.data):
        again.password.errors = [_("That is not your password, or it was mistyped too often. Nothing was revoked.")]
        return _once_more(number, again), 422
    revoke(db, number, visitor().person_id, form.reason.data.strip(), now=utcnow())
    _tell(held(db, number).certificate, _("Your certificate is revoked"), form.reason.data.strip())
    flash(_("The certificate is revoked. Whoever checks it sees that from now on."))
    return redirect(url_for(".certificate", certificate_id=certificate_id), 303)


def _once_more(number: str, form: ConfirmForm) -> str:
    """Return the page that asks once more before a revocation."""
    return render_template("register/revocation.html", held=held(db, number), form=form)


@bp.post("/<uuid:certificate_id>/name")
def name(certificate_id: UUID) -> tuple[str, int] | Response:
    """Answer the holder's wish for another name."""
    form, number = NameAnswerForm(), str(certificate_id)
    wishes = name_requests(db, number)
    if not wishes:
        raise NotFound
    if not form.submitted():
        return _page(certificate_id, form), 422
    asked, reason = wishes[-1], form.reason.data.strip()
    granted, me = form.answer.data == "grant", visitor().person_id
    new = rule_on_name(db, asked.id, me, reason, campus().issuer, granted=granted, now=utcnow())
    title = _("Your certificate has a new edition") if new else _("The name on your certificate stays")
    _tell(new or held(db, number).certificate, title, reason)
    flash(_("A new edition was issued; the old one says that it was replaced.") if new else _("The answer is saved."))
    return redirect(url_for(".certificate", certificate_id=new.id if new else number), 303)


def _tell(certificate: Certificate, title: str, reason: str) -> None:
    """Write to the holder what became of their certificate, and why."""
    holder, path = certificate.enrolment.person, url_for("certificates.certificate", certificate_id=certificate.id)
    body = render_template(
        "register/letter.txt",
        name=holder.name,
        title=title,
        document=certificate.snapshot["document_name"],
        reason=reason,
        address=current_app.config["BASE_URL"] + path,
    )
    write_letter(db, holder.email, title, body, now=utcnow())
