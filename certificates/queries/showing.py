"""Questions about what is shown: how often a holder decided on it, and how often a certificate was checked."""

from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from certificates.models import CheckCount, Disclosure


def times_disclosed(db: Session, enrolment_id: int, document: str) -> int:
    """Return how often a holder decided what the public page of a document shows."""
    query = select(func.count()).select_from(Disclosure)
    return db.scalar(query.where(Disclosure.enrolment_id == enrolment_id, Disclosure.document == document)) or 0


def checks_counted(db: Session, certificate_id: str, *, now: datetime) -> tuple[int, int]:
    """Return how often a certificate was checked in all, and in the last thirty days."""
    since = (now - timedelta(days=30)).strftime("%Y-%m-%d")
    recent = func.sum(case((CheckCount.day >= since, CheckCount.count), else_=0))
    query = select(func.sum(CheckCount.count), recent).where(CheckCount.certificate_id == certificate_id)
    whole, part = db.execute(query).one()
    return int(whole or 0), int(part or 0)
