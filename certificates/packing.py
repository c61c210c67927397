"""Packing: each part of a print is made into bytes once. WeasyPrint would write and compress all of them twice."""

import zlib
from typing import Any

LEVEL = 5
"""How hard streams are compressed: a hundredth larger than at the highest level, in a third of the time."""


class Part:
    """An object of a PDF as bytes, where pydyf expects an object."""

    def __init__(self, thing: Any) -> None:
        """Write an object of pydyf, whose number it keeps."""
        self.number, self.generation, self.free, self.offset = thing.number, thing.generation, thing.free, 0
        self.compressible = thing.compressible
        self.data: bytes = _packed(thing) if getattr(thing, "compress", False) else thing.data

    @property
    def indirect(self) -> bytes:
        """Return the object with its number around it."""
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


def pack(pdf: Any) -> None:
    """Make all objects of a PDF into bytes, as the last step before it is written."""
    pdf.objects[1:] = [Part(thing) for thing in pdf.objects[1:]]


def _packed(stream: Any) -> bytes:
    """Return a stream compressed."""
    stream.compress = False
    written: bytes = stream.data
    body = written[written.index(b"\nstream\n") + len(b"\nstream\n") : -len(b"\nendstream")]
    stream.stream, stream.extra["Filter"] = [zlib.compress(body, LEVEL)], "/FlateDecode"
    packed: bytes = stream.data
    return packed
