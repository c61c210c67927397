"""Lists as workbooks save them: read line by line, and nothing unpacked that was made to be too much."""

import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from certificates.workbook import lines_of
from tests.unit.certificates.samples import NUMBER

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED = f"<sst {MAIN}><si><t>Ana  &amp; Bo</t></si><si><r><t>{NUMBER[:9]}</t></r><r><t>{NUMBER[9:]}</t></r></si></sst>"


def book(*sheets: str, shared: str = SHARED, head: str = "") -> bytes:
    """Return a workbook as programs write it, with these rows in its sheets."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", shared)
        for place, rows in enumerate(sheets, start=1):
            sheet = f'<?xml version="1.0"?>{head}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'
            file.writestr(f"xl/worksheets/sheet{place}.xml", sheet)
    return out.getvalue()


def spoilt(content: bytes) -> bytes:
    """Return a workbook whose packed parts cannot be unpacked."""
    at = content.index(b"sheet1.xml") + 10
    return content[:at] + b"\xff" * 20 + content[at + 20 :]


ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="str"><f>A1</f><v>Number</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3"><v>3.5</v></c></row><row r="4"/>'
)
LINES = ("Name; Number", f"Ana & Bo; {NUMBER}; 3.5")
MANY = '<row><c t="inlineStr"><is><t>a</t></is></c></row>'


def test_every_line_that_holds_something_is_read() -> None:
    assert lines_of(book(ROWS)) == LINES
    assert lines_of(book(ROWS, "", ROWS)) == LINES * 2


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no workbook",
        book(ROWS)[:-30],
        book(MANY * 300_000),
        book(ROWS, shared="<sst><si>"),
        book('<row><c t="s"><v>one</v></c></row>'),
        book('<row><c t="s"><v>-9</v></c></row>'),
        spoilt(book(MANY * 9)),
        book(ROWS, head='<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>'),
        book(*[""] * 501),
    ],
    ids=[
        "no archive",
        "torn",
        "a bomb",
        "torn inside",
        "no place",
        "no such place",
        "spoilt",
        "declared",
        "many parts",
    ],
)
def test_what_no_program_for_workbooks_writes_has_no_lines(content: bytes) -> None:
    assert lines_of(content) == ()


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    lying = bytearray(book(MANY * 300_000))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 1_000)
    assert lines_of(bytes(lying)) == ()


def test_no_more_lines_are_read_than_a_list_may_have() -> None:
    assert len(lines_of(book(MANY * 20_000))) == 1_001
