"""The standing of a certificate: what ended it before its time, if anything did."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How the register holds a certificate today; `superseded_by` is the id of the edition that replaced it.

    `reason` is that of the revocation, `suspended_for` that of the suspension.
    """

    revoked_at: datetime | None
    reason: str
    superseded_by: str | None
    suspended_at: datetime | None = None
    suspended_for: str = ""
