"""What has been found in a line so far, and what is left of it to be read."""

import re
from dataclasses import dataclass, field

from assessments.critic.language import Language
from assessments.critic.numbers import number_of

Span = tuple[int, int]


def _unit(written: str, language: Language) -> str:
    """Return a unit as compared: one sign for per cent."""
    return "%" if language.find("language.percent", written) else written.strip()


def _currency(written: str) -> str:
    """Return the sign of money that stands before a number, or nothing."""
    found = re.match(r"R\$|[€$£]", written)
    return found.group() if found else ""


@dataclass(slots=True)
class Notes:
    """What has been found so far, and the line with the words already understood blanked out."""

    language: Language
    rest: str
    text: str = ""
    found: dict[str, float] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def search(self, name: str) -> re.Match[str] | None:
        """Return where a pattern of the reading occurs in what is left of the line."""
        return self.language.find(f"reading.{name}", self.rest)

    def blank(self, span: Span) -> None:
        """Take words out of the line without moving the others."""
        start, end = span
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]

    def keep(self, name: str, match: re.Match[str], group: str, unit: str = "") -> None:
        """Keep the figure that a pattern found, with its unit, and take it out of the line."""
        value = number_of(match.group(group), self.language)
        if value is not None:
            self.found[name] = value
            written = match.groupdict().get(unit) or _currency(match.group(group))
            self.units[name] = _unit(written, self.language)
            self.spans[name] = match.span(group)
