"""A target that is met by going on as before."""

from collections.abc import Iterator

from assessments.critic.ambition import Verdict, ambition
from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import readings
from assessments.okr import Okr

CODE = "conservative-target"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at a level that is only held, or a step that is smaller than what happens anyway."""
    for where, reading in readings(okr.key_results, language):
        found = ambition(reading, okr.cycle, okr.context, language)
        if found.verdict is Verdict.SAFE:
            said = reading.text[slice(*found.span)].strip()
            evidence = language.say(f"{CODE}.safe", said=said)
            yield Finding.at(CODE, where, reading.text, found.span, evidence)
