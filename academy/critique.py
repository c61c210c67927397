"""The critic's answers: the score in its parts for pages; codes for programs and sentences for the command line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.critic.critique import Critique
from assessments.critic.finding import Weight
from assessments.critic.pages import Page
from assessments.critic.understood import Height
from assessments.okr import Okr

NOTHING = Height("", ())
WORDS = {Weight.FIX: "Fix", Weight.CONSIDER: "Consider", Weight.FINE: "Good"}


@dataclass(frozen=True, slots=True)
class Share:
    """What the findings of one weight take off together: how many there are, what each takes off, and the sum."""

    weight: Weight
    count: int
    each: int
    points: int


@dataclass(frozen=True, slots=True)
class Account:
    """How a score came about; `points` stand beside the findings, `doubt` is why a text is no attempt."""

    start: int
    shares: tuple[Share, ...]
    points: tuple[int, ...]
    doubt: str
    taken: int
    score: int


def account(critique: Critique) -> Account:
    """Return the score of a critique in its parts: what it starts with, what each kind of finding takes off."""
    start = critique.parts[0][1] if critique.parts[0][0] == "start" else 0
    costs = iter(critique.parts[1:] if start else ())
    points = [0 if one.weight is Weight.FINE or not start else next(costs)[1] for one in critique.findings]
    doubt, taken = next(costs, ("", 0)) if start else critique.parts[0]
    shares = []
    for weight in (Weight.FIX, Weight.CONSIDER):
        taken_off = [cost for one, cost in zip(critique.findings, points, strict=True) if one.weight is weight]
        if taken_off:
            shares.append(Share(weight, len(taken_off), taken_off[0], sum(taken_off)))
    return Account(start, tuple(shares), tuple(points), doubt, taken, critique.score)


def codes(okr: Okr, critique: Critique) -> dict[str, Any]:
    """Return the codes of the flaws: of the Objective, of each key result, of the set; and the score."""

    def at(where: str) -> list[str]:
        listed = [one.code for one in critique.findings if one.where == where and one.weight is not Weight.FINE]
        return list(dict.fromkeys(listed))

    return {
        "objective": at("objective"),
        "key_results": [at(f"kr{number}") for number in range(1, len(okr.key_results) + 1)],
        "set": at("set"),
        "score": critique.score,
    }


def told(okr: Okr, critique: Critique, flaws: Mapping[str, Page]) -> Iterator[str]:
    """Yield the critique as lines for people: each line of the OKR, and below it what the critic says and asks."""
    yield f"{critique.score} of 100, the critic's view; it grades nothing."
    lines = [*okr.lines(), ("set", "All key results together")]
    read = {one.where: one for one in critique.understood}
    for where, text in lines:
        findings = [one for one in critique.findings if one.where == where]
        if where != "set" or findings:
            yield f"\n{text.strip() or '(empty)'}"
        if where in read:
            yield f"  Read as: {_card(read[where].said)}"
            yield from (f"  {sentence}" for sentence in (read[where].height or NOTHING).words)
        for finding in findings:
            page = flaws.get(finding.code)
            yield f"  {WORDS[finding.weight]}: {f'{page.title}. ' if page else ''}{finding.evidence}"
            if page:
                yield f"    {page.question}"


def _card(said: Mapping[str, str]) -> str:
    """Return what was understood of a key result in one line."""
    levels = f"{said.get('baseline', '?')} → {said['target']}" if "target" in said else said.get("baseline", "")
    parts = (said.get("measure"), levels, said.get("change"), said.get("deadline"))
    return " · ".join(part for part in parts if part)
