"""Attention or volume that can rise with nobody better off."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.okr import Okr

CODE = "vanity-metric"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at followers, views, sign-ups and the like, unless a following act or a share of a group is counted."""
    for where, reading in readings(okr.key_results, language):
        attention = language.find("vanity-metric.attention", reading.text)
        if attention and not _excused(reading, language):
            evidence = language.say(f"{CODE}.attention", said=attention.group().strip())
            yield Finding.at(CODE, where, reading.text, attention.span(), evidence)


def _excused(reading: Reading, language: Language) -> bool:
    """Say whether the line counts what follows from attention, or is a deed, a fall or a share."""
    wanted_less = reading.direction == "down" or bool(reading.deed)
    return wanted_less or reading.unit == "%" or language.find("vanity-metric.tied", reading.text) is not None
