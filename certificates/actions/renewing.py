"""Renewing: the holder enters steps, an administrator answers, and with the last one a new edition is issued."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.queries import passed_quizzes
from certificates.actions.ending import standing
from certificates.actions.replacing import replaced
from certificates.actions.signing import moment_of
from certificates.issuer import Issuer
from certificates.models import Certificate, Development, DevelopmentRuling, Reminder
from certificates.queries import current_round, development, developments, editions
from certificates.renewal import MOST_POINTS, Kind, Renewal, Stage, Step, weigh
from certificates.requirements import Progress
from certificates.snapshot import Cause
from courses.queries import lock_enrolment
from courses.rules import RuleSet
from registry.actions import record
from registry.errors import NotFound, Refusal

LONGEST_STEP = 100 * 60
"""The most minutes of one step."""


class DoesNotExpire(Refusal):
    """The certificate does not expire, so there is nothing to renew."""

    code = "does-not-expire"


class NotInPeriod(Refusal):
    """A step counts from the day on which the certificate was issued until today."""

    code = "not-in-period"


class ImpossibleAmount(Refusal):
    """A step has between 1 and 6,000 minutes, or between 1 and 36 points."""

    code = "impossible-amount"


class AlreadyWeighed(Refusal):
    """The step towards renewal has been answered already."""

    code = "already-weighed"


class OwnDevelopment(Refusal):
    """Nobody answers their own steps; another administrator does."""

    code = "own-development"


def enter_development(
    db: Session, certificate_id: str, person_id: int, step: Step, day: datetime, text: str, *, now: datetime
) -> Development:
    """Note a step that a holder took towards renewal."""
    certificate = standing(db, certificate_id).certificate
    if certificate.enrolment.person_id != person_id:
        raise NotFound
    if certificate.valid_until is None:
        raise DoesNotExpire
    begun = current_round(editions(db, certificate_id))[0].certificate.issued_at
    if not begun.date() <= day.date() <= now.date():
        raise NotInPeriod
    if not 1 <= step.amount <= (MOST_POINTS if step.kind is Kind.OBSERVATION else LONGEST_STEP):
        raise ImpossibleAmount
    made = Development(certificate_id=certificate_id, kind=step.kind, amount=step.amount, day=day, text=text, at=now)
    db.add(made)
    db.flush()
    kind = str(step.kind)
    record(db, "develop", f"certificate:{certificate_id}", actor_id=person_id, now=now, kind=kind, amount=step.amount)
    return made


def weigh_development(
    db: Session, development_id: int, actor_id: int, reason: str, *, accepted: bool, now: datetime
) -> Development:
    """Answer whether a step counts."""
    step = development(db, development_id)
    enrolment = lock_enrolment(db, step.certificate.enrolment_id)
    if enrolment.person_id == actor_id:
        raise OwnDevelopment
    if development(db, development_id).ruling is not None:
        raise AlreadyWeighed
    ruling = DevelopmentRuling(development_id=step.id, accepted=accepted, reason=reason, actor_id=actor_id, at=now)
    db.add(ruling)
    db.flush()
    subject = f"certificate:{step.certificate_id}"
    record(db, "weigh-development", subject, actor_id=actor_id, now=now, step=step.id, accepted=int(accepted))
    return step


def renewal_progress(
    db: Session, certificate: Certificate, rules: Renewal, paper: str, *, now: datetime
) -> tuple[Stage, tuple[Progress, ...]]:
    """Return where a certificate stands and how far its renewal is; `paper` is the id of its quiz."""
    if certificate.valid_until is None:
        raise DoesNotExpire
    stage = rules.stage(certificate.valid_until, now)
    entered = developments(db, editions(db, certificate.id))
    steps = [Step(Kind(one.kind), one.amount) for one in entered if one.ruling is not None and one.ruling.accepted]
    best = passed_quizzes(db, [certificate.enrolment_id])[certificate.enrolment_id].get(paper, 0.0)
    return stage, weigh(rules, stage, steps, best)


def renew_if_earned(
    db: Session,
    certificate_id: str,
    rules: Renewal,
    versions: Mapping[str, RuleSet],
    paper: str,
    issuer: Issuer,
    *,
    now: datetime,
) -> Certificate | None:
    """Issue a new edition with a new period where everything is met and the window is open; None where not."""
    certificate = standing(db, certificate_id).certificate
    stage, progress = renewal_progress(db, certificate, rules, paper, now=now)
    if stage is Stage.EARLY or not all(one.met for one in progress) or certificate.valid_until is None:
        return None
    years = versions[certificate.snapshot["rules"]].document(certificate.document).valid_years
    until = moment_of(rules.new_end(certificate.valid_until, years, now))
    return replaced(db, certificate, Cause.RENEWAL, issuer, actor_id=None, now=now, valid_until=until)


def note_reminder(db: Session, certificate_id: str, kind: str, *, now: datetime) -> None:
    """Note that a holder was reminded, so that nobody is reminded twice of the same."""
    db.add(Reminder(certificate_id=certificate_id, kind=kind, at=now))
    db.flush()
    record(db, "remind", f"certificate:{certificate_id}", actor_id=None, now=now, kind=kind)
