"""The legend of the seal: the issuer's name and what the seal is, set around its circle in outlines of the serif."""

import re
from functools import cache
from math import cos, pi, sin
from typing import NamedTuple

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen

from certificates.typeface import breadth, in_serif, serif

INK = "0.067 0.212 0.373"
GOLD = "0.761 0.584 0.173"
INNER, OUTER = 416.0, 459.0
"""Where the letters stand: the circles of their feet and of their heads, of 500 units to the rim."""
MIDDLE = (INNER + OUTER) / 2
LARGEST, SMALLEST = 66.0, 36.0
TRACKING, CAPITAL = 0.1, 0.65
"""The sizes of the letters, in units; the space added between them and the height of a capital, in ems."""
WIDE, NARROW = 1.1 * pi, 0.72 * pi
"""How far around the legend may reach above and below."""
LOW = 0.1 * pi
"""How far below the middle the two marks between the lines stand."""
PURPOSE = "Sealed electronically"
"""What the seal is, as the certificate says it."""
_KEEP_CASE = re.compile("[ıİğĞşŞəƏ\u0370-\u03ff\u1f00-\u1fff]")
"""Letters whose capitals depend on the language, so that the name is left as it is written."""


Point = tuple[float, float]


class Arc(NamedTuple):
    """Which way a line runs around the circle, on which radius its letters stand, and how far it may reach."""

    turn: int
    foot: float
    reach: float


ABOVE, BELOW = Arc(-1, INNER, WIDE), Arc(1, OUTER, NARROW)


def legend(issuer: str, number: str, purpose: str = PURPOSE) -> str:
    """Write issuer and purpose around a circle of 500 units, as PDF operators.

    An issuer whose name is too long or in another script than the serif's gives way to the number.
    """
    return around(issuer, purpose, instead=number)


def around(above: str, below: str, *, instead: str = "", colour: str = INK) -> str:
    """Write two lines in capitals around a circle of 500 units, as PDF operators; `instead` is for a long upper one."""
    upper = _bent(_capitals(above), ABOVE) or (_bent(instead.upper(), ABOVE) if instead else "")
    return f"{colour} rg {upper} {_bent(_capitals(below), BELOW)} {GOLD} rg {_lozenge(-1)} {_lozenge(1)}"


def _capitals(text: str) -> str:
    """Return a text in capitals, unless those depend on its language."""
    return text if _KEEP_CASE.search(text) else text.upper()


def _bent(text: str, arc: Arc) -> str:
    """Write a line of letters along an arc, in the middle of its half; nothing when there is no room or no letter."""
    ems = breadth(text) + TRACKING * (len(text) - 1)
    size = min(LARGEST, arc.reach * MIDDLE / ems)
    if not in_serif(text) or size < SMALLEST:
        return ""
    foot = arc.foot - arc.turn * (LARGEST - size) * CAPITAL / 2
    angle = -arc.turn * (pi / 2 + ems * size / MIDDLE / 2)
    letters = []
    for letter in text:
        half = arc.turn * breadth(letter) * size / MIDDLE / 2
        angle += half
        letters.append(_letter(letter, angle, angle + arc.turn * pi / 2, foot, size))
        angle += half + arc.turn * TRACKING * size / MIDDLE
    return " ".join(letters)


def _letter(letter: str, angle: float, lean: float, radius: float, size: float) -> str:
    """Put one letter on a circle, turned by `lean` and centred on half its width."""
    east, north, half = cos(lean) * size, sin(lean) * size, breadth(letter) / 2
    x, y = radius * cos(angle) - half * east, radius * sin(angle) - half * north
    scale = serif()["head"].unitsPerEm
    a, b = east / scale, north / scale
    return f"q {a:.5f} {b:.5f} {-b:.5f} {a:.5f} {x:.1f} {y:.1f} cm {_outline(letter)} f Q"


@cache
def _outline(letter: str) -> str:
    """Return the outline of a letter of the serif as a path, in the units of the font."""
    glyphs = serif().getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[serif().getBestCmap()[ord(letter)]].draw(pen)
    path, here = [], (0.0, 0.0)
    for verb, points in pen.value:
        if verb == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                path.append(_curve(here, control, end))
                here = end
        elif points:
            (here,) = points
            path.append(f"{here[0]:.0f} {here[1]:.0f} {'m' if verb == 'moveTo' else 'l'}")
        else:
            path.append("h")
    return " ".join(path)


def _curve(start: Point, control: Point, end: Point) -> str:
    """Write a quadratic curve as the cubic one that PDF knows."""
    handles = [(near[axis] + 2 * control[axis]) / 3 for near in (start, end) for axis in (0, 1)]
    return " ".join(f"{place:.0f}" for place in (*handles, *end)) + " c"


def _lozenge(side: int) -> str:
    """Draw the mark between the two lines, left (-1) or right (1) and a little below the middle."""
    x, y, size = side * MIDDLE * cos(LOW), -MIDDLE * sin(LOW), 13
    return f"{x - size:.1f} {y:.1f} m {x:.1f} {y + size} l {x + size:.1f} {y:.1f} l {x:.1f} {y - size:.1f} l h f"
