"""Observe: transcripts scored with the observation form, one after the other, and compared with experts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from courses.outline import Practice
from courses.practices.base import MISSING, Answer, Mark, Marked, Taken, Type
from courses.practices.shape import NUMBER, TABLE, TABLES, TEXT, Layout, Where, Wrong, misfits

ITEMS = tuple(str(number) for number in range(1, 13))
LEVELS = ("0", "1", "2", "3")
"""The items of the observation form, and the levels of each (curriculum, section 6)."""
WITHIN = 1
"""How far a level may lie from the experts' mean and still agree with them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One item of a scored transcript: the reader's level, the experts' levels, and the lines that justify them."""

    item: str
    given: str
    experts: tuple[int, ...]
    because: str

    @property
    def mean(self) -> float:
        """Return the experts' mean."""
        return sum(self.experts) / len(self.experts)

    @property
    def agrees(self) -> bool:
        """Say whether the level lies within one of the experts' mean."""
        return self.given in LEVELS and abs(int(self.given) - self.mean) <= WITHIN


@dataclass(frozen=True, slots=True)
class Scored:
    """A scored transcript, item by item, and how often it was scored."""

    number: int
    transcript: Mapping[str, Any]
    items: tuple[Judged, ...]
    times: int

    @property
    def agreed(self) -> int:
        """Return how many items agree with the experts."""
        return sum(1 for item in self.items if item.agrees)

    @property
    def percent(self) -> int:
        """Return the agreement in whole per cent."""
        return 100 * self.agreed // len(self.items)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where somebody stands: the transcript to score, or the one just scored with its agreement.

    `again` says that the last transcript has to be scored once more, `enough` how much agreement it asks for.
    """

    number: int
    transcript: Mapping[str, Any]
    scored: Scored | None
    again: bool
    enough: float
    reviewed: tuple[Scored, ...]

    @property
    def begun(self) -> bool:
        """Say whether any transcript was scored."""
        return bool(self.reviewed)


class Observe(Type):
    """Transcripts scored item by item; the last must agree with the experts. Fields are named `0.7`: first, item 7."""

    layout = Layout(
        "transcript",
        {"title": TEXT, "setting": TEXT, "lines": TABLES, "reference": TABLE, "because": TABLE},
        {"must_agree": NUMBER},
        head_may={"must_agree": NUMBER},
    )

    def misfits(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the fields of transcripts and their lines that are missing or of the wrong kind."""
        broken = list(super().misfits(data))
        yield from broken
        for number, transcript in enumerate(() if broken else data["transcript"]):
            where = (*self.layout.where(number), "lines =")
            for nth, line in enumerate(transcript["lines"], start=1):
                name = f"line {nth} of {self.layout.name(number)}"
                yield from misfits(line, {"at": TEXT, "who": TEXT, "text": TEXT}, {}, where, name)

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the items without reference or reason, and a mark that cannot be missed or met."""
        for number, transcript in enumerate(data["transcript"]):
            where, name = self.layout.where(number), self.layout.name(number)
            yield from _faults_of_reference(transcript["reference"], name, (*where, "[transcript.reference]"))
            lacking = [item for item in ITEMS if not TEXT.fits(transcript["because"].get(item))]
            if lacking:
                text = f"{name} needs the lines that justify item {', '.join(lacking)}"
                yield Wrong(text, (*where, "[transcript.because]"))
        if not 0 < enough(data) <= 100:
            yield Wrong("give the last transcript must_agree: a percentage, such as 80", ("must_agree",))

    def stage(self, practice: Practice, kept: Answer, *, onward: bool = False) -> Stage:
        """Return the agreement on the newest scored transcript, or the next one to score when going onward."""
        reviewed = self.scored(practice, kept)
        last, mark = len(practice.parts) - 1, enough(practice.data)
        again = len(reviewed) > last and reviewed[-1].percent < mark
        if reviewed and not onward:
            return Stage(reviewed[-1].number, reviewed[-1].transcript, reviewed[-1], again, mark, reviewed)
        number = min(len(reviewed), last)
        return Stage(number, practice.parts[number], None, again, mark, reviewed)

    def scored(self, practice: Practice, kept: Answer) -> tuple[Scored, ...]:
        """Return the transcripts that are scored, in order."""
        found = []
        for number, transcript in enumerate(practice.parts):
            if not kept.keys() & set(_names(number)):
                break
            times = kept.get(f"{number}.times", "")
            items = tuple(_judged(transcript, item, kept.get(f"{number}.{item}", "")) for item in ITEMS)
            found.append(Scored(number, transcript, items, int(times) if times.isdecimal() else 1))
        return tuple(found)

    def take(self, practice: Practice, kept: Answer, sent: Answer) -> Taken:
        """Take the levels of the next transcript, or of the last once more; enough agreement in the last completes."""
        answer, reviewed = dict(kept), self.scored(practice, kept)
        number = min(len(reviewed), len(practice.parts) - 1)
        levels = {name: sent.get(name, "") for name in _names(number)}
        others = {name for other in range(len(practice.parts)) for name in _names(other)} - levels.keys()
        if not levels.keys() & sent.keys() and others & sent.keys():
            return Taken(answer)
        problems = {name: MISSING for name, level in levels.items() if level not in LEVELS}
        if problems or levels.items() <= answer.items():
            return Taken(answer, problems)
        answer |= levels
        answer[f"{number}.times"] = str(reviewed[number].times + 1 if number < len(reviewed) else 1)
        now = self.scored(practice, answer)
        return Taken(answer, complete=len(now) == len(practice.parts) and now[-1].percent >= enough(practice.data))

    def mark(self, practice: Practice, answer: Answer) -> Marked:
        """Mark the last transcript item by item."""
        number = len(practice.parts) - 1
        items = [_judged(practice.parts[number], item, answer.get(f"{number}.{item}", "")) for item in ITEMS]
        return Marked(
            tuple(
                Mark(f"{number}.{one.item}", one.item, one.given, one.agrees, f"{one.mean:g}", one.because)
                for one in items
            )
        )

    def forms(self, practice: Practice, words: str) -> Iterator[dict[str, str]]:
        """Yield the experts' levels of each transcript."""
        for number, transcript in enumerate(practice.parts):
            yield {f"{number}.{item}": str(round(_judged(transcript, item, "").mean)) for item in ITEMS}


def enough(data: Mapping[str, Any]) -> float:
    """Return the per cent of items that must agree on the last transcript; 0 where the file does not say."""
    last: Mapping[str, Any] = data["transcript"][-1]
    return float(last.get("must_agree", data.get("must_agree", 0)))


def _names(number: int) -> tuple[str, ...]:
    """Return the names of the fields of one transcript."""
    return tuple(f"{number}.{item}" for item in ITEMS)


def _judged(transcript: Mapping[str, Any], item: str, given: str) -> Judged:
    """Set a level beside those of the experts."""
    return Judged(item, given, tuple(transcript["reference"][item]), transcript["because"][item])


def _faults_of_reference(reference: Mapping[str, Any], name: str, where: Where) -> Iterator[Wrong]:
    """Yield the items of a reference that two experts have not scored."""
    if set(reference) != set(ITEMS):
        yield Wrong(f"the reference of {name} must hold the items 1 to {len(ITEMS)}", where)
    for item, levels in reference.items():
        if not isinstance(levels, list) or len(levels) != 2 or not all(str(level) in LEVELS for level in levels):
            text = f"item {item} of the reference of {name} must be two experts' levels from 0 to 3, such as [2, 3]"
            yield Wrong(text, (*where, f'"{item}"'))
