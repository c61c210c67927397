"""More key results than a team can look at every week."""

from collections.abc import Iterator

from assessments.critic.finding import CRITIC_SET, Finding
from assessments.critic.language import Language
from assessments.critic.reading import readings
from assessments.okr import Okr

CODE = "too-many-key-results"
MOST = 5


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Count the lines that are not blank."""
    count = sum(1 for _line in readings(okr.key_results, language))
    if count > MOST:
        yield Finding.at(CODE, CRITIC_SET, "", (0, 0), language.say(f"{CODE}.many", count=count))
