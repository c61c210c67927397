"""The workbook: the lines of a list that somebody saved as XLSX, read without a library and within fixed bounds.

Only texts are read, no formula is computed. Whatever unpacks to more than a list of ours would is refused unread.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

MOST_BYTES, MOST_PARTS, MOST_ELEMENTS, MOST_LINES = 8_000_000, 500, 200_000, 1_001
"""How much a workbook may hold unpacked, in how many parts and elements, and how many of its lines are read."""
_SHEET = re.compile(r"xl/worksheets/sheet\d{1,3}\.xml")
_SHARED = "xl/sharedStrings.xml"


class _Refused(ValueError):
    """A part that no program for workbooks writes."""


def lines_of(content: bytes) -> tuple[str, ...]:
    """Return the lines of a workbook that hold anything, cells joined; none for what is none; never raises."""
    try:
        with ZipFile(BytesIO(content)) as book:
            parts = book.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                return ()
            return tuple(_lines(book))
    except Exception:
        return ()


def _lines(book: ZipFile) -> Iterator[str]:
    """Yield the lines of every sheet, until enough were read."""
    names = sorted((name for name in book.namelist() if _SHEET.fullmatch(name)), key=lambda name: (len(name), name))
    most = MOST_ELEMENTS // (len(names) + 1)
    shared = [_text(one) for one in _each(book, _SHARED, "si", most)] if names and _SHARED in book.namelist() else []
    count = 0
    for name in names:
        for row in _each(book, name, "row", most):
            cells = [_cell(cell, shared) for cell in row if _plain(cell) == "c"]
            line = "; ".join(cell for cell in cells if cell)
            count += bool(line)
            if count > MOST_LINES:
                return
            yield from [line] if line else []


def _each(book: ZipFile, name: str, tag: str, most: int) -> Iterator[ElementTree.Element]:
    """Yield the elements of a name in a part; one that declares anything or holds too many elements is refused."""
    written = book.read(name)
    if b"<!DOCTYPE" in written or b"<!ENTITY" in written or b"\0" in written:
        raise _Refused(name)
    count = 0
    for event, element in ElementTree.iterparse(BytesIO(written), ("start", "end")):  # noqa: S314 - nothing is declared
        count += event == "start"
        if count > most:
            raise _Refused(name)
        if event == "end" and _plain(element) == tag:
            yield element
            element.clear()


def _cell(cell: ElementTree.Element, shared: list[str]) -> str:
    """Return what stands in a cell: a shared text by its place, a text of its own, or a figure as it is kept."""
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = next((one.text or "" for one in cell if _plain(one) == "v"), "").strip()
    return shared[int(value)] if cell.get("t") == "s" and int(value) < len(shared) else value


def _text(element: ElementTree.Element) -> str:
    """Return the runs of a text in one line."""
    runs = "".join(one.text or "" for one in element.iter() if _plain(one) == "t")
    return " ".join(runs.split())


def _plain(element: ElementTree.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
