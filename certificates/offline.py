"""Checking without the register: a signed status list says whether a certificate has ended, if it is the right one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from certificates.bundle import Bundle
from certificates.exhibit import Exhibit
from certificates.keys import Trust
from certificates.proofs import Fault, ProofReport, check
from certificates.status import is_set
from certificates.verification import THEFTS, Check, Outcome, Result, Verdict, by_date, passed, period, weigh

Lists = Mapping[str, Mapping[str, Any]]

ENDED = "list-ended"
"""What a list says of a certificate that was revoked, suspended or replaced; which of these it cannot tell."""


def judge_offline(exhibit: Exhibit, bundle: Bundle, *, now: datetime) -> Verdict:
    """Return the verdict on a file that holds a credential, by what a trust file knows."""
    document, proof = exhibit.document or {}, exhibit.proof or ProofReport(Fault.FOREIGN)
    outcome, checks = weigh(proof, exhibit.page)
    if outcome is not None:
        rest = ("standing", "period") if proof.ours else ("seal",)
        return Verdict(outcome, (*checks, *(Check(name, Result.OPEN) for name in rest)))
    begun, over = period(document, now)
    why = standing(document, bundle.lists, bundle.trust, now=now)
    checks += (_standing(why), passed("period", begun and not over))
    return Verdict(_outcome(why, proof, by_date(begun, over)), checks)


def _standing(why: str) -> Check:
    """Return the check of the list."""
    if why == "list":
        return Check("standing", Result.PASSED, why)
    return Check("standing", Result.FAILED if why == ENDED else Result.OPEN, why)


def _outcome(why: str, proof: ProofReport, dated: Outcome) -> Outcome:
    """Return the outcome of a credential that is ours: what is false comes before what could not be checked."""
    if why == ENDED:
        return Outcome.ENDED
    if proof.fault in THEFTS:
        return Outcome.COMPROMISED
    return dated if dated is not Outcome.VALID or why == "list" else Outcome.UNSETTLED


def standing(document: Mapping[str, Any], lists: Lists, trust: Trust, *, now: datetime) -> str:
    """Return in a code what the lists say of a credential of ours: `list` when it stands, or why that is not known."""
    entry = document.get("credentialStatus")
    entry = entry if isinstance(entry, dict) else {}
    address = str(entry.get("statusListCredential"))
    listing = lists.get(address)
    if listing is None:
        return "list-missing"
    if not check(listing, trust).intact:
        return "list-forged"
    if listing["id"] != address:
        return "list-swapped"
    if "validUntil" not in listing or datetime.fromisoformat(listing["validUntil"]) <= now:
        return "list-old"
    return ENDED if is_set(listing, int(entry["statusListIndex"])) else "list"
