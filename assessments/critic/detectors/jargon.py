"""Abbreviations that nobody spells out, and buzzwords in a row."""

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.okr import Okr

CODE = "jargon"
BUZZWORDS = 2
SHOUTED = 0.6
"""From which part of words in capitals on a line is shouted, and none of its words is an abbreviation."""
TELLING = 3
"""From how many letters on the first letters of some words are taken for an abbreviation's explanation."""


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the first unexplained abbreviation of a line, else at its buzzwords."""
    texts = [text for _where, text in okr.lines()]
    around = "\n".join((*texts, okr.context))
    for where, text in okr.lines():
        for name, span in (("abbreviation", _short(text, around, language)), ("buzzwords", _buzz(text, language))):
            if span:
                evidence = language.say(f"{CODE}.{name}", said=text[slice(*span)])
                yield Finding.at(CODE, where, text, span, evidence)
                break


def _short(text: str, around: str, language: Language) -> Span | None:
    """Return the first abbreviation of a line that is neither free nor explained."""
    words = [match.group() for match in language.all(f"{CODE}.word", text) if len(match.group()) > 1]
    if len(words) >= TELLING and sum(word.isupper() for word in words) > SHOUTED * len(words):
        return None
    free = language.patterns[f"{CODE}.free"]
    text = language.patterns[f"{CODE}.label"].sub(lambda label: " " * len(label.group()), text)
    for match in (*language.all(f"{CODE}.abbreviation", text), *language.all(f"{CODE}.short", text)):
        if not free.fullmatch(match.group()) and not _explained(match.group().rstrip("s"), around, language):
            return match.span()
    return None


def _explained(short: str, around: str, language: Language) -> bool:
    """Say whether an abbreviation stands beside its words in parentheses, or its letters begin words in a row."""
    said, article = re.escape(short), language.patterns[f"{CODE}.article"].pattern
    beside = rf"\w\s\((?:{article})?{said}s?\)|(?<!\w){said}s?\s?(?:\(\w+[ -]\w+|=\s?\w+|[–—:-]\s\w+\s\w+\))"
    if re.search(beside, around):
        return True
    small = language.patterns[f"{CODE}.small"]
    words = [word.group() for word in language.all(f"{CODE}.word", around) if not word.group().isupper()]
    telling = _plain("".join(word[0] for word in words if not small.match(word)))
    every = _plain("".join(word[0] for word in words))
    letters = re.sub(r"[^a-z]", "", _plain(short))
    return len(letters) >= TELLING and (letters in telling or letters in every)


def _plain(letters: str) -> str:
    """Return letters small and without accents."""
    return "".join(letter for letter in normalize("NFD", letters.lower()) if not combining(letter))


def _buzz(text: str, language: Language) -> Span | None:
    """Return the stretch from the first buzzword to the last, when two or more different ones stand there."""
    found = language.all(f"{CODE}.buzzwords", text)
    different = {match.group().lower() for match in found}
    return (found[0].start(), found[-1].end()) if len(different) >= BUZZWORDS else None
