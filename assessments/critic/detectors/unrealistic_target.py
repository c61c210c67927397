"""A target that the measure's own history, its limits or the text itself put out of reach."""

from collections.abc import Iterator

from assessments.critic.figures import Span
from assessments.critic.finding import Finding
from assessments.critic.history import quarters, usual_gain
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "unrealistic-target"
TIMES_USUAL, TIMES_BASELINE, ESTABLISHED = 3, 3, 20
LARGE_PART, WIDE_GAP = 0.9, 20
"""More than 3 x the usual gain; more than 3 x a volume of at least 20; 90 % off, or of a gap of 20 points (guide)."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the figure, or the perfection asked of others, that is out of reach."""
    for where, reading in readings(okr.key_results, language):
        span = None if reading.deed else _perfection(reading, language) or _leap(reading, okr, language)
        if span:
            said = reading.text[slice(*span)].strip()
            evidence = language.say(f"{CODE}.far", said=said)
            yield Finding.at(CODE, where, reading.text, span, evidence)


def _perfection(reading: Reading, language: Language) -> Span | None:
    """Return the words that ask perfection of others, an impossible value, or call themselves out of reach."""
    for name in ("unrealistic-target.perfect", "unrealistic-target.unreachable"):
        match = language.find(name, reading.text)
        if match:
            return match.span()
    over = reading.target is not None and reading.unit == "%" and reading.target > 100
    if over and language.find("unrealistic-target.share", reading.text):
        return reading.span("target")
    return None


def _leap(reading: Reading, okr: Okr, language: Language) -> Span | None:
    """Return the words of a step that is too large for one cycle, by history or by size."""
    if reading.target is None or reading.baseline is None:
        return None
    cycles = quarters(okr.cycle, language)
    gain = usual_gain(reading, okr.context, language)
    if gain is not None and not language.find("unrealistic-target.means", f"{reading.text} {okr.context}"):
        far = abs(reading.target - reading.baseline) > TIMES_USUAL * gain * cycles
        return reading.span("target") if far else None
    if cycles == 1 and _too_large(reading, language):
        return reading.span("target")
    return None


def _too_large(reading: Reading, language: Language) -> bool:
    """Say whether a step in one quarter is beyond the guide's limits; new things and own lists are spared."""
    start, end = reading.baseline or 0.0, reading.target or 0.0
    spared = ("unrealistic-target.new", "unrealistic-target.own")
    if start <= 0 or any(language.find(name, reading.text) for name in spared):
        return False
    if reading.direction == "down":
        return (start - end) / start >= LARGE_PART
    if reading.unit == "%":
        gap = 100 - start
        return gap >= WIDE_GAP and (end - start) / gap >= LARGE_PART
    return start >= ESTABLISHED and end > TIMES_BASELINE * start
