"""Renewing a certificate: its paper, and what follows when the last step is taken."""

from datetime import datetime, timedelta

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from academy.campus import campus
from academy.database import db
from assessments.items import Quiz
from assessments.refresh import exam_again, refresh_of
from certificates.actions import DoesNotExpire, note_reminder, renew_if_earned
from certificates.models import Certificate
from certificates.queries import current_round, editions, ending, reminders_of
from certificates.renewal import Stage, reminder_due
from certificates.terms import months_later
from registry.actions import write_letter


def paper_of(certificate_id: str, now: datetime) -> Quiz | None:
    """Return the quiz that the renewal of a certificate asks for: the refresh quiz, or after a lapse the exam."""
    first, rules = current_round(editions(db, certificate_id))[0].certificate, campus().renewal
    last = editions(db, certificate_id)[-1].certificate.valid_until
    if last is None:
        raise DoesNotExpire
    quizzes = campus().catalogue.quizzes
    if rules.stage(last, now) is Stage.LAPSED:
        return exam_again(quizzes, f"exam-again-{first.edition}")
    title = str(_("Refresh quiz"))
    return refresh_of(quizzes, f"refresh-{first.edition}", title, size=rules.quiz_items, cut=rules.quiz_percent)


def settle_renewal(certificate_id: str, now: datetime) -> Certificate | None:
    """Renew a certificate if everything is met now, and tell its holder."""
    here, paper = campus(), paper_of(certificate_id, now)
    name = paper.id if paper else ""
    new = renew_if_earned(db, certificate_id, here.renewal, here.rules, name, here.issuer, now=now)
    if new is not None:
        tell(new, _("Your certificate is renewed"), "renewed", now)
    return new


def remind(now: datetime) -> int:
    """Write to every holder whose renewal is due, once for each occasion, and return how many letters that were."""
    rules, sent, count = campus().renewal, reminders_of(db), 0
    for one in ending(db, before=months_later(now, rules.window_months) + timedelta(days=5)):
        certificate = one.certificate
        kind = reminder_due(rules, certificate.valid_until, now) if certificate.valid_until else None
        if kind is not None and (certificate.id, kind) not in sent:
            note_reminder(db, certificate.id, kind, now=now)
            tell(certificate, _("The renewal of your certificate"), kind, now)
            count += 1
    return count


def tell(certificate: Certificate, subject: str, kind: str, now: datetime) -> None:
    """Write to the holder about the renewal of a certificate."""
    holder, until = certificate.enrolment.person, certificate.valid_until
    body = render_template(
        "renewal/letter.txt",
        name=holder.name,
        document=certificate.snapshot["document_name"],
        kind=kind,
        until=until,
        grace=campus().renewal.grace_ends(until) if until else None,
        address=current_app.config["BASE_URL"] + url_for("certificates.certificate", certificate_id=certificate.id),
    )
    write_letter(db, holder.email, subject, body, now=now)
