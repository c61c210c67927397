"""Own work set down as a key result: done is done, whatever it changes."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.reading import Reading, readings
from assessments.critic.work import own_work
from assessments.okr import Okr

CODE = "task-as-key-result"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the words that name own work, in a key result that the work fulfils by definition."""
    for where, reading in readings(okr.key_results, language):
        work = own_work(reading, language)
        if work and not work.gauged and not _level(reading, language):
            said = reading.text[slice(*work.span)].strip()
            yield Finding.at(CODE, where, reading.text, work.span, language.say(f"{CODE}.work", said=said))


def _level(reading: Reading, language: Language) -> bool:
    """Say whether a pace, a quality or somebody else's yes decides, and not the deed alone."""
    names = ("language.pace", f"{CODE}.acceptance", f"{CODE}.held")
    return any(language.find(name, reading.text) for name in names)
