"""The labelled OKRs of the bank: their lines, the codes of both labellings, and the half each belongs to."""

import hashlib
import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from assessments.okr import KeyResult, Okr

BANK = Path(__file__).parent / "bank"
HALVES = ("development", "test")
ANY_LINE = ("jargon", "passive-ownership")
Labels = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled OKR: its id, its language, the codes of each of its lines and of the set, and what is only near.

    `labels` are the settled codes, `first` and `second` those of two labellings made apart from each other, `near` the
    codes that a line comes close to and does not deserve. `twice` says that there are two labellings, and not
    one alone that could neither agree nor differ.
    """

    id: str
    lang: str
    sector: str
    okr: Okr
    labels: Labels
    first: Labels
    second: Labels
    near: Labels
    twice: bool

    @property
    def half(self) -> str:
        """Return the half it belongs to, by the hash of its id: the test half is looked at only to report."""
        return HALVES[int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2]


def load_bank() -> list[Case]:
    """Return every case of every file of the bank."""
    lines = chain.from_iterable(path.read_text(encoding="utf-8").splitlines() for path in sorted(BANK.glob("*.jsonl")))
    return [case_of(json.loads(line)) for line in lines]


def judged(code: str, where: str, levels: dict[str, str]) -> bool:
    """Say whether a code can stand at a place."""
    level = "O" if where == "objective" else "S" if where == "set" else "K"
    return level == levels[code] or (code in ANY_LINE and level != "S")


def case_of(value: dict[str, Any]) -> Case:
    """Return a case of the bank."""
    okr = Okr(
        value["objective"],
        tuple(map(KeyResult, value["key_results"])),
        cycle=value["cycle"],
        context=value["context"],
    )
    first = value.get("first", value["labels"])
    labels = map(_labels, (value["labels"], first, value.get("second", first), value["near"]))
    return Case(value["id"], value["lang"], value["sector"], okr, *labels, twice="second" in value)


def _labels(value: dict[str, Any]) -> Labels:
    """Return the codes of one labelling by the place they stand at."""
    lines = {f"kr{number}": frozenset(codes) for number, codes in enumerate(value["key_results"], start=1)}
    return {"objective": frozenset(value["objective"]), "set": frozenset(value["set"])} | lines
