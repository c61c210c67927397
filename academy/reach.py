"""How high a target is, drawn: from today's level over what is too safe and a stretch to what is out of reach."""

from collections.abc import Callable
from dataclasses import dataclass

from assessments.critic.understood import Height, Mark

WIDTH = 340
"""The canvas; the page scales it to its place. Everything on it counts from its upper left corner."""
EDGE, BAR, THICK, ROW = 6, 24, 22, 19
"""The room beside the bar, its place from above, its thickness, and the height of a row of words."""
_LETTER = 6.9
"""The width that a letter is given, so that words stay apart."""
LONGEST_WORD = 12
"""How many letters the words in a zone have at most."""
_SEEN, _ROOM = 4, 1.2
"""The line ends at the largest mark and some room, or behind the bound where that is at most so many times as far."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the bar: what a target there is, where it lies, and the middle of its word, if that has room inside."""

    name: str
    x: float
    width: float
    word: float | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark with its words: where its line stands, on which height the words are, and on which side of the line."""

    name: str
    text: str
    x: float
    y: float
    side: str


@dataclass(frozen=True, slots=True)
class Reach:
    """A drawn line: its zones from safe to far, its marks, and the height of the canvas."""

    zones: tuple[Zone, ...]
    signs: tuple[Sign, ...]
    height: float


def reach(height: Height) -> Reach:
    """Return the line of a target as a page draws it; the further right, the bolder."""
    steps = [mark.step for mark in height.marks]
    first, last = min(0.0, *steps), _last(height, max(steps))

    def place(step: float) -> float:
        inside = min(max(step, first), last)
        return round(EDGE + (inside - first) / (last - first) * (WIDTH - 2 * EDGE), 1)

    below = [mark for mark in reversed(height.marks) if mark.name != "end"]
    rows = {mark.name: BAR + THICK + ROW * number - 2 for number, mark in enumerate(below, start=1)} | {"end": BAR - 10}
    signs = tuple(_sign(mark, place(mark.step), rows[mark.name]) for mark in height.marks)
    return Reach(_zones(height, place, first, last), signs, BAR + THICK + ROW * len(below) + 6)


def _last(height: Height, furthest: float) -> float:
    """Return the step at which the line ends: behind what is out of reach, if that is near, and at most the largest."""
    high = height.high.step * _ROOM if height.high else 0.0
    low = height.low.step / _ROOM * 2 if height.low else 0.0
    last = max(furthest * _ROOM, low, high if high <= _SEEN * furthest else 0.0)
    return last if height.most is None else max(min(last, height.most), furthest)


def _sign(mark: Mark, x: float, y: float) -> Sign:
    """Return a mark with its words on the side that has room."""
    text = f"{mark.word}: {mark.level}"
    return Sign(mark.name, text, x, y, "right" if x + 4 + len(text) * _LETTER < WIDTH else "left")


def _zones(height: Height, place: Callable[[float], float], first: float, last: float) -> tuple[Zone, ...]:
    """Return the zones that are known; between too safe and out of reach lies a stretch."""
    low = place(height.low.step if height.low else first)
    high = max(low, place(height.high.step if height.high else last))
    target = next(place(mark.step) for mark in height.marks if mark.name == "end")
    parts = (("safe", place(first), low), ("stretch" if height.high else "open", low, high), ("far", high, place(last)))
    return tuple(_zone(name, left, right, target) for name, left, right in parts if right > left)


def _zone(name: str, left: float, right: float, target: float) -> Zone:
    """Return a zone, with the middle of the free part that has room for its word."""
    parts = [(left, target), (target, right)] if left < target < right else [(left, right)]
    start, end = max(parts, key=lambda part: part[1] - part[0])
    room = end - start > LONGEST_WORD * _LETTER
    return Zone(name, left, round(right - left, 1), round((start + end) / 2, 1) if room else None)
