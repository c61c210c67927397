"""Charts: a line of values as the figures that a page draws, in the units of one fixed canvas."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from courses.practices.numbers import written

WIDTH, HEIGHT = 480, 250
"""The canvas; the page scales it to its place."""
_TOP, _RIGHT, _BOTTOM = 22, 18, 36
_LETTER = 10
"""The width that a letter is given, so that labels stay apart even where the page draws them larger."""
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One value: where it lies, what it is called, how it is written, and whether its label has room below the axis."""

    x: float
    y: float
    label: str
    value: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A height of the canvas and the number that it stands for."""

    y: float
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: its points, the lines of its scale, and where a target and a reader's own number lie."""

    title: str
    unit: str
    left: float
    points: tuple[Point, ...]
    scale: tuple[Level, ...]
    target: Level | None
    own: Level | None
    lowest: Point
    highest: Point

    @property
    def line(self) -> str:
        """Return the points as a polyline takes them."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def drawn(chart: Mapping[str, Any], own: float | None = None, ends: tuple[float, ...] = ()) -> Chart:
    """Return a chart as a page draws it; `own` is a number its reader set, `ends` the numbers that must have room."""
    values, labels, unit = chart["values"], chart["labels"], chart["unit"]
    others = [number for number in (chart.get("target"), own, *ends) if number is not None]
    low, high, step = _scale(min([*values, *others]), max([*values, *others]))
    steps = [low + step * number for number in range(round((high - low) / step) + 1)]
    left = max(len(written(one)) for one in steps) * _LETTER + 14

    def height(value: float) -> float:
        return round(_TOP + (high - value) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 1)

    def level(value: float | None) -> Level | None:
        return None if value is None else Level(height(value), written(value, unit))

    room = WIDTH - left - max(_RIGHT, len(labels[-1]) * _LETTER / 2)
    every, wide = _every(labels, room), room / (len(values) - 1)
    points = tuple(
        Point(round(left + wide * n, 1), height(value), label, written(value, unit), (len(values) - 1 - n) % every == 0)
        for n, (label, value) in enumerate(zip(labels, values, strict=True))
    )
    return Chart(
        title=chart["title"],
        unit=unit,
        left=left,
        points=points,
        scale=tuple(Level(height(one), written(one)) for one in steps),
        target=level(chart.get("target")),
        own=level(own),
        lowest=points[values.index(min(values))],
        highest=points[values.index(max(values))],
    )


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Return round ends and the step of a scale; it begins at zero unless the values all lie far above it."""
    if 0 < low <= high / 2 or low == high:
        low, high = min(low, 0), max(high, 0)
    span = high - low or 1
    power = 10 ** floor(log10(span / _TICKS))
    step = next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= span / _TICKS)
    return floor(low / step + 1e-9) * step, ceil((low + span) / step - 1e-9) * step, step


def _every(labels: list[str], room: float) -> int:
    """Return which labels are written: every one, every second …, so that they do not touch."""
    fit = max(1, int(room // (max(map(len, labels)) * _LETTER + 12)))
    return ceil(len(labels) / fit)
