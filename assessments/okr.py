"""An OKR as a trainee writes it: one Objective with its key results, as plain frozen values."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class KeyResult:
    """One key result: the line of text and, beside it, its card (any of which may be empty)."""

    text: str
    baseline: str = ""
    target: str = ""
    unit: str = ""
    date: str = ""
    source: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Okr:
    """An Objective, its key results in order, and what was decided around them.

    `cycle` and `context` are the unit's period and situation, as the exercise or the author gives them; the critic
    reads them, nobody edits them.
    """

    objective: str
    key_results: tuple[KeyResult, ...] = ()
    why_now: str = ""
    guardrails: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    cycle: str = field(default="", kw_only=True)
    context: str = field(default="", kw_only=True)

    @property
    def written(self) -> bool:
        """Say whether any of its lines holds a text."""
        return any(text.strip() for _where, text in self.lines())

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield each judged line as (where, text): `objective`, then `kr1`, `kr2`, … in order."""
        yield "objective", self.objective
        for number, key_result in enumerate(self.key_results, start=1):
            yield f"kr{number}", key_result.text

    def as_json(self) -> dict[str, Any]:
        """Return the OKR as plain JSON values, the inverse of `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Build an OKR from the values that `as_json` wrote."""
        lists = {name: tuple(value.get(name, ())) for name in ("guardrails", "initiatives", "not_now")}
        return cls(
            objective=value["objective"],
            key_results=tuple(KeyResult(**key_result) for key_result in value.get("key_results", ())),
            why_now=value.get("why_now", ""),
            cycle=value.get("cycle", ""),
            context=value.get("context", ""),
            **lists,
        )
