"""Reviewed rewrites as labelled cases for the bank: the lines, the codes that people accepted, and nobody's name."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from academy.campus import Campus
from assessments.critic.critique import Critique, criticise
from assessments.critic.finding import Finding, Weight
from assessments.models import Submission
from assessments.okr import KeyResult, Okr

Reviews = Mapping[int, list[bool]]


def cases(reviewed: Iterable[tuple[Submission, Reviews]], campus: Campus) -> Iterator[dict[str, Any]]:
    """Yield a case for each OKR of which every flaw was judged, without a tie; the same OKR comes once."""
    seen: set[str] = set()
    for submission, said in reviewed:
        found = _case(submission, said, campus)
        if found is not None and found["id"] not in seen:
            seen.add(found["id"])
            yield found


def _case(submission: Submission, said: Reviews, campus: Campus) -> dict[str, Any] | None:
    """Return a rewrite as a case; None where a flaw is open, or where its lines alone would be read in another way."""
    findings = Critique.from_json(submission.critique).findings
    flaws = {number: one for number, one in enumerate(findings) if one.weight is not Weight.FINE}
    if any(_vote(said.get(number, [])) == 0 for number in flaws):
        return None
    okr = _bare(Okr.from_json(submission.rewrite))
    again = criticise(okr, campus.reads(okr)).findings
    if _codes(again) != _codes(findings):
        return None
    accepted = [one for number, one in flaws.items() if _vote(said[number]) > 0]
    places = [f"kr{number}" for number in range(1, len(okr.key_results) + 1)]
    lines = [one.text for one in okr.key_results]
    mark = hashlib.sha256("\n".join([okr.objective, *lines, okr.cycle, okr.context]).encode()).hexdigest()[:12]
    return {
        "id": f"taught-{mark}",
        "lang": campus.reads(okr).locale,
        "sector": "public",
        "objective": okr.objective,
        "key_results": lines,
        "cycle": okr.cycle,
        "context": okr.context,
        "labels": {
            "objective": _at("objective", accepted),
            "key_results": [_at(place, accepted) for place in places],
            "set": _at("set", accepted),
        },
    }


def _vote(said: list[bool]) -> int:
    """Return how many more people accept than reject."""
    return sum(1 if one else -1 for one in said)


def _codes(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """Return the flaws that were found, each with its line."""
    return {(one.where, one.code) for one in findings if one.weight is not Weight.FINE}


def _at(where: str, findings: Iterable[Finding]) -> list[str]:
    """Return the codes that stand in a line, each once."""
    return list(dict.fromkeys(one.code for one in findings if one.where == where))


def _bare(okr: Okr) -> Okr:
    """Return an OKR as the bank holds one: lines without cards, and nothing but the Objective, cycle and context."""
    return Okr(okr.objective, tuple(map(_line, okr.key_results)), cycle=okr.cycle, context=okr.context)


def _line(key_result: KeyResult) -> KeyResult:
    """Return a key result as one line; what its card alone says is appended, the owner and the source are left out."""
    text, card = key_result.text, key_result
    levels = [("from", card.baseline), ("to", card.target)]
    told = [f"{word} {value} {card.unit}".strip() for word, value in levels if value and value not in text]
    told += [f"by {card.date}"] if card.date and card.date not in text else []
    return replace(KeyResult(text), text=" ".join([text, *told]))
