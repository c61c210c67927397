"""An Objective that holds several aims, hangs clauses on its aim, or is too long to be repeated."""

from collections.abc import Iterator

from assessments.critic.finding import Finding
from assessments.critic.language import Language
from assessments.critic.lists import Listing, alike, listings
from assessments.critic.objective_reading import ObjectiveReading, read_objective
from assessments.okr import Okr

CODE = "complex-objective"
MOST_WORDS, CLAUSES, PIECES = 20, 2, 2
"""At most 20 words; fewer than two clauses of means or purpose beside the aim (flaw guide, complex-objective b, c)."""
Places = tuple[int, int]
VERBS = frozenset("VHEG")


def detect(okr: Okr, language: Language) -> Iterator[Finding]:
    """Point at the second aim, else at the list, the clauses, or the length."""
    reading = read_objective(okr.objective, language)
    for name, find in (("joined", _joined), ("listed", _listed), ("clauses", _clauses)):
        places = find(reading, language)
        if places:
            span = reading.span(*places)
            evidence = language.say(f"{CODE}.{name}", said=reading.text[slice(*span)])
            yield Finding.at(CODE, "objective", reading.text, span, evidence)
            return
    if reading.length > MOST_WORDS:
        span = reading.span(0, len(reading.words) - 1)
        yield Finding.at(CODE, "objective", reading.text, span, language.say(f"{CODE}.long", count=reading.length))


def _joined(reading: ObjectiveReading, language: Language) -> Places | None:
    """Return the words from the first aim to the end of the second: verbs, statements or pieces that are joined."""
    for place in reading.aims[1:]:
        if _separate(reading, place, language):
            return reading.aims[0], reading.end(place)
    stated = [place for place in reading.statements if not _lasts(reading, place)]
    if stated:
        return 0, reading.end(stated[0])
    if compared := language.find("objective.compared", reading.roles):
        return 0, reading.end(compared.end() - 1)
    pieces = reading.pieces
    if len(pieces) >= PIECES and all(last > first for first, last in pieces[:PIECES]):
        return pieces[0][0], pieces[1][1]
    return None


def _lasts(reading: ObjectiveReading, place: int) -> bool:
    """Say whether a further statement only says that the first one lasts, as in "is fixed fast and stays fixed"."""
    said = {word.said for word in reading.words[:place]}
    return reading.roles[place] in VERBS | {"F"} and any(
        word.said in said for word in reading.words[place + 1 : place + 2] if word.role != "D"
    )


def _separate(reading: ObjectiveReading, place: int, language: Language) -> bool:
    """Say whether a further verb adds an aim: in its own sentence, with its own object, or unlike its neighbour."""
    chain = language.find("objective.chain", reading.roles[:place])
    if reading.roles[place - 1] in "S;":
        return True
    if chain:
        verbs = [word.said for word in reading.words[chain.start() : place] if word.role in VERBS]
        return not all(alike(verb, reading.words[place].said, language) for verb in verbs)
    return reading.roles[place + 1 : place + 2] != "O"


def _listed(reading: ObjectiveReading, language: Language) -> Places | None:
    """Return the first list whose items are aims of their own."""
    for listing in listings(reading, language):
        if _several(listing, language):
            return listing.first, listing.last
    return None


def _several(listing: Listing, language: Language) -> bool:
    """Say whether a list names several aims: no audiences or places, and no two words for one thing."""
    if listing.audiences or listing.meant:
        return False
    if listing.compared:
        return True
    if listing.bare and len(listing.items) == PIECES:
        return False
    if len(listing.items) == 2:
        return not listing.placed and listing.unlike and listing.gauged
    if listing.placed and (listing.describes or listing.shared):
        return False
    return listing.kinds > PIECES or (listing.kinds == PIECES and not listing.describes and not listing.placed)


def _clauses(reading: ObjectiveReading, language: Language) -> Places | None:
    """Return the words from the first clause of means or purpose on, when there are two or more, or a list of means."""
    clauses = sorted((*reading.means, *reading.purposes))
    listed = {listing.first - 1 for listing in listings(reading, language) if len(listing.items) > PIECES}
    clauses += [place for place in reading.means if listed & {place, place + 1}]
    return (min(clauses), len(reading.words) - 1) if len(clauses) >= CLAUSES else None
