"""Content files: how a page with a head and a data file are read, with faults told by file, line and mend."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a content file: where, what, and how to mend it."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class ContentError(Exception):
    """Content that cannot be taught; carries every fault found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Page:
    """A text file with a head: the values between the `+++` lines, and the body below them."""

    path: Path
    head: dict[str, Any]
    body: str


def read_toml(path: Path) -> dict[str, Any]:
    """Return the values of a data file; raise `ContentError` naming the line when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError([Fault(str(path), _line_of(error), f"cannot be read: {error}")]) from error


def read_page(path: Path) -> Page:
    """Return a text file as head and body; raise `ContentError` when the head is missing or broken."""
    text = path.read_text(encoding="utf-8")
    parts = text.split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ContentError([Fault(str(path), 1, "begin the file with a head between two lines of +++")])
    try:
        head = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise ContentError([Fault(str(path), _line_of(error) + 1, f"the head cannot be read: {error}")]) from error
    return Page(path, head, parts[2].strip())


def line_of(path: Path, *phrases: str | tuple[str, int]) -> int:
    """Return the number of the line that contains the phrases, looked for one behind the other, or 1.

    A pair asks for the n-th line with a phrase, counted from 0; what is not found leaves the line found so far.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    found, begin = 0, 0
    for phrase, nth in (one if isinstance(one, tuple) else (one, 0) for one in phrases):
        numbers = [number for number, line in enumerate(lines[begin:], start=begin + 1) if phrase in line]
        if len(numbers) > nth:
            found = begin = numbers[nth]
    return found or 1


def _line_of(error: Exception) -> int:
    """Return the line that a TOML error names, or 1."""
    return int(getattr(error, "lineno", 1))
