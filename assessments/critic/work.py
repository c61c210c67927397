"""Own work in a key result: what the team itself does, makes or holds, and how the line counts it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.reading import Reading
from assessments.critic.words import Word, words_of

WHOLE = 100.0
TOLD, THING = frozenset("VFHMCRG"), frozenset("NE")
MEASURED = (
    "language.countable",
    "language.instruments",
    "language.intangible",
    "language.placeholder",
    "language.standing",
    "binary-key-result.yes",
    "vague-key-result.felt",
    "vague-key-result.better",
    "vague-key-result.abstract",
    "vague-key-result.raised",
    "vanity-metric.attention",
    "work.praised",
    "work.others",
    "no-target.aim",
    "no-target.wish",
    "no-target.bare",
)
"""Patterns that tell a measure, a quality or a wish: a line that holds none of them and no verb names a thing."""
UNDERTAKINGS = (
    "language.undertaking",
    "work.upkeep",
    "work.contracted",
    "work.noted",
    "work.steps",
    "work.told_by_us",
)
"""Patterns that tell own work without leading verb: as a noun, as a note of who does what, as steps behind a thing."""
QUALITIES = ("language.intangible", "vague-key-result.abstract", "work.others")
"""Patterns of qualities, which a thing that is done again and again may be about."""
SHARES = ("language.percent", "reading.portion")
"""Patterns that tell a share of what there is, and no count."""
STATES = ("vague-key-result.felt", "conservative-target.holding")
"""Patterns that tell a state: a participle that no list knows is then no deed."""
SKIPPED, ENDS = frozenset("DC#JY"), frozenset("PKTZBUXRW,:;S-FM")


@dataclass(frozen=True, slots=True)
class Work:
    """Own work as a line names it.

    `span` is where it stands; `numbered` says that a number other than a date, one or all counts it, or that a
    frequency does; `gauged` that the line is worded as a measure ("inspections: from 200 to 300", "inspections: 120").
    """

    span: Span
    numbered: bool
    gauged: bool


@lru_cache(maxsize=1024)
def own_work(reading: Reading, language: Language) -> Work | None:
    """Return the own work that a key result names, or None when it names a state or somebody else's deed."""
    others = any(language.find(name, reading.text) for name in ("passive-ownership.laid", "work.foreign"))
    return None if others else _own(reading, language)


def _own(reading: Reading, language: Language) -> Work | None:
    """Return the work of a line that lays no duty on others: led by a deed, told as done, or named as a thing."""
    gauged = reading.complete
    numbered = _numbered(reading) or language.find("language.frequency", reading.text) is not None
    if reading.deed:
        return Work(reading.span("deed"), numbered, gauged=False)
    if not gauged and (taken := _undertaking(reading, language)):
        told = numbered and language.find("work.told", reading.text) is not None
        return Work(taken, numbered, gauged=told)
    if (reading.direction == "down" and reading.aimed) or reading.change is not None:
        return None
    level = reading.aimed or reading.baseline or language.find("vague-key-result.felt", reading.text)
    ordered = None if level else language.find("work.imperative", reading.text)
    if ordered and not reading.direction:
        return Work(ordered.span("said"), numbered, gauged=False)
    routine = language.find("work.routine", reading.text) if numbered and not reading.aimed else None
    if routine:
        return Work(routine.span("said"), numbered, gauged=False)
    share = numbered and any(language.find(name, reading.text) for name in SHARES)
    if not share and (span := _thing(reading, language)):
        return Work(span, numbered, gauged or _paced(reading, language))
    span = _done(reading, language, numbered=numbered, share=share)
    rendered = language.find("work.rendering", reading.text)
    told = bool(share or rendered) and language.find("work.told", reading.text) is not None
    if not span and (span := _bare(reading, language)):
        return Work(span, numbered, gauged=False)
    return Work(span, numbered, gauged or told) if span else None


def _paced(reading: Reading, language: Language) -> bool:
    """Say whether a thing is told as a count, "inspections: 120", or as a pace that is no mere frequency."""
    again = language.find("language.frequency", reading.text)
    names = ("work.told",) if again else ("work.told", "language.pace_of")
    return any(language.find(name, reading.text) for name in names)


def _undertaking(reading: Reading, language: Language) -> Span | None:
    """Return the deed told as a noun, or the thing that is kept up; not when somebody else must grant it."""
    held = reading.aimed and language.find("conservative-target.holding", reading.text)
    if held or language.find("work.granted", reading.text):
        return None
    found = (language.find(name, reading.text) for name in UNDERTAKINGS)
    return next((match.span() for match in found if match), None)


def _numbered(reading: Reading) -> bool:
    """Say whether a number counts: neither one nor all."""
    if reading.target is None:
        return reading.change is not None
    everything = reading.target == WHOLE and reading.unit == "%"
    return reading.target not in (0.0, 1.0) and not everything


def _done(reading: Reading, language: Language, *, numbered: bool, share: bool) -> Span | None:
    """Return the participle that tells work as done: of the listed deeds, or any when nothing gauges the line."""
    text = reading.text
    if language.find("work.granted", text) or language.find("vague-key-result.felt", text):
        return None
    listed = language.find("language.made", text)
    rendered = share or language.find("work.others", text)
    quality = listed and rendered and language.find("work.level", text[: listed.start() + 1])
    if listed and not quality and not (reading.complete and rendered):
        return listed.span()
    if share or reading.baseline is not None or language.find("conservative-target.safe", text):
        return None
    rendered = language.find("work.rendering", text) if numbered and not language.find("language.pace", text) else None
    if rendered:
        return rendered.span("said")
    match = language.find("work.done", text) or (None if numbered else language.find("work.fallback", text))
    if not match or language.find("work.others", text[: match.start()]):
        return None
    before, said = text[: match.start("said")], text[match.start("said") :]
    decided = match.re is language.patterns["work.done"] and language.find("language.others_yes", said)
    stated = decided or any(language.find(name, text) for name in STATES)
    if not _sure(match, language) and (_measured(text[: match.start()], language) or stated):
        return None
    if language.find("work.governed", before):
        return None
    return match.span("said")


def _thing(reading: Reading, language: Language) -> Span | None:
    """Return the head of a line that is a thing to be made or held: "12 workshops with staff", "demo video"."""
    text = reading.text
    if (reading.unit == "%" and reading.complete) or any(
        language.find(name, text) for name in ("work.others", "work.granted", "language.others_yes")
    ):
        return None
    phrase = _phrase(words_of(text, language), language)
    praised = not reading.aimed and language.find("work.praised", text)
    if praised or (phrase and _attends(phrase, text, language)):
        return None
    if (reading.target or 0) % 1 and not reading.baseline:
        return None
    if reading.complete and phrase and language.patterns["work.elsewhere"].match(text[phrase[-1].end :]):
        return None
    if phrase and _named(
        text, phrase, language.patterns["work.counted" if reading.complete else "work.products"], language
    ):
        return phrase[0].start, phrase[-1].end
    return None


def _attends(phrase: list[Word], text: str, language: Language) -> bool:
    """Say whether a phrase ends in words that tell attention: then it is counted and not made."""
    attention = language.find("vanity-metric.attention", text)
    return attention is not None and attention.start() <= phrase[-1].start < phrase[-1].end <= attention.end()


def _bare(reading: Reading, language: Language) -> Span | None:
    """Return a line that is nothing but a thing, with no figure, no measure and no quality: it can only be made."""
    text = language.patterns["language.frequency"].sub(lambda often: " " * len(often.group()), reading.text)
    measured = MEASURED if text == reading.text else [name for name in MEASURED if name not in QUALITIES]
    if reading.aimed or reading.baseline is not None or any(language.find(name, text) for name in measured):
        return None
    words = words_of(text, language)
    phrase = _phrase(words, language)
    head = phrase[0 if language.head_first else -1] if phrase else None
    roles = "".join(word.role for word in words)
    told = TOLD & set(roles) or language.find("objective.tells", roles) or (head and head.role not in THING)
    described = roles[:2] in ("AY", "AJ")
    return None if told or described or not phrase else (phrase[0].start, phrase[-1].end)


def _named(text: str, phrase: list[Word], known: re.Pattern[str], language: Language) -> bool:
    """Say whether the head of a phrase is one of the known things."""
    if language.head_first:
        return known.match(text, phrase[0].start) is not None
    names = [" ".join(word.said for word in phrase[-count:]) for count in (1, 2, 3)]
    return any(known.fullmatch(name) or known.fullmatch(f"{name}s") for name in names)


def _phrase(words: tuple[Word, ...], language: Language) -> list[Word]:
    """Return the first noun phrase of a line: from its first word that is no number to where something else begins."""
    found: list[Word] = []
    skipped = SKIPPED - {"J"} if language.head_first else SKIPPED
    for word in words:
        if not found and language.patterns["objective.moves"].fullmatch(word.said):
            return []
        if word.role in ENDS or (found and word.role in "D#"):
            break
        if found or word.role not in skipped:
            found.append(word)
    if language.head_first and len(found) > 1 and found[0].role == "J" and found[1].role in THING:
        found.pop(0)
    while found and (found[-1].role in SKIPPED or any(letter.isdigit() for letter in found[-1].said)):
        found.pop()
    return found


def _sure(match: re.Match[str], language: Language) -> bool:
    """Say whether a participle is one of the listed deeds."""
    return language.patterns["language.done"].fullmatch(match.group("said")) is not None


def _measured(text: str, language: Language) -> bool:
    """Say whether what is told as done is a measure or a quality: then its level is meant, not a deed."""
    return language.find("work.level", text) is not None
