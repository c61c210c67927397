"""Dial: a number is moved until it is right; the page says what each number would mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from courses.outline import Practice
from courses.practices.base import Answer, Mark, Marked, Taken, Type
from courses.practices.numbers import readings, typed, written
from courses.practices.shape import NUMBER, TABLES, TEXT, Layout, Wrong, misfits

NO_NUMBER = "number"
OUTSIDE = "outside"
"""What is wrong with a setting: no number, or one that the dial does not have."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A dial as somebody set it: the last and the first value (None before the first), and how often it was moved."""

    number: int
    dial: Mapping[str, Any]
    value: float | None
    first: float | None
    moves: int

    @property
    def right(self) -> bool:
        """Say whether the last value lies in the right range."""
        return self.value is not None and self.dial["from"] <= self.value <= self.dial["to"]

    @property
    def says(self) -> str:
        """Return what the last value means; nothing before the first move."""
        bands = () if self.value is None else self.dial["bands"]
        return next((str(band["says"]) for band in bands if self.value <= band["upto"]), "")

    @property
    def words(self) -> str:
        """Return the last value with its unit."""
        return "" if self.value is None else written(self.value, self.dial["unit"])

    @property
    def shown(self) -> str:
        """Return what the field holds: the last value, or where the dial starts."""
        return typed(self.dial["start"] if self.value is None else self.value)

    @property
    def first_words(self) -> str:
        """Return the first value with its unit."""
        return "" if self.first is None else written(self.first, self.dial["unit"])

    @property
    def range(self) -> str:
        """Return the right range in words."""
        return _range(self.dial)

    @property
    def low(self) -> str:
        """Return the lowest number of the dial, in words."""
        return written(self.dial["low"])

    @property
    def high(self) -> str:
        """Return the highest number of the dial, in words, with the unit."""
        return written(self.dial["high"], self.dial["unit"])


@dataclass(frozen=True, slots=True)
class Stage:
    """The dials that are right already, and the one that is being moved (None when all are right)."""

    settled: tuple[Setting, ...]
    open: Setting | None

    @property
    def begun(self) -> bool:
        """Say whether any dial was moved."""
        return bool(self.settled) or self.open is None or self.open.value is not None


class Dial(Type):
    """Dials moved one after the other; each opens the next once it is right. The last value and the first are kept."""

    layout = Layout(
        "dial",
        {
            **dict.fromkeys(("ask", "unit", "why"), TEXT),
            **dict.fromkeys(("low", "high", "step", "start", "from", "to"), NUMBER),
            "bands": TABLES,
        },
    )

    def misfits(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the fields of dials and bands that are missing or of the wrong kind."""
        broken = list(super().misfits(data))
        yield from broken
        for number, dial in enumerate(() if broken else data["dial"]):
            name = f"a band of {self.layout.name(number)}"
            for band in dial["bands"]:
                where = (*self.layout.where(number), "bands =")
                yield from misfits(band, {"upto": NUMBER, "says": TEXT}, {}, where, name)

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the dials that cannot be solved, that are solved from the start, or that have nothing to say."""
        for number, dial in enumerate(data["dial"]):
            for key, text in _faults_of(dial):
                yield Wrong(f"{self.layout.name(number)}: {text}", (*self.layout.where(number), key))

    def stage(self, practice: Practice, kept: Answer, *, onward: bool = False) -> Stage:
        """Return the dials that are right and the one to move."""
        settings = [_setting(number, dial, kept) for number, dial in enumerate(practice.parts)]
        opened = next((one for one in settings if not one.right), None)
        return Stage(tuple(settings if opened is None else settings[: opened.number]), opened)

    def take(self, practice: Practice, kept: Answer, sent: Answer) -> Taken:
        """Take a move of the open dial; the last dial's right value completes."""
        answer, setting = dict(kept), self.stage(practice, kept).open
        name = "" if setting is None else str(setting.number)
        if setting is None or (name not in sent and any(part in sent for part in self.fields(practice))):
            return Taken(answer)
        text = sent.get(name, "").strip()
        values = readings(text[:40], setting.dial["unit"])
        if not values:
            return Taken(answer, {name: NO_NUMBER})
        if not setting.dial["low"] <= values[0] <= setting.dial["high"]:
            return Taken(answer, {name: OUTSIDE})
        answer[name] = typed(values[0])
        answer.setdefault(f"{name}.first", answer[name])
        answer[f"{name}.moves"] = str(setting.moves + 1)
        return Taken(answer, complete=self.stage(practice, answer).open is None)

    def mark(self, practice: Practice, answer: Answer) -> Marked:
        """Mark each dial by its first value: it was right at once, or it was found."""
        return Marked(
            tuple(self.mark_part(practice, str(n), answer.get(f"{n}.first", "")) for n in range(len(practice.parts)))
        )

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Mark the first value of a dial."""
        dial = practice.parts[int(name)]
        right = any(dial["from"] <= value <= dial["to"] for value in readings(given))
        return Mark(name, dial["ask"], given, right, _range(dial), dial["why"])

    def forms(self, practice: Practice, words: str) -> Iterator[dict[str, str]]:
        """Yield the lowest right value that each dial has."""
        for number, dial in enumerate(practice.parts):
            yield {str(number): typed(_lowest_right(dial))}


def _setting(number: int, dial: Mapping[str, Any], kept: Answer) -> Setting:
    """Return a dial as it is kept."""
    value, first = (next(iter(readings(kept.get(name, ""))), None) for name in (f"{number}", f"{number}.first"))
    moves = kept.get(f"{number}.moves", "")
    return Setting(number, dial, value, first, int(moves) if moves.isdecimal() else 0)


def _range(dial: Mapping[str, Any]) -> str:
    """Return the right range of a dial in words."""
    if dial["from"] == dial["to"]:
        return written(dial["to"], dial["unit"])
    return f"{written(dial['from'])}–{written(dial['to'], dial['unit'])}"


def _lowest_right(dial: Mapping[str, Any]) -> float:
    """Return the lowest right value on the dial's scale, or what lies above it when none is right."""
    value = float(dial["low"])
    while value < dial["from"] - 1e-9:
        value = round(value + dial["step"], 9)
    return value


def _faults_of(dial: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a dial: the key to mend, and how."""
    if dial["step"] <= 0 or not dial["low"] < dial["high"]:
        yield "step =", "low must lie below high, and step above 0"
        return
    if not dial["low"] <= dial["from"] <= dial["to"] <= dial["high"]:
        yield "from =", "from and to must lie between low and high, from not above to"
    elif _lowest_right(dial) > dial["to"] + 1e-9:
        yield "step =", "no step of the dial falls between from and to"
    if not dial["low"] <= dial["start"] <= dial["high"] or dial["from"] <= dial["start"] <= dial["to"]:
        yield "start =", "start must lie on the dial, and not in the right range"
    ends = [band["upto"] for band in dial["bands"]]
    if ends != sorted(set(ends)) or ends[-1] < dial["high"]:
        yield "bands =", "bands must rise by upto, and the last one reach high"
