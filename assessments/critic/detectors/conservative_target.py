"""A target that is met by going on as before."""

from collections.abc import Iterator

from assessments.critic.figures import Span
from assessments.critic.finding import Finding
from assessments.critic.history import quarters, usual_gain
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "conservative-target"
PART_OF_USUAL, SMALL, SMALL_IN_A_YEAR, PART_OF_GAP = 0.5, 0.05, 0.10, 0.10
"""Under half the usual gain; at most 5 % in a quarter, 10 % in a year; for shares also a tenth of the gap (guide)."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at a level that is only held, or a step that is smaller than what happens anyway."""
    for where, reading in readings(okr.key_results, language):
        burdened = language.find("language.burden", reading.text)
        span = None if burdened or reading.deed else _held(reading, language) or _step(reading, okr, language)
        if span:
            said = reading.text[slice(*span)].strip()
            evidence = language.say(f"{CODE}.safe", said=said)
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _held(reading: Reading, language: Language) -> Span | None:
    """Return the words that keep today's level or call the target safe."""
    if reading.complete and reading.baseline == reading.target:
        return reading.span("target")
    if (
        reading.complete
        and reading.direction in ("up", "down")
        and not language.find("conservative-target.safe", reading.text)
    ):
        return None
    for name in ("conservative-target.holding", "conservative-target.safe"):
        match = language.find(name, reading.text)
        if match:
            return match.span()
    return None


def _step(reading: Reading, okr: Okr, language: Language) -> Span | None:
    """Return the words of a step that is too small for its cycle, by history or by size."""
    if reading.target is None or reading.baseline is None:
        return None
    cycles = quarters(okr.cycle, language)
    gain = usual_gain(reading, okr.context, language)
    if gain is not None:
        small = abs(reading.target - reading.baseline) < PART_OF_USUAL * gain * cycles
    else:
        small = _too_small(reading, cycles)
    return reading.span("target") if small else None


def _too_small(reading: Reading, cycles: int) -> bool:
    """Say whether a step is below the guide's limits, where no history is told."""
    start, end = reading.baseline or 0.0, reading.target or 0.0
    if start <= 0:
        return False
    step = abs(end - start) / start
    limit = 100.0 if reading.unit == "%" else reading.limit
    slight = step < SMALL_IN_A_YEAR if cycles >= 4 else step <= SMALL
    if limit is None or end >= limit:
        return slight
    gap = start if reading.direction == "down" else limit - start
    return slight and abs(end - start) < PART_OF_GAP * gap
