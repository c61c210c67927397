"""Which language an OKR is written in, by the small words that only one language uses so often."""

from collections.abc import Mapping

from assessments.critic.language import FIRST, Language
from assessments.okr import Okr

AGAINST = 2
"""How many telling words a word weighs that speaks against a language."""
LONGEST = 4000
"""How many characters are enough to know a language by."""


def language_of(okr: Okr, languages: Mapping[str, Language], named: str = "") -> Language:
    """Return the language that is named ("pt", "pt-BR"), else the one the OKR is written in, else the first."""
    known = [one for locale, one in languages.items() if locale.split("-")[0] == named.lower().split("-")[0]]
    if known:
        return known[0]
    text = "\n".join(line for _where, line in okr.lines())[:LONGEST]
    return max((languages[FIRST], *languages.values()), key=lambda language: _weight(text, language))


def _weight(text: str, language: Language) -> int:
    """Return how much a text speaks for a language; nothing speaks for it at 0."""
    told, against = (len(language.all(f"language.{name}", text)) for name in ("telling", "foreign"))
    return max(0, told - AGAINST * against)
