"""A set in which nothing says until when."""

from collections.abc import Iterator

from assessments.critic.finding import CRITIC_SET, Finding
from assessments.critic.language import Language
from assessments.okr import Okr

CODE = "no-deadline"
PERIODS = ("language.deadline", f"{CODE}.duration", f"{CODE}.yearly")


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Look for a date, a cycle or a duration of the effort in the cycle's field, the cards and every line."""
    written = any(text.strip() for _where, text in okr.lines())
    cycled = not language.find(f"{CODE}.none", okr.cycle)
    dated = any(key_result.date.strip() for key_result in okr.key_results)
    if written and not cycled and not dated and not any(_dated(text, language) for _where, text in okr.lines()):
        yield Finding.at(CODE, CRITIC_SET, "", (0, 0), language.say(f"{CODE}.open"))


def _dated(text: str, language: Language) -> bool:
    """Say whether a line names a date or a period of the effort; periods inside its measure are taken out first."""
    for inner in language.all(f"{CODE}.inner", text):
        text = text[: inner.start()] + " " * (inner.end() - inner.start()) + text[inner.end() :]
    return any(language.find(name, text) for name in PERIODS)
