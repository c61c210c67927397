"""Verification: named checks of a credential and its page, and the verdict that follows from them.

What could not be checked is told apart from what is false. The seal of a credential never changes, so its report is
remembered; how a certificate stands is asked anew every time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from certificates.keys import KeyRing
from certificates.proofs import ProofReport
from certificates.proofs import check as check_proof
from certificates.seal import SealReport
from certificates.standing import Standing


class Outcome(StrEnum):
    """The answer to 'is this true?', the gravest reason first."""

    FOREIGN = "foreign"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    VALID = "valid"


class Result(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Check:
    """One check by name (`issuer`, `seal`, `page`, `register`, `standing`, `period`), and how it ended."""

    name: str
    result: Result


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome and the checks behind it."""

    outcome: Outcome
    checks: tuple[Check, ...]


@lru_cache(maxsize=1024)
def sealed(credential: str, keys: KeyRing) -> ProofReport:
    """Return whether a credential is intact and sealed by one of these keys; remembered, for it cannot change."""
    return check_proof(json.loads(credential), keys)


def judge(
    document: Mapping[str, Any],
    proof: ProofReport,
    standing: Standing | None,
    page: SealReport | None = None,
    *,
    now: datetime,
) -> Verdict:
    """Return the verdict on a credential.

    `standing` is None when the register does not know it; `page` reports on the PDF that it came in, if any.
    """
    if not proof.ours:
        return Verdict(Outcome.FOREIGN, (Check("issuer", Result.FAILED), Check("seal", Result.OPEN)))
    whole = proof.intact and (page is None or (page.intact and page.ours))
    checks = [Check("issuer", Result.PASSED), _check("seal", proof.intact)]
    if page is not None:
        checks.append(_check("page", page.intact and page.ours))
    if not whole:
        return Verdict(Outcome.ALTERED, (*checks, Check("standing", Result.OPEN), Check("period", Result.OPEN)))
    checks.append(_check("register", standing is not None))
    if standing is None:
        return Verdict(Outcome.UNKNOWN, (*checks, Check("standing", Result.OPEN)))
    ended = standing.revoked_at is not None or standing.superseded_by is not None
    begun, over = _period(document, now)
    checks += [_check("standing", not ended), _check("period", begun and not over)]
    return Verdict(_outcome(standing, begun, over), tuple(checks))


def _check(name: str, passed: bool) -> Check:
    """Return a check that was made."""
    return Check(name, Result.PASSED if passed else Result.FAILED)


def _period(document: Mapping[str, Any], now: datetime) -> tuple[bool, bool]:
    """Return whether the period of validity has begun and whether it is over."""
    begins, ends = document.get("validFrom"), document.get("validUntil")
    begun = begins is None or datetime.fromisoformat(begins) <= now
    return begun, ends is not None and datetime.fromisoformat(ends) <= now


def _outcome(standing: Standing, begun: bool, over: bool) -> Outcome:
    """Return the outcome for a credential that is intact and registered."""
    if standing.revoked_at is not None:
        return Outcome.REVOKED
    if standing.superseded_by is not None:
        return Outcome.SUPERSEDED
    if not begun:
        return Outcome.NOT_YET_VALID
    return Outcome.EXPIRED if over else Outcome.VALID
