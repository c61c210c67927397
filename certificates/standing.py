"""The standing of a certificate: what ended it before its time, if anything did, and its place among its editions."""

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


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public page of a certificate shows beside its status: the holder decides."""

    name: bool = True
    results: bool = True

    @property
    def all(self) -> bool:
        """Say whether everything is shown, so that the files, which hold all of it, are open to everybody."""
        return self.name and self.results


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a document among the others; `cause` says why it took the place of another, if it did."""

    id: str
    number: int
    issued_at: datetime
    replaces: bool
    cause: str
    until: datetime | None
    expired: bool
    standing: Standing


def state_of(standing: Standing, until: datetime | None, now: datetime) -> str:
    """Return in a word how a certificate stands: what ended it, the gravest first, or its dates."""
    if standing.revoked_at is not None:
        return "revoked"
    if standing.superseded_by is not None:
        return "superseded"
    if standing.suspended_at is not None:
        return "suspended"
    return "expired" if until is not None and until <= now else "valid"
