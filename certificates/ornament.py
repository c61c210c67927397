"""The ornament of a certificate: guilloche lines whose shape follows from the credential, so that no two are alike.

Drawn as PDF path operators rather than SVG: the same lines take a quarter of the time.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from math import cos, gcd, pi, sin

Point = tuple[float, float]
Curve = Callable[[float], tuple[Point, Point]]

INK = "0.067 0.212 0.373"
SKY = "0.49 0.612 0.741"
MIST = "0.894 0.92 0.945"
GOLD = "0.761 0.584 0.173"
PAPER = "1 1 1"
ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""
STRANDS, DEPTH, WAVE = 5, 7.5, 34
"""The border: how many lines it weaves, how far they swing to each side, and how long a wave is, in points."""


def medallion(text: str, legend: str, x: float, y: float, radius: float) -> str:
    """Draw the round seal for a text around a point, as PDF operators; equal texts give equal drawings."""
    rims = ((494, INK, 5), (481, GOLD, 2), (397, GOLD, 2), (386, INK, 3))
    lines = [circle(499, PAPER, 0), rosette(text), *(circle(size, colour, width) for size, colour, width in rims)]
    return _placed([*lines, legend], x, y, radius)


def rosette(text: str) -> str:
    """Draw the middle of a seal, of 500 units: three rings that follow from a text around a target."""
    die = iter(sha256(text.encode()).digest())
    target = ((142, GOLD, 2), (133, INK, 3), (92, INK, 20), (36, GOLD, 0))
    lines = [
        _ring(die, SKY, middle=272, swing=104, turns=6, petals=range(11, 19)),
        _ring(die, INK, middle=246, swing=72, turns=4, petals=range(7, 14)),
        _ring(die, GOLD, middle=192, swing=34, turns=3, petals=range(9, 17)),
        *(circle(size, colour, width) for size, colour, width in target),
    ]
    return " ".join(lines)


def watermark(text: str, x: float, y: float, radius: float) -> str:
    """Draw the pale rosette that lies under the words, as PDF operators."""
    die = iter(sha256(text.encode()).digest()[8:])
    lines = [
        _ring(die, MIST, middle=392, swing=104, turns=8, petals=range(21, 31)),
        _ring(die, MIST, middle=282, swing=88, turns=6, petals=range(11, 19)),
    ]
    return _placed(lines, x, y, radius)


def frame(text: str, width: float, height: float, inset: float) -> str:
    """Weave a border around a page of `width` by `height` points, as PDF operators; `text` sets the rhythm."""
    die = iter(sha256(text.encode()).digest()[16:])
    phase, breaths = next(die) / 256, 5 + next(die) % 4
    long, high = width - 2 * inset, height - 2 * inset
    corners = (
        (inset, inset, 1, 0, long),
        (width - inset, inset, 0, 1, high),
        (width - inset, height - inset, -1, 0, long),
        (inset, height - inset, 0, -1, high),
    )
    sides = (_side(*corner, phase + strand / STRANDS, breaths) for corner in corners for strand in range(STRANDS))
    studs = " ".join(_stud(text, x, y) for x, y, *_ in corners)
    outer = _line(INK, 1, width, height, inset - DEPTH - 3)
    return f"q {SKY} RG 0.32 w {' '.join(sides)} S {outer} Q {margin(width, height, inset)} {studs}"


def margin(width: float, height: float, inset: float) -> str:
    """Draw the plain line of a side without a border, where the border's inner line would be."""
    return f"q {_line(GOLD, 0.6, width, height, inset + DEPTH + 3)} Q"


def _line(colour: str, thickness: float, width: float, height: float, inset: float) -> str:
    """Draw a line around a page."""
    size = f"{width - 2 * inset:.2f} {height - 2 * inset:.2f}"
    return f"{colour} RG {thickness} w {inset:.2f} {inset:.2f} {size} re S"


def _stud(text: str, x: float, y: float) -> str:
    """Draw the small round mark that covers a corner of the border."""
    die = iter(sha256(text.encode()).digest()[24:])
    lines = [
        circle(499, PAPER, 0),
        circle(480, INK, 24),
        _ring(die, SKY, middle=270, swing=120, turns=3, petals=range(5, 9), width=12),
        circle(76, GOLD, 0),
    ]
    return _placed(lines, x, y, DEPTH + 6.5)


def _placed(lines: list[str], x: float, y: float, radius: float) -> str:
    """Put a drawing of 500 units around a point."""
    scale = radius / 500
    return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm {' '.join(lines)} Q"


def _ring(
    die: Iterator[int], colour: str, *, middle: float, swing: float, turns: int, petals: range, width: float = 1.7
) -> str:
    """Draw one ring of `turns` interlaced closed curves around `middle`, shaped by the next four bytes of `die`."""
    count = petals[next(die) % len(petals)]
    breaths = 3 + next(die) % 4
    breaths += gcd(breaths, count) > 1
    lean, mix = next(die) / 256 * 2 * pi, 0.15 + next(die) / 256 * 0.3
    curves = (_wave(middle, swing, count, breaths, lean + 2 * pi * turn / turns, mix) for turn in range(turns))
    return f"{colour} RG {width} w {' '.join(_closed(curve, count * 4) for curve in curves)} S"


def _wave(middle: float, swing: float, count: int, breaths: int, lean: float, mix: float) -> Curve:
    """Return the closed curve with `count` petals, whose depth breathes in and out `breaths` times."""

    def at(angle: float) -> tuple[Point, Point]:
        """Return point and derivative at an angle in radians."""
        depth = swing * (1 - mix + mix * cos(breaths * angle))
        growth = -swing * mix * breaths * sin(breaths * angle)
        petal, turn = cos(count * angle + lean), -count * sin(count * angle + lean)
        radius, slope = middle + depth * petal, growth * petal + depth * turn
        east, north = cos(angle), sin(angle)
        return (radius * east, radius * north), (slope * east - radius * north, slope * north + radius * east)

    return at


def _closed(curve: Curve, pieces: int) -> str:
    """Write a closed curve as a path of cubic pieces."""
    reach = 2 * pi / pieces / 3
    points = [curve(2 * pi * piece / pieces) for piece in range(pieces)]
    path = [f"{points[0][0][0]:.0f} {points[0][0][1]:.0f} m"]
    for (start, leave), (end, arrive) in zip(points, points[1:] + points[:1], strict=True):
        path.append(
            f"{start[0] + leave[0] * reach:.0f} {start[1] + leave[1] * reach:.0f}"
            f" {end[0] - arrive[0] * reach:.0f} {end[1] - arrive[1] * reach:.0f} {end[0]:.0f} {end[1]:.0f} c"
        )
    return " ".join([*path, "h"])


def circle(radius: float, colour: str, width: float) -> str:
    """Draw a circle around the origin; a width of 0 fills it."""
    return f"{colour} RG {width} w {_round(radius)} S" if width else f"{colour} rg {_round(radius)} f"


def _round(radius: float) -> str:
    """Write a circle around the origin as a path."""
    bend = radius * ROUND
    return (
        f"{radius} 0 m {radius} {bend:.1f} {bend:.1f} {radius} 0 {radius} c"
        f" {-bend:.1f} {radius} {-radius} {bend:.1f} {-radius} 0 c"
        f" {-radius} {-bend:.1f} {-bend:.1f} {-radius} 0 {-radius} c"
        f" {bend:.1f} {-radius} {radius} {-bend:.1f} {radius} 0 c h"
    )


def _side(x: float, y: float, east: int, north: int, length: float, phase: float, breaths: int) -> str:
    """Write one strand of one side from (x, y) towards (east, north), in quarters of waves; the side ends in phase."""
    pieces = round(length / WAVE) * 4
    step, breath = length / pieces, 2 * pi * breaths / pieces

    def at(along: float, across: float) -> str:
        """Return the point this far along and across the side."""
        return f"{x + east * along - north * across:.1f} {y + north * along + east * across:.1f}"

    def wave(piece: int) -> tuple[float, float]:
        """Return where the wave stands at a piece, and how much it rises over a third of one."""
        angle = (piece / 4 + phase) * 2 * pi
        depth = DEPTH * (0.68 + 0.32 * cos(breath * piece))
        growth = -DEPTH * 0.32 * breath * sin(breath * piece)
        return depth * sin(angle), (depth * cos(angle) * pi / 2 + growth * sin(angle)) / 3

    path = [f"{at(0, wave(0)[0])} m"]
    for piece in range(pieces):
        (low, leave), (high, arrive) = wave(piece), wave(piece + 1)
        here, there = piece * step, (piece + 1) * step
        path.append(f"{at(here + step / 3, low + leave)} {at(there - step / 3, high - arrive)} {at(there, high)} c")
    return " ".join(path)
