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

Reviews = Mapping[int, Mapping[int, bool]]
"""What each person, by key, says of the findings, by place."""
NAMES = ("first", "second")
"""What the bank calls the two labellings of a case that was judged twice."""


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
    votes = {number: _vote(number, said) for number in flaws}
    okr = _bare(Okr.from_json(submission.rewrite))
    if 0 in votes.values() or _codes(criticise(okr, campus.reads(okr)).findings) != _codes(findings):
        return None
    accepted = [flaws[number] for number, vote in votes.items() if vote > 0]
    rejected = [flaws[number] for number, vote in votes.items() if vote < 0]
    return {
        "id": f"taught-{_mark(okr)}",
        "lang": campus.reads(okr).locale,
        "sector": "public",
        "objective": okr.objective,
        "key_results": [one.text for one in okr.key_results],
        "cycle": okr.cycle,
        "context": okr.context,
        "labels": _labels(okr, accepted),
        "near": _labels(okr, [one for one in rejected if not _codes([one]) & _codes(accepted)]),
        **_apart(okr, flaws, said),
    }


def _apart(okr: Okr, flaws: Mapping[int, Finding], said: Reviews) -> dict[str, Any]:
    """Return the labellings of the first two people who judged every flaw; nothing where only one did."""
    judges = [one for one in said.values() if flaws.keys() <= one.keys()][: len(NAMES)]
    labellings = [_labels(okr, [flaw for number, flaw in flaws.items() if one[number]]) for one in judges]
    return {} if len(judges) < len(NAMES) else dict(zip(NAMES, labellings, strict=True))


def _mark(okr: Okr) -> str:
    """Return by what an OKR is known again, which tells nothing of who wrote it."""
    lines = [text for _where, text in okr.lines()]
    return hashlib.sha256("\n".join([*lines, okr.cycle, okr.context]).encode()).hexdigest()[:12]


def _vote(number: int, said: Reviews) -> int:
    """Return how many more people accept a finding than reject it."""
    return sum(1 if one[number] else -1 for one in said.values() if number in one)


def _labels(okr: Okr, findings: list[Finding]) -> dict[str, Any]:
    """Return codes by the line they stand in, as the bank holds them."""
    lines = [_at(f"kr{number}", findings) for number in range(1, len(okr.key_results) + 1)]
    return {"objective": _at("objective", findings), "key_results": lines, "set": _at("set", findings)}


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
