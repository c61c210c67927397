"""OKRs as people keep them: pasted lines, JSON Lines, JSON and CSV, read into plain values."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.okr import KeyResult, Okr

_LABEL = re.compile(
    r"^\s*(?:[-*•–·▪]+|\(?\d{1,2}[.)]"
    r"|(?:O|KR|RC|Objective|Objetivo|Key result|Resultado[- ]chave)\s?\d{0,2}(?:\.\d)?\s*[:.–-])\s*",
    re.IGNORECASE,
)
_OBJECTIVE = ("objective", "objective name", "objective title", "goal", "objetivo")
_KEY_RESULTS = ("key_results", "key results", "keyresults", "krs")
_KEY_RESULT = ("key result", "key_result", "kr", "key result name", "key result title", "resultado-chave", "name")


class Unreadable(ValueError):
    """A file that holds no OKRs in a form we know; the text says where it stops making sense."""


@dataclass(frozen=True, slots=True)
class Given:
    """An OKR as it was handed in: its id, its language where it is named, and the original it rewrites, if any."""

    id: str
    lang: str
    okr: Okr
    original: Okr | None = None


def pasted(text: str, cycle: str = "", context: str = "") -> Okr:
    """Return pasted lines as an OKR: the first is the Objective, the others are key results; bullets and labels go."""
    lines = [stripped for line in text.splitlines() if (stripped := _bare(line))]
    return Okr(lines[0] if lines else "", tuple(map(KeyResult, lines[1:])), cycle=cycle, context=context)


def _bare(line: str) -> str:
    """Return a line without bullets, numbers and labels in front of it."""
    bare = line
    for _ in range(2):
        bare = _LABEL.sub("", bare, count=1)
    return bare.strip()


def given(text: str) -> Iterator[Given]:
    """Yield the OKRs of a file: JSON Lines, a JSON list, or a CSV; raise `Unreadable`."""
    start = text.lstrip()[:1]
    if start == "[":
        for number, value in enumerate(_json(text, 1), start=1):
            yield _record(value, number)
    elif start == "{":
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield _record(_json(line, number), number)
    elif start:
        yield from _table(text)


def _json(text: str, line: int) -> Any:
    """Return a JSON value; raise `Unreadable` with the line."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"line {line} is no JSON: {error}") from error


def _record(value: Any, number: int) -> Given:
    """Return one OKR from a JSON object."""
    if not isinstance(value, dict):
        raise Unreadable(f"entry {number} is no object")
    plain = {str(name).strip().lower(): one for name, one in value.items()}
    original = plain.get("original")
    okr = _okr(plain, number)
    before = _okr({**original, "context": okr.context}, number) if isinstance(original, dict) else None
    return Given(_text(plain.get("id")) or str(number), _text(plain.get("lang")), okr, before)


def _okr(value: Mapping[str, Any], number: int) -> Okr:
    """Return the OKR that an object holds."""
    listed: Any = next((value[name] for name in _KEY_RESULTS if name in value), [])
    if not isinstance(listed, list):
        raise Unreadable(f"the key results of entry {number} are no list")
    lines = [one if isinstance(one, str) else _named(one) for one in listed]
    objective = next((_text(value[name]) for name in _OBJECTIVE if name in value), "")
    return Okr(
        objective,
        tuple(map(KeyResult, lines)),
        cycle=_text(value.get("cycle")),
        context=_text(value.get("context")),
    )


def _named(value: Any) -> str:
    """Return the line of a key result that a tool exports as an object."""
    if not isinstance(value, dict):
        return _text(value)
    plain = {str(name).strip().lower(): one for name, one in value.items()}
    return next((_text(plain[name]) for name in (*_KEY_RESULT, "title", "text") if name in plain), "")


def _text(value: Any) -> str:
    """Return a value as text; nothing for None."""
    return "" if value is None else str(value)


def _table(text: str) -> Iterator[Given]:
    """Yield the OKRs of a CSV with one key result a row, the rows of an Objective together."""
    delimiter = max(",;\t", key=text.splitlines()[0].count)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    names = {name.strip().lower().lstrip("\ufeff"): name for name in rows.fieldnames or () if name}
    objective = next((names[name] for name in _OBJECTIVE if name in names), None)
    line = next((names[name] for name in _KEY_RESULT if name in names), None)
    if objective is None or line is None:
        raise Unreadable("the table needs a column Objective and a column Key result")
    cycle = names.get("cycle") or names.get("period") or names.get("quarter") or ""
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(_text(row[objective]).strip(), []).append(row)
    for number, (name, members) in enumerate(grouped.items(), start=1):
        key_results = tuple(KeyResult(_text(one[line]).strip()) for one in members if _text(one[line]).strip())
        yield Given(str(number), "", Okr(name, key_results, cycle=_text(members[0].get(cycle))))
