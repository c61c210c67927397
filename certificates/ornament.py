"""The ornament of a certificate: guilloche lines whose shape follows from the credential, so that no two are alike.

Drawn as PDF path operators rather than SVG: the same lines take a quarter of the time.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from math import cos, gcd, pi, sin
from typing import NamedTuple

from certificates.theme import Theme

INK = "0.067 0.212 0.373"
SKY = "0.49 0.612 0.741"
MIST = "0.894 0.92 0.945"
GOLD = "0.761 0.584 0.173"
PAPER = "1 1 1"
ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""
STRANDS, DEPTH, WAVE = 5, 7.5, 34
"""The border: how many lines it weaves, how far they swing to each side, and how long a wave is, in points."""


class Place(NamedTuple):
    """Where a ring stands at an angle: the direction, how far it swings there, and how fast that grows."""

    east: float
    north: float
    depth: float
    growth: float


def recoloured(drawing: str, theme: Theme) -> str:
    """Return a drawing in the colours of an organisation; the pale lines are tints of its ink."""
    ink, accent = (
        tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)) for colour in (theme.ink, theme.accent)
    )
    sky, mist = (tuple(1 - (1 - part) * share for part in ink) for share in (0.5, 0.11))
    for old, new in ((INK, ink), (SKY, sky), (MIST, mist), (GOLD, accent)):
        drawing = drawing.replace(old, " ".join(f"{part:.3f}" for part in new))
    return drawing


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
    long, high = (
        " ".join(_side(length - 2 * inset, phase + strand / STRANDS, breaths) for strand in range(STRANDS))
        for length in (width, height)
    )
    corners = (
        (inset, inset, 1, 0, long),
        (width - inset, inset, 0, 1, high),
        (width - inset, height - inset, -1, 0, long),
        (inset, height - inset, 0, -1, high),
    )
    sides = (f"q {east} {north} {-north} {east} {x:.2f} {y:.2f} cm {side} S Q" for x, y, east, north, side in corners)
    stud = _stud(text)
    studs = " ".join(_placed(stud, x, y, DEPTH + 6.5) for x, y, *_ in corners)
    outer = _line(INK, 1, width, height, inset - DEPTH - 3)
    return f"q {SKY} RG 0.32 w {' '.join(sides)} {outer} Q {margin(width, height, inset)} {studs}"


def margin(width: float, height: float, inset: float) -> str:
    """Draw the plain line of a side without a border, where the border's inner line would be."""
    return f"q {_line(GOLD, 0.6, width, height, inset + DEPTH + 3)} Q"


def _line(colour: str, thickness: float, width: float, height: float, inset: float) -> str:
    """Draw a line around a page."""
    size = f"{width - 2 * inset:.2f} {height - 2 * inset:.2f}"
    return f"{colour} RG {thickness} w {inset:.2f} {inset:.2f} {size} re S"


def _stud(text: str) -> list[str]:
    """Draw the small round mark that covers a corner of the border, of 500 units."""
    die = iter(sha256(text.encode()).digest()[24:])
    return [
        circle(499, PAPER, 0),
        circle(480, INK, 24),
        _ring(die, SKY, middle=270, swing=120, turns=3, petals=range(5, 9), width=12),
        circle(76, GOLD, 0),
    ]


def _placed(lines: list[str], x: float, y: float, radius: float) -> str:
    """Put a drawing of 500 units around a point."""
    scale = radius / 500
    return f"q {scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f} cm {' '.join(lines)} Q"


def _ring(
    die: Iterator[int], colour: str, *, middle: float, swing: float, turns: int, petals: range, width: float = 1.7
) -> str:
    """Draw one ring of `turns` interlaced closed curves around `middle`, shaped by the next four bytes of `die`.

    A curve swings `count` times to and fro around the circle, and its depth breathes in and out `breaths` times.
    """
    count = petals[next(die) % len(petals)]
    breaths = 3 + next(die) % 4
    breaths += gcd(breaths, count) > 1
    lean, mix = next(die) / 256 * 2 * pi, 0.15 + next(die) / 256 * 0.3
    angles = [2 * pi * piece / count / 4 for piece in range(count * 4)]
    places = [
        Place(
            cos(angle),
            sin(angle),
            swing * (1 - mix + mix * cos(breaths * angle)),
            -swing * mix * breaths * sin(breaths * angle),
        )
        for angle in angles
    ]
    curves = (_curve(places, middle, count, lean + 2 * pi * turn / turns) for turn in range(turns))
    return f"{colour} RG {width} w {' '.join(curves)} S"


def _curve(places: list[Place], middle: float, count: int, lean: float) -> str:
    """Write the closed curve with `count` petals as a path of cubic pieces, four to a petal."""
    reach = pi / count / 6
    petals = [cos(lean), -sin(lean), -cos(lean), sin(lean)]
    slopes = [count * petal for petal in petals[1:] + petals[:1]]
    points, leaving, arriving = [], [], []
    for piece, (east, north, depth, growth) in enumerate(places):
        petal = petals[piece % 4]
        radius, slope = middle + depth * petal, (growth * petal + depth * slopes[piece % 4]) * reach
        x, y, along = radius * east, radius * north, radius * reach
        leave_x, leave_y = slope * east - along * north, slope * north + along * east
        points.append(f"{x:.0f} {y:.0f}")
        leaving.append(f"{x + leave_x:.0f} {y + leave_y:.0f}")
        arriving.append(f"{x - leave_x:.0f} {y - leave_y:.0f}")
    ends, arrivals = points[1:] + points[:1], arriving[1:] + arriving[:1]
    pieces = " ".join(f"{leave} {arrive} {end} c" for leave, arrive, end in zip(leaving, arrivals, ends, strict=True))
    return f"{points[0]} m {pieces} h"


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


def _side(length: float, phase: float, breaths: int) -> str:
    """Write one strand along a side of the border, in quarters of waves; the side ends in phase."""
    pieces = round(length / WAVE) * 4
    step, breath = length / pieces, 2 * pi * breaths / pieces
    waves = []
    for piece in range(pieces + 1):
        angle = (piece / 4 + phase) * 2 * pi
        depth = DEPTH * (0.68 + 0.32 * cos(breath * piece))
        growth = -DEPTH * 0.32 * breath * sin(breath * piece)
        waves.append((depth * sin(angle), (depth * cos(angle) * pi / 2 + growth * sin(angle)) / 3))
    path = [f"0 {waves[0][0]:.1f} m"]
    for piece, ((low, leave), (high, arrive)) in enumerate(pairwise(waves)):
        here, there = piece * step, (piece + 1) * step
        path.append(
            f"{here + step / 3:.1f} {low + leave:.1f} {there - step / 3:.1f} {high - arrive:.1f}"
            f" {there:.1f} {high:.1f} c"
        )
    return " ".join(path)
