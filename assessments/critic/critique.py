"""The critique: every detector asked, what excludes what, praise for what is sound, and a score that orders drafts.

The score is never a grade: it is 100 less what the findings weigh, and each part of it is told.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

from assessments.critic import detectors
from assessments.critic.earnest import doubt
from assessments.critic.finding import Finding, Weight
from assessments.critic.language import Language
from assessments.critic.reading import readings
from assessments.critic.understood import Understood, understood
from assessments.okr import Okr

MOST_KEY_RESULTS, LONGEST_LINE = 20, 2000
"""The most key results, and the most characters of a line, that are read."""
COSTS = MappingProxyType({Weight.FIX: 12, Weight.CONSIDER: 5, Weight.FINE: 0})
"""What a finding takes off the score; a convention, so that a draft with fewer flaws stands before one with more."""
_ABOUT_FIGURES = frozenset({"no-baseline", "no-target"})
SILENCES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "task-as-key-result": _ABOUT_FIGURES | {"vague-key-result"},
        "binary-key-result": _ABOUT_FIGURES | {"output-measure", "vague-key-result"},
        "vague-key-result": _ABOUT_FIGURES,
        "no-target": frozenset({"no-baseline", "unrealistic-target", "conservative-target"}),
        "task-as-objective": frozenset({"vague-objective"}),
        "metric-in-objective": frozenset({"vague-objective"}),
        "unrealistic-target": frozenset({"conservative-target"}),
    }
)
"""Which codes a code makes superfluous in the same line (flaw guide: exclusions)."""


class TooLong(ValueError):
    """The OKR is longer than the critic reads: at most 20 key results and 2,000 characters a line."""

    def __init__(self) -> None:
        super().__init__("The critic reads at most 20 key results and 2,000 characters a line. Shorten it.")


@dataclass(frozen=True, slots=True)
class Critique:
    """What the critic says: findings in the order of the lines, the score from 0 to 100 with its parts, what it read.

    The parts are 100 to start with, what each finding takes off, in their order, and why a text is no attempt, if so.
    """

    findings: tuple[Finding, ...]
    score: int
    parts: tuple[tuple[str, int], ...]
    understood: tuple[Understood, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the critique as plain JSON values, the inverse of `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Build a critique from the values that `as_json` wrote."""
        findings = tuple(Finding(**{**one, "weight": Weight(one["weight"])}) for one in value["findings"])
        read = tuple(map(Understood.from_json, value.get("understood", ())))
        return cls(findings, value["score"], tuple((name, points) for name, points in value["parts"]), read)


Detector = Callable[[Okr, Language], Iterator[Finding]]


def _detectors() -> dict[str, Detector]:
    """Return every detector by its code: each module of the folder is one."""
    names = sorted(module.name for module in pkgutil.iter_modules(detectors.__path__))
    modules = [importlib.import_module(f"{detectors.__name__}.{name}") for name in names]
    return {module.CODE: module.detect for module in modules}


DETECTORS = _detectors()


def criticise(okr: Okr, language: Language, original: Okr | None = None) -> Critique:
    """Return what the critic says to an OKR; raise `TooLong` beyond the stated limits.

    `original` is the flawed OKR that this one rewrites: what leaves it unchanged is no improvement.
    """
    if len(okr.key_results) > MOST_KEY_RESULTS or any(len(text) > LONGEST_LINE for _where, text in okr.lines()):
        raise TooLong
    found = [finding for detect in DETECTORS.values() for finding in detect(okr, language)]
    kept = [*_heard(found)]
    findings = _ordered([*kept, *_praise(okr, language, kept)])
    parts = _parts(okr, findings, language, original)
    return Critique(findings, max(0, sum(points for _name, points in parts)), parts, tuple(understood(okr, language)))


def _heard(found: list[Finding]) -> Iterator[Finding]:
    """Yield the findings that no other one in the same line makes superfluous."""
    codes: dict[str, set[str]] = {}
    for finding in found:
        codes.setdefault(finding.where, set()).add(finding.code)
    for finding in found:
        if not any(finding.code in SILENCES.get(code, ()) for code in codes[finding.where]):
            yield finding


def _praise(okr: Okr, language: Language, found: list[Finding]) -> Iterator[Finding]:
    """Yield a good word for each line that says everything it should."""
    flawed = {finding.where for finding in found}
    for where, reading in readings(okr.key_results, language):
        if where not in flawed and reading.complete:
            text = reading.text
            span = reading.span("change")
            evidence = language.say("critique.complete", said=text[slice(*span)])
            yield Finding("complete-key-result", Weight.FINE, where, *span, text[slice(*span)], evidence)


def _ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings by line, the firm ones first."""
    weights = list(Weight)

    def place(finding: Finding) -> tuple[int, int, int]:
        number = (
            int(finding.where[2:]) if finding.where.startswith("kr") else -1 if finding.where == "objective" else 99
        )
        return number, weights.index(finding.weight), finding.start

    return tuple(sorted(findings, key=place))


def _parts(
    okr: Okr, findings: tuple[Finding, ...], language: Language, original: Okr | None
) -> tuple[tuple[str, int], ...]:
    """Return the score in parts: 100, less what each finding weighs, and nothing gained by what is no attempt."""
    before = _before(original, language) if original else None
    found = doubt(okr, language, original, _flaws(findings), _flaws(before.findings if before else ()))
    if found and found.nothing:
        return ((found.reason, 0),)
    costs = [(finding.code, -COSTS[finding.weight]) for finding in findings if COSTS[finding.weight]]
    parts = (("start", 100), *costs)
    if found is None:
        return parts
    total = sum(points for _name, points in parts)
    return (*parts, (found.reason, min(0, before.score - total) if before else 0))


@lru_cache(maxsize=128)
def _before(original: Okr, language: Language) -> Critique:
    """Return the critique of the OKR that is rewritten; it is asked for with every keystroke, and stays the same."""
    return criticise(original, language)


def _flaws(findings: tuple[Finding, ...]) -> dict[str, frozenset[str]]:
    """Return the codes that weigh something, by the line they stand in."""
    found: dict[str, frozenset[str]] = {}
    for finding in findings:
        if COSTS[finding.weight]:
            found[finding.where] = found.get(finding.where, frozenset()) | {finding.code}
    return found
