"""How high a target is: its place on the line from today's level over what would happen anyway to what is out of reach.

Both flaws of ambition and the line that pages draw come from this one computation (flaw guide, how high the target is).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import isclose

from assessments.critic.history import Past, past, quarters
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading

PART_OF_USUAL, TIMES_USUAL = 0.5, 3
"""With a past: under half of the best gain is too safe, more than three times of it is out of reach."""
SMALL, SMALL_IN_A_YEAR, PART_OF_GAP = 0.05, 0.10, 0.10
"""Without: at most 5 % in a quarter, under 10 % in a year, for shares also under a tenth of the gap, is too safe."""
TIMES_BASELINE, ESTABLISHED, LARGE_PART, WIDE_GAP = 3, 20, 0.9, 20
"""And out of reach is over 3 x a volume of at least 20, 90 % off, or 90 % of a gap of 20 points."""
WHOLE = 100.0


class Verdict(StrEnum):
    """Where a target lies."""

    SAFE = "safe"
    STRETCH = "stretch"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Bound:
    """A size of step that decides, the rule that sets it, and whether a step of just that size is beyond it already."""

    step: float
    rule: str
    just: bool = False

    def reached(self, step: float) -> bool:
        """Say whether a step is of just this size, as far as figures can tell."""
        return self.just and isclose(step, self.step, abs_tol=1e-9)


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a target, in steps from today's level towards it; what is not known is None.

    `low` is where what is too safe ends and `high` where what is out of reach begins; `drift` is what doing nothing
    gives by the end of the cycle and may lead away from the target; `swing` are the levels between which the measure
    goes up and down by itself. `means` are the words of a new means.
    """

    start: float
    end: float
    cycles: int
    drift: float | None
    usual: float | None
    best: float | None
    low: Bound | None
    high: Bound | None
    means: str
    swing: tuple[float, float] | None = None

    @property
    def step(self) -> float:
        """Return the size of the step that the target asks for."""
        return abs(self.end - self.start)

    def level(self, step: float) -> float:
        """Return the level of the measure after a step."""
        return self.start + (step if self.end > self.start else -step)

    @property
    def verdict(self) -> Verdict | None:
        """Return where the target lies; None where neither a past nor its size can tell."""
        if self.high and (self.step > self.high.step or self.high.reached(self.step)):
            return Verdict.FAR
        if self.low and (self.step < self.low.step or self.low.reached(self.step)):
            return Verdict.SAFE
        return Verdict.STRETCH if self.high else None


@dataclass(frozen=True, slots=True)
class Ambition:
    """How high a target is: the verdict, the rule and the words of the line that decide it, and its line, if any."""

    verdict: Verdict | None = None
    rule: str = ""
    span: Span = (0, 0)
    line: Line | None = None


@lru_cache(maxsize=1024)
def ambition(reading: Reading, cycle: str, context: str, language: Language) -> Ambition:
    """Return how high the target of a key result is, by its words and else by its line; a deed is never judged.

    A level that is held under a growing burden is not too safe.
    """
    if reading.deed:
        return Ambition()
    line = _line(reading, cycle, context, language)
    if perfect := _perfection(reading, language):
        return Ambition(Verdict.FAR, *perfect, line)
    if not line and (size := _size(reading, cycle, language)):
        return Ambition(size, "large" if size is Verdict.FAR else "slight", reading.span("change"))
    verdict = line.verdict if line else None
    if line and line.high and verdict is Verdict.FAR:
        return Ambition(verdict, line.high.rule, reading.span("target"), line)
    if language.find("language.burden", reading.text):
        return Ambition(line=line)
    if held := _held(reading, language):
        return Ambition(Verdict.SAFE, *held, line)
    if line and line.low and verdict is Verdict.SAFE:
        return Ambition(verdict, line.low.rule, reading.span("target"), line)
    return Ambition(verdict, line.high.rule if line and line.high else "", line=line)


def _size(reading: Reading, cycle: str, language: Language) -> Verdict | None:
    """Return how high a change in per cent is that stands without a start: nine tenths off, or a twentieth."""
    shared = language.find("unrealistic-target.share", reading.text) or language.find("language.burden", reading.text)
    if reading.change is None or not reading.relative or reading.target is not None or shared:
        return None
    size, cycles = abs(reading.change) / WHOLE, quarters(cycle, language)
    if reading.direction == "down" and size >= LARGE_PART and cycles == 1:
        return Verdict.FAR
    return Verdict.SAFE if size < SMALL_IN_A_YEAR and (size <= SMALL or cycles >= 4) else None


def _perfection(reading: Reading, language: Language) -> tuple[str, Span] | None:
    """Return the words that ask perfection of others, an impossible value, or call themselves out of reach."""
    for rule in ("perfect", "unreachable"):
        match = language.find(f"unrealistic-target.{rule}", reading.text)
        if match:
            return rule, match.span()
    over = reading.target is not None and reading.unit == "%" and reading.target > WHOLE
    if over and language.find("unrealistic-target.share", reading.text):
        return "impossible", reading.span("target")
    return None


def _held(reading: Reading, language: Language) -> tuple[str, Span] | None:
    """Return the words that keep today's level or call the target safe."""
    if reading.complete and reading.baseline == reading.target:
        return "held", reading.span("target")
    if (
        reading.complete
        and reading.direction in ("up", "down")
        and not language.find("conservative-target.safe", reading.text)
    ):
        return None
    for rule in ("holding", "safe"):
        match = language.find(f"conservative-target.{rule}", reading.text)
        if match:
            return "held", match.span()
    return None


def _line(reading: Reading, cycle: str, context: str, language: Language) -> Line | None:
    """Return the line of a target that has a start and an end apart from it."""
    start, end = reading.baseline, reading.target
    if start is None or end is None or start == end:
        return None
    cycles, told = quarters(cycle, language), past(reading, context, language)
    means = language.find("unrealistic-target.means", f"{reading.text} {context}")
    drift = None if told.drift is None else told.drift * cycles * (1 if end > start else -1)
    usual, best = (None if gain is None else gain * cycles for gain in (told.usual, told.best))
    return Line(
        start,
        end,
        cycles,
        drift,
        usual,
        best,
        _low(reading, told, drift, cycles),
        _high(reading, told, language, cycles, means=means is not None),
        means.group() if means and told.best is not None else "",
        told.swing,
    )


def _low(reading: Reading, told: Past, drift: float | None, cycles: int) -> Bound | None:
    """Return up to which step a target is too safe: half of the best gain, the drift or the swing, else a size."""
    if told.best is None:
        return _slight(reading, cycles)
    bounds = [Bound(PART_OF_USUAL * told.best * cycles, "half")]
    if drift is not None:
        bounds.append(Bound(drift, "drift", just=True))
    if told.swing is not None:
        start, edge = reading.baseline or 0.0, told.swing[0 if reading.direction == "down" else 1]
        bounds.append(Bound(abs(edge - start), "swing", just=True))
    return max(bounds, key=lambda bound: (bound.step, bound.just))


def _slight(reading: Reading, cycles: int) -> Bound | None:
    """Return the size of step that happens anyway where no past is told."""
    start, end = reading.baseline or 0.0, reading.target or 0.0
    if start <= 0:
        return None
    size = Bound(start * (SMALL_IN_A_YEAR if cycles >= 4 else SMALL), "slight", just=cycles < 4)
    limit = WHOLE if reading.unit == "%" else reading.limit
    if limit is None:
        return size
    if end >= limit:
        return None
    gap = PART_OF_GAP * (start if reading.direction == "down" else limit - start)
    return size if gap > size.step else Bound(gap, "slight")


def _high(reading: Reading, told: Past, language: Language, cycles: int, *, means: bool) -> Bound | None:
    """Return beyond which step a target is out of reach: three times the best gain, or a size where none is told.

    A new means makes the past no bound. A size decides in a quarter alone; new things and own lists are spared.
    """
    if told.best is not None and not means:
        return Bound(TIMES_USUAL * told.best * cycles, "thrice")
    start = reading.baseline or 0.0
    spared = ("unrealistic-target.new", "unrealistic-target.own")
    if cycles > 1 or start <= 0 or any(language.find(name, reading.text) for name in spared):
        return None
    if reading.direction == "down":
        return Bound(LARGE_PART * start, "large", just=True)
    if reading.unit == "%":
        gap = WHOLE - start
        return Bound(LARGE_PART * gap, "large", just=True) if gap >= WIDE_GAP else None
    return Bound((TIMES_BASELINE - 1) * start, "large") if start >= ESTABLISHED else None
