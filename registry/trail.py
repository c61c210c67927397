"""The audit trail as a chain: how a line is hashed, and how a whole trail is checked."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ORIGIN = "0" * 64
"""The hash before the first line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail as plain values; `detail` holds no personal text, only ids, codes and figures."""

    at: datetime
    actor_id: int | None
    action: str
    subject: str
    detail: dict[str, Any]

    def digest(self, previous: str) -> str:
        """Return the SHA-256 (hex) over the previous hash and this line in canonical JSON."""
        fields = [previous, self.at.astimezone(UTC).isoformat(), self.actor_id, self.action, self.subject, self.detail]
        text = json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def first_broken(lines: Iterable[tuple[Line, str, str]], head: str) -> int | None:
    """Return the number (from 1) of the first line that was changed, removed or reordered, or None for a whole trail.

    Each entry is (line, stored previous hash, stored hash); `head` is the hash the trail should end in. A trail that
    was cut at its end breaks at the number after its last line.
    """
    expected, number = ORIGIN, 0
    for number, (line, previous, stored) in enumerate(lines, start=1):
        if previous != expected or line.digest(previous) != stored:
            return number
        expected = stored
    return None if expected == head else number + 1
