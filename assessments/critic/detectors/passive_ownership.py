"""A duty without anybody who carries it out, or one that is laid on others."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.okr import Okr

CODE = "passive-ownership"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the passive duty, else at the unit outside the team that must do something."""
    for where, text in okr.lines():
        for name, span in (("nobody", _passive(text, language)), ("others", _laid(text, okr.context, language))):
            if span:
                said = text[slice(*span)].strip()
                yield Finding.at(CODE, where, text, span, language.say(f"{CODE}.{name}", said=said))
                break


def _passive(text: str, language: Language) -> Span | None:
    """Return the words of a future or modal passive that no "by us" follows."""
    match = language.find(f"{CODE}.duty", text)
    return match.span() if match and not language.find(f"{CODE}.ours", text, match.end()) else None


def _laid(text: str, context: str, language: Language) -> Span | None:
    """Return the words that lay a duty on a unit which is neither "our team" nor the one the situation is about."""
    match = language.find(f"{CODE}.laid", text)
    if not match or language.find(f"{CODE}.team", text):
        return None
    said = match.group("said") or match.group("crew")
    unit = (match.groupdict().get("unit") or said.split()[0]).lower()
    own = context.lower().split(".", 1)[0].split()
    return None if unit in own else match.span("said" if match.group("said") else 0)
