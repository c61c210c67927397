"""An Objective that names a project, a deliverable or an event instead of the state it should bring about."""

import re
from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.notes import Span
from assessments.critic.objective_reading import ObjectiveReading, read_objective
from assessments.okr import Okr

CODE = "task-as-objective"


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the work with which the Objective begins."""
    reading = read_objective(okr.objective, language)
    span = _work(reading, language)
    if span:
        evidence = language.say(f"{CODE}.project", said=reading.text[slice(*span)].strip())
        yield Finding.at(CODE, "objective", reading.text, span, evidence)


def _work(reading: ObjectiveReading, language: Language) -> Span | None:
    """Return the words that name the work: a verb with what it makes, a deed as a noun, or something in place."""
    text = reading.plain
    for name in ("work", "make"):
        match = language.find(f"{CODE}.{name}", text)
        if match and not _told(match, reading, language) and _delivers(match, name, language):
            return match.start("said"), _end(match, language)
    for name in ("noun", "new", "ready"):
        match = language.find(f"{CODE}.{name}", text)
        if match and not _imperative(reading, language):
            return match.span("said")
    return None


def _imperative(reading: ObjectiveReading, language: Language) -> bool:
    """Say whether the Objective begins with a verb that is not also the noun of a deed, as "relaunch" is."""
    return bool(reading.aims) and not language.patterns[f"{CODE}.deeds"].fullmatch(reading.words[reading.aims[0]].said)


def _told(match: re.Match[str], reading: ObjectiveReading, language: Language) -> bool:
    """Say whether the first word is a thing and the sentence a statement about it: "train passengers hear …"."""
    either = language.patterns["reading.either"].fullmatch(match.group("said"))
    return either is not None and language.patterns["objective.tells"].match("N" + reading.roles[1:]) is not None


def _delivers(match: re.Match[str], name: str, language: Language) -> bool:
    """Say whether the verb's object is something to be delivered, and no quality or state."""
    thing = match.string[match.start("object") : _end(match, language)].split()
    if language.head_first:
        thing = [*reversed(_bare(thing, language))]
    head = thing[-1] if thing else ""
    if name == "work":
        names = (f"{CODE}.states", "objective.comparative")
        return bool(head) and not any(language.patterns[name].fullmatch(head) for name in names)
    if language.find(f"{CODE}.project", " ".join(thing)):
        return True
    pair = thing[:-3:-1] if language.head_first else thing[-2:]
    made = language.patterns[f"{CODE}.made"]
    return any(made.fullmatch(part) or made.fullmatch(part.removesuffix("s")) for part in (head, " ".join(pair)))


def _bare(thing: list[str], language: Language) -> list[str]:
    """Return the words of a thing from its head on, where what is said of it follows."""
    before = language.patterns[f"{CODE}.before"]
    start = next((place for place, word in enumerate(thing) if not before.fullmatch(word)), len(thing))
    return thing[start:]


def _end(match: re.Match[str], language: Language) -> int:
    """Return where the object ends: before what else is said of it."""
    rest = language.find(f"{CODE}.rest", match.group("object"))
    return match.start("object") + len(
        (match.group("object")[: rest.start()] if rest else match.group("object")).rstrip()
    )
