"""The audit trail in words: what was done to a certificate, when, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from academy.database import db
from registry.queries import events_about


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the trail: when, what in words, and who did it; an empty name for the academy itself."""

    at: datetime
    words: str
    who: str


def history(certificate_id: str) -> list[Told]:
    """Return what was done to a certificate, oldest first."""
    words = _words()
    lines = events_about(db, f"certificate:{certificate_id}")
    return [Told(line.at, words.get(line.action, line.action), name or "") for line, name in lines]


def _words() -> dict[str, str]:
    """Return what each deed is called."""
    return {
        "issue": _("Issued"),
        "ask-name": _("Another name asked for"),
        "grant-name": _("The other name granted"),
        "decline-name": _("The other name declined"),
        "suspend": _("Suspended"),
        "supersede": _("Replaced by a newer edition"),
        "revoke": _("Revoked"),
        "disclose": _("What the public page shows was changed"),
        "develop": _("A step towards renewal entered"),
        "weigh-development": _("A step towards renewal answered"),
        "remind": _("A reminder of the renewal sent"),
    }
