"""How large words are set on the sheet, and where: measured, since a second layout costs as much as a second print.

All lengths are points. The measures are close, not exact; the press still looks whether each side fits its page.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from certificates.typeface import breadth

SPACE, STEP, SLACK = 0.25, 0.96, 1.012
"""A space in ems; how sizes shrink until a text fits; what rounding may add to the letters of a word."""
LINE, TEXT, FACE = 610.0, 560.0, 306.0
"""The face above its foot: the longest line of display, the longest line of text, and the height."""
BETWEEN, RAISED = 96.0, 0.42
"""What stands between the set lines of the face; how much of the height that is left over is left above them."""
LOGO, NAME = 54.0, 20.0
"""What the logo and the name of an organisation take above the face."""
COLUMN, REVERSE = 330.0, 468.0
"""The width of a column of the reverse side, and its height."""
LEADING, ROW, HEAD, REST, LETTER = 1.3, 1.4, 2.8, 5.0, 0.4
"""The reverse side: leading in ems; a row, a heading, and title and last line together, in lines; a letter in ems."""


class Setting(NamedTuple):
    """A size, the width that breaks the text into even lines at that size, and their number."""

    size: float
    width: float
    lines: int


class Face(NamedTuple):
    """How the lines of the face are set, and the height that is left over; below 0 they do not fit."""

    lines: Mapping[str, Setting]
    room: float

    @property
    def above(self) -> float:
        """Return the height to leave above the first line."""
        return round(max(0.0, self.room * RAISED), 1)


class Reverse(NamedTuple):
    """Which parts of the reverse side stand left and right, and whether they are likely to fit."""

    columns: tuple[list[str], list[str]]
    fits: bool


def face(words: Mapping[str, Any], scale: float) -> Face:
    """Set the face at a scale."""
    lines = {
        "issuer": _display(words["issuer"], 23 * scale, 19 * scale, 12 * scale),
        "name": _display(words["name"], 52 * scale, 30 * scale, 17 * scale),
        "statement": fit(words["statement"], TEXT, largest=15 * scale, smallest=15 * scale, lines=1),
        "title": _display(words["document"], 31 * scale, 24 * scale, 15 * scale),
    }
    leading = {"issuer": 1.2, "name": 1.45 if words["tall"] else 1.12, "statement": 1.42, "title": 1.15}
    taken = sum(one.size * one.lines * leading[name] for name, one in lines.items())
    crest = LOGO * bool(words["logo"]) + NAME * bool(words["organisation"])
    return Face(lines, FACE - taken - (BETWEEN + crest) * scale)


def reverse(words: Mapping[str, Any], size: float) -> Reverse:
    """Divide the parts of the reverse side into two columns of about the same length."""
    lengths = _lengths(words, COLUMN / size / LETTER)
    names = [name for name, length in lengths.items() if length]
    sums = [sum(lengths[name] for name in names[:cut]) for cut in range(len(names) + 1)]
    cut = min(range(1, len(names)), key=lambda at: abs(sums[-1] - 2 * sums[at]))
    longer = max(sums[cut], sums[-1] - sums[cut])
    return Reverse((names[:cut], names[cut:]), (longer + REST) * size * LEADING <= REVERSE)


def fit(text: str, column: float, *, largest: float, smallest: float, lines: int) -> Setting:
    """Return the largest size at which a text takes at most so many lines of a column, or else the smallest."""
    words = [breadth(word) for word in text.split()]
    size = largest
    while size > smallest and _lines(words, column / size) > lines:
        size = max(size * STEP, smallest)
    taken = _lines(words, column / size)
    return Setting(round(size, 2), round(_even(words, column / size, taken) * size, 1), taken)


def _display(text: str, largest: float, single: float, smallest: float) -> Setting:
    """Set a text on one line while it stays as large as `single`, else on two lines or more."""
    line = fit(text, LINE, largest=largest, smallest=single, lines=1)
    return line if line.lines == 1 else fit(text, LINE, largest=single * 1.1, smallest=smallest, lines=2)


def _lines(words: list[float], column: float) -> int:
    """Return how many lines words take in a column, all measured in ems; a word that is too long is broken."""
    lines, used = 1, 0.0
    for word in words:
        wanted = used + SPACE * bool(used) + word * SLACK
        if wanted > column and used:
            lines, wanted = lines + 1, word * SLACK
        lines += int(wanted // column)
        used = wanted % column
    return lines


def _even(words: list[float], column: float, lines: int) -> float:
    """Return the narrowest column, in ems, in which words take no more lines than in this one."""
    narrow, wide = column / 2 if lines > 1 else column, column
    while wide - narrow > column / 200:
        middle = (narrow + wide) / 2
        if _lines(words, middle) > lines:
            narrow = middle
        else:
            wide = middle
    return wide


def _lengths(words: Mapping[str, Any], letters: float) -> dict[str, float]:
    """Return about how many lines each part of the reverse side takes, with so many letters to a line."""
    criteria, names = words["criteria"], words["issuer"] + words["document"] + words["name"]
    syllabus, results = len(words["syllabus"]), len(words["results"])
    items = criteria.count("</li>") + criteria.count("</p>")
    return {
        "record": (8 + 2 * (words["edition"] > 1) + len(names) / letters) * ROW,
        "syllabus": (syllabus + 2) * ROW + HEAD if syllabus else 0,
        "results": (results + 1) * ROW + HEAD if results else 0,
        "mentored": HEAD + 1,
        "required": HEAD + 1.5 + len(criteria.striptags()) / letters + 0.8 * items,
        "verify": HEAD + 3.5 + 580 / letters,
    }
