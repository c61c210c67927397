"""Findings: what the critic points at, how firmly, and in which words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

CRITIC_SET = "set"
"""Where a finding stands that is about the key results together."""


class Weight(StrEnum):
    """How firm a finding is: to be mended, to be considered, or well done."""

    FIX = "fix"
    CONSIDER = "consider"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation: a flaw's code, its weight, the line it stands in and the span of the words that show it.

    `where` is `objective`, `kr1` … or `set`; `start` and `end` count characters of that line (0, 0 for the whole);
    `evidence` is one sentence that quotes the author's words.
    """

    code: str
    weight: Weight
    where: str
    start: int
    end: int
    quote: str
    evidence: str

    @classmethod
    def at(cls, code: str, where: str, text: str, span: tuple[int, int], evidence: str, *, firm: bool = True) -> Self:
        """Build a finding on a span of a line; one that is not firm is put as a matter to consider."""
        start, end = span
        return cls(code, Weight.FIX if firm else Weight.CONSIDER, where, start, end, text[start:end], evidence)
