"""A target that the measure's own history, its limits or the text itself put out of reach."""

from collections.abc import Iterator

from assessments.critic.ambition import Verdict, ambition
from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import readings
from assessments.okr import Okr

CODE = "unrealistic-target"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the figure, or the perfection asked of others, that is out of reach."""
    for where, reading in readings(okr.key_results, language):
        found = ambition(reading, okr.cycle, okr.context, language)
        if found.verdict is Verdict.FAR:
            said = reading.text[slice(*found.span)].strip()
            evidence = language.say(f"{CODE}.far", said=said)
            yield Finding.at(CODE, where, reading.text, found.span, evidence)
