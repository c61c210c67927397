"""Verification: named checks of a credential and its page, and the verdict that follows from them.

What could not be checked is told apart from what is false. The seal of a credential never changes, so its report is
remembered; how a certificate stands is asked anew every time.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from certificates.keys import KeyRing, Trust
from certificates.proofs import Fault, ProofReport
from certificates.proofs import check as check_proof
from certificates.seal import SealReport
from certificates.standing import Standing


class Outcome(StrEnum):
    """The answer to 'is this true?', the gravest reason first."""

    FOREIGN = "foreign"
    FORGED = "forged"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    OTHER_PERSON = "other_person"
    """The number is of a genuine certificate, but of somebody else's: the paper bears another name."""
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    COMPROMISED = "compromised"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    VALID = "valid"
    ENDED = "ended"
    """By a status list alone: revoked, suspended or replaced."""
    UNSETTLED = "unsettled"
    """Without the register and without a list that could say: genuine, but perhaps ended since."""


class Result(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Check:
    """One check (`issuer`, `seal`, `page`, `register`, `standing`, `period`, `name`), how it ended, and why, if told.

    `why` is a code: of `proofs.Fault`, of `seal.SealFault`, or of what the register said.
    """

    name: str
    result: Result
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome and the checks behind it."""

    outcome: Outcome
    checks: tuple[Check, ...]


NOT_OURS = {
    Fault.FOREIGN: Outcome.FOREIGN,
    Fault.UNSIGNED: Outcome.FORGED,
    Fault.STRANGER: Outcome.FORGED,
    Fault.UNKNOWN_KEY: Outcome.FORGED,
}
"""What follows when no key of ours is named."""
THEFTS = (Fault.STOLEN_KEY, Fault.BEFORE_THEFT)
"""What a key that was stolen leaves behind; without the register all of it could be the thief's."""


def sealed(credential: str, keys: KeyRing) -> ProofReport:
    """Return whether a credential is intact and sealed by one of these keys; remembered while these do not change."""
    return _sealed(credential, keys.trust)


@lru_cache(maxsize=1024)
def _sealed(credential: str, trust: Trust) -> ProofReport:
    """Return whether a credential is intact and sealed by a key that is trusted."""
    return check_proof(json.loads(credential), trust)


def judge(
    document: Mapping[str, Any],
    proof: ProofReport,
    standing: Standing | None,
    page: SealReport | None = None,
    *,
    same: bool = True,
    now: datetime,
) -> Verdict:
    """Return the verdict on a credential.

    `standing` is None when the register does not know it, `same` says whether the register holds these very words;
    `page` reports on the PDF that it came in, if any. What a key signed before it was stolen is believed where the
    register holds these very words, the moment of signing among them.
    """
    outcome, checks = weigh(proof, page)
    if outcome is not None:
        rest = ("seal",) if not proof.ours else ("register", "standing", "period")
        return Verdict(outcome, (*checks, *(Check(name, Result.OPEN) for name in rest)))
    if standing is None or not same:
        why = "unknown" if standing is None else "other-words"
        left = (Check("register", Result.FAILED, why), Check("standing", Result.OPEN), Check("period", Result.OPEN))
        return Verdict(Outcome.UNKNOWN if standing is None else Outcome.FORGED, (*checks, *left))
    begun, over = period(document, now)
    ended = _ended(standing)
    if proof.fault is Fault.BEFORE_THEFT:
        checks = (Check("issuer", Result.PASSED, Fault.BEFORE_THEFT), *checks[1:])
    checks += (
        Check("register", Result.PASSED),
        passed("standing", ended is None, ended or ""),
        passed("period", begun and not over),
    )
    stolen = Outcome.COMPROMISED if proof.fault is Fault.STOLEN_KEY else None
    return Verdict(ended or stolen or by_date(begun, over), checks)


def weigh(proof: ProofReport, page: SealReport | None) -> tuple[Outcome | None, tuple[Check, ...]]:
    """Return the checks that need no register, and the outcome if they decide it."""
    if not proof.ours:
        return NOT_OURS[proof.fault or Fault.FOREIGN], (Check("issuer", Result.FAILED, proof.fault or ""),)
    stolen = proof.fault in THEFTS
    fits = proof.intact or stolen
    checks = [passed("issuer", not stolen, Fault.STOLEN_KEY), passed("seal", fits, proof.fault or "")]
    if page is not None:
        checks.append(passed("page", page.whole, page.fault or ""))
    whole = fits and (page is None or page.whole)
    return None if whole else Outcome.ALTERED, tuple(checks)


def compared(verdict: Verdict, holder: str, given: str) -> Verdict:
    """Return a verdict on a number together with the name that stands beside it on a paper.

    Capitals, accents and spaces do not matter. Without a verdict on something genuine there is nothing to compare.
    """
    if verdict.outcome in (Outcome.FOREIGN, Outcome.FORGED, Outcome.ALTERED, Outcome.UNKNOWN):
        return verdict
    fits = _bare(holder) == _bare(given)
    outcome = verdict.outcome if fits else Outcome.OTHER_PERSON
    return Verdict(outcome, (*verdict.checks, passed("name", fits, "other-name")))


def _bare(name: str) -> str:
    """Return a name as people compare names."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


def passed(name: str, good: bool, why: str = "") -> Check:
    """Return a check that was made."""
    return Check(name, Result.PASSED) if good else Check(name, Result.FAILED, why)


def period(document: Mapping[str, Any], now: datetime) -> tuple[bool, bool]:
    """Return whether the period of validity has begun and whether it is over."""
    begins, ends = document.get("validFrom"), document.get("validUntil")
    begun = begins is None or datetime.fromisoformat(begins) <= now
    return begun, ends is not None and datetime.fromisoformat(ends) <= now


def _ended(standing: Standing) -> Outcome | None:
    """Return what ended a certificate before its time, if anything did."""
    if standing.revoked_at is not None:
        return Outcome.REVOKED
    if standing.superseded_by is not None:
        return Outcome.SUPERSEDED
    return Outcome.SUSPENDED if standing.suspended_at is not None else None


def by_date(begun: bool, over: bool) -> Outcome:
    """Return the outcome for a certificate that nothing ended."""
    if not begun:
        return Outcome.NOT_YET_VALID
    return Outcome.EXPIRED if over else Outcome.VALID
