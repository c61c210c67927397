"""Whether a rewrite mends any of the lines that it changes, or only exchanges one flaw for another."""

from collections.abc import Mapping

from assessments.critic.language import Language
from assessments.critic.reading import readings
from assessments.okr import Okr

OF_WORDS = frozenset({"task-as-key-result", "binary-key-result", "output-measure", "vague-key-result", "vanity-metric"})
OF_WORDS |= {"intricate-measure", "compound-key-result", "misaligned-key-result"}
"""Flaws that no figure mends."""
Flaws = Mapping[str, frozenset[str]]


def exchanged(okr: Okr, original: Okr, language: Language, now: Flaws, before: Flaws) -> bool:
    """Say whether lines were changed and none of them mended; `now` and `before` are the codes of each line."""
    known = {_plain(text) for _where, text in original.lines()}
    changed = {where for where, text in okr.lines() if text.strip() and _plain(text) not in known}
    return bool(changed) and not changed & _mended(okr, language, now, before)


def _mended(okr: Okr, language: Language, now: Flaws, before: Flaws) -> set[str]:
    """Return the lines that are sound: an Objective with fewer flaws than before, key results that say how much."""
    sound = {
        where
        for where, reading in readings(okr.key_results, language)
        if reading.aimed and not OF_WORDS & now.get(where, frozenset())
    }
    left = now.get("objective", frozenset())
    return sound | ({"objective"} if not left or left < before.get("objective", frozenset()) else set())


def _plain(text: str) -> str:
    """Return a line without capitals, blanks and closing stops."""
    return " ".join(text.split()).strip(" .;,").casefold()
