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
GOLD = "0.761 0.584 0.173"
ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""


def rosette(text: str, x: float, y: float, radius: float) -> str:
    """Draw the round seal for a text around a point, as PDF operators; equal texts give equal drawings."""
    die = iter(sha256(text.encode()).digest())
    lines = [
        _ring(die, SKY, middle=335, swing=132, turns=6, petals=range(11, 19)),
        _ring(die, INK, middle=300, swing=92, turns=4, petals=range(7, 14)),
        _ring(die, GOLD, middle=226, swing=42, turns=3, petals=range(9, 17)),
    ]
    circles = ((492, INK, 3), (480, GOLD, 1.5), (160, GOLD, 1.5), (152, INK, 3), (104, INK, 22), (40, GOLD, 0))
    lines += [_circle(size, colour, width) for size, colour, width in circles]
    scale = radius / 500
    return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm {' '.join(lines)} Q"


def frame(text: str, width: float, height: float, inset: float) -> str:
    """Weave a border around a page of `width` by `height` points, as PDF operators; `text` sets the rhythm."""
    die = iter(sha256(text.encode()).digest()[16:])
    phase, depth = next(die) / 256, 3.1 + next(die) / 150
    long, high = width - 2 * inset, height - 2 * inset
    corners = (
        (inset, inset, 1, 0, long),
        (width - inset, inset, 0, 1, high),
        (width - inset, height - inset, -1, 0, long),
        (inset, height - inset, 0, -1, high),
    )
    strands = ((0.0, depth), (0.5, depth), (0.25, depth / 2), (0.75, depth / 2))
    sides = (_side(*corner, phase + shift, swing) for corner in corners for shift, swing in strands)
    return f"q {SKY} RG 0.3 w {' '.join(sides)} S Q"


def _ring(die: Iterator[int], colour: str, *, middle: float, swing: float, turns: int, petals: range) -> str:
    """Draw one ring of `turns` interlaced closed curves around `middle`, shaped by the next four bytes of `die`."""
    count = petals[next(die) % len(petals)]
    breaths = 2 + next(die) % 4
    breaths += gcd(breaths, count) > 1
    lean, mix = next(die) / 256 * 2 * pi, 0.15 + next(die) / 256 * 0.3
    curves = (_wave(middle, swing, count, breaths, lean + 2 * pi * turn / turns, mix) for turn in range(turns))
    return f"{colour} RG 1.7 w {' '.join(_closed(curve, count * 4) for curve in curves)} S"


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


def _circle(radius: float, colour: str, width: float) -> str:
    """Draw a circle around the origin; a width of 0 fills it."""
    bend = radius * ROUND
    path = (
        f"{radius} 0 m {radius} {bend:.1f} {bend:.1f} {radius} 0 {radius} c"
        f" {-bend:.1f} {radius} {-radius} {bend:.1f} {-radius} 0 c"
        f" {-radius} {-bend:.1f} {-bend:.1f} {-radius} 0 {-radius} c"
        f" {bend:.1f} {-radius} {radius} {-bend:.1f} {radius} 0 c h"
    )
    return f"{colour} RG {width} w {path} S" if width else f"{colour} rg {path} f"


def _side(x: float, y: float, east: int, north: int, length: float, phase: float, swing: float) -> str:
    """Write one strand of one side from (x, y) towards (east, north), in thirds of waves; the side ends in phase."""
    pieces = round(length / 20) * 3
    step = length / pieces

    def at(along: float, across: float) -> str:
        """Return the point this far along and across the side."""
        return f"{x + east * along - north * across:.1f} {y + north * along + east * across:.1f}"

    def wave(piece: int) -> tuple[float, float]:
        """Return where the wave stands at a piece, and how much it rises over a third of one."""
        angle = (piece / 3 + phase) * 2 * pi
        return swing * sin(angle), swing * cos(angle) * pi * 2 / 9

    path = [f"{at(0, wave(0)[0])} m"]
    for piece in range(pieces):
        (low, leave), (high, arrive) = wave(piece), wave(piece + 1)
        here, there = piece * step, (piece + 1) * step
        path.append(f"{at(here + step / 3, low + leave)} {at(there - step / 3, high - arrive)} {at(there, high)} c")
    return " ".join(path)
