"""One key result or none: too little to tell an Objective that is reached from one that is not."""

from collections.abc import Iterator

from assessments.critic.finding import CRITIC_SET, Finding
from assessments.critic.language import Language
from assessments.critic.reading import readings
from assessments.okr import Okr

CODE = "too-few-key-results"
FEWEST = 2


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Count the lines that are not blank."""
    count = sum(1 for _line in readings(okr.key_results, language))
    if count < FEWEST:
        yield Finding.at(CODE, CRITIC_SET, "", (0, 0), language.say(f"{CODE}.{'one' if count else 'none'}"))
