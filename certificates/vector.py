"""Drawings as SVG: the path operators of a PDF, in which ornament and legend are drawn, as elements of a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

_PATH = {"m": "M", "l": "L", "c": "C", "h": "Z"}


@dataclass(frozen=True, slots=True)
class Pen:
    """The colours and the width that the next path is drawn with."""

    line: str = "none"
    fill: str = "none"
    width: str = "1"


def as_svg(operators: str) -> str:
    """Return a drawing as SVG elements; the second axis points up, as in a PDF."""
    return f'<g transform="scale(1 -1)">{"".join(_elements(operators.split()))}</g>'


def _elements(words: list[str]) -> Iterator[str]:
    """Yield the elements of a drawing; a state that is saved becomes a group."""
    pen, kept = Pen(), [(Pen(), 0)]
    numbers: list[str] = []
    path: list[str] = []
    for word in words:
        if word in _PATH:
            path.append(f"{_PATH[word]}{' '.join(numbers)}")
        elif word in ("S", "f"):
            yield _element("".join(path), pen, filled=word == "f")
            path = []
        elif word == "q":
            kept.append((pen, 0))
        elif word == "cm":
            kept[-1] = (kept[-1][0], kept[-1][1] + 1)
            yield f'<g transform="matrix({" ".join(numbers)})">'
        elif word == "Q":
            pen, groups = kept.pop()
            yield "</g>" * groups
        else:
            pen = _changed(pen, word, numbers)
        numbers = [*numbers, word] if _is_number(word) else []


def _changed(pen: Pen, word: str, numbers: list[str]) -> Pen:
    """Return the pen after an operator that changes it; numbers change nothing."""
    if word == "RG":
        return replace(pen, line=_colour(numbers))
    if word == "rg":
        return replace(pen, fill=_colour(numbers))
    return replace(pen, width=numbers[-1]) if word == "w" else pen


def _element(path: str, pen: Pen, *, filled: bool) -> str:
    """Return a path as it is drawn."""
    if filled:
        return f'<path d="{path}" fill="{pen.fill}"/>'
    return f'<path d="{path}" fill="none" stroke="{pen.line}" stroke-width="{pen.width}"/>'


def _colour(numbers: list[str]) -> str:
    """Return a colour of three shares as SVG writes it."""
    return "#" + "".join(f"{round(float(share) * 255):02x}" for share in numbers[-3:])


def _is_number(word: str) -> bool:
    """Say whether a word is a number and no operator."""
    return word[0].isdigit() or word[0] in "-."
