"""The critic's answers for the command line: codes by line for programs, sentences for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.critic.critique import Critique
from assessments.critic.finding import Weight
from assessments.critic.pages import Page
from assessments.okr import Okr

WORDS = {Weight.FIX: "Fix", Weight.CONSIDER: "Consider", Weight.FINE: "Good"}


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
    for where, text in lines:
        findings = [one for one in critique.findings if one.where == where]
        if where != "set" or findings:
            yield f"\n{text.strip() or '(empty)'}"
        for finding in findings:
            page = flaws.get(finding.code)
            yield f"  {WORDS[finding.weight]}: {f'{page.title}. ' if page else ''}{finding.evidence}"
            if page:
                yield f"    {page.question}"
