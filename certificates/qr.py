"""The QR code of an address, drawn as one path of the modules that lie side by side."""

from itertools import groupby
from typing import Any

import segno

INK = "0.09 0.129 0.169"


class Code:
    """A QR code as WeasyPrint takes an image; the page leaves the quiet zone around it."""

    def __init__(self, address: str) -> None:
        """Encode an address so that a seventh of the code may be damaged."""
        matrix = segno.make(address, error="m", micro=False).matrix
        self.size = len(matrix)
        self.path = " ".join(_bars(matrix))

    def get_intrinsic_size(self, *_: Any) -> tuple[int, int, int]:
        """Return width, height and their ratio, in modules."""
        return self.size, self.size, 1

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        """Draw the code into a box of the page."""
        stream.transform(a=width / self.size, d=height / self.size)
        stream.stream.append(f"{INK} rg {self.path} f".encode())


def _bars(matrix: tuple[bytearray, ...]) -> list[str]:
    """Return a rectangle for each row of dark modules."""
    bars = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                bars.append(f"{x} {y} {length} 1 re")
            x += length
    return bars
