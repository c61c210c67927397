"""The snapshot: every fact that a certificate states, frozen at the moment of issue."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from certificates.standing import Shown
from certificates.theme import Theme


class Cause(StrEnum):
    """Why an edition took the place of another."""

    CORRECTION = "correction"
    """The name of the holder was corrected."""
    LIFTING = "lifting"
    """A suspension was lifted."""
    REISSUE = "reissue"
    """A key that had sealed it was stolen."""
    RENEWAL = "renewal"
    """Its period was renewed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One result that a certificate states: what was reached, of how much, in which unit (`minutes`, `exercises` …)."""

    code: str
    name: str
    value: int
    required: int
    unit: str


@dataclass(frozen=True, slots=True)
class SyllabusLine:
    """One module as the reverse side lists it: planned and credited minutes."""

    id: str
    title: str
    planned: int
    credited: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a certificate says, in plain values; later edits of names, courses or rules change nothing here.

    Moments are ISO 8601 texts in UTC; `valid_until` is empty when the certificate does not expire, `supersedes` when
    it replaces no other. `statement` is the sentence of the face, `criteria` the criteria as HTML. `begun_at`, `mode`
    (`remote` or `in person`) and `syllabus` stand on the reverse side; `awarded_at` is when the first edition was
    issued, empty on that edition; `cause` says why an edition replaced another (a correction, where it is empty).
    `language` is the one in which all its texts are written; `theme` how its organisation showed itself.
    """

    id: str
    holder_name: str
    document: str
    document_name: str
    achievement_type: str
    statement: str
    criteria: str
    figures: tuple[Figure, ...]
    rules: str
    edition: int
    supersedes: str
    issuer_name: str
    issuer_did: str
    base_url: str
    issued_at: str
    valid_until: str
    status_list: int
    status_index: int
    begun_at: str = ""
    mode: str = ""
    syllabus: tuple[SyllabusLine, ...] = ()
    awarded_at: str = ""
    cause: str = ""
    language: str = "en"
    theme: Theme | None = None

    @property
    def address(self) -> str:
        """Return the public address of the certificate."""
        return f"{self.base_url}/credentials/{self.id}"

    @property
    def awarded(self) -> str:
        """Return when it was earned, which a later edition does not change."""
        return self.awarded_at or self.issued_at

    def public(self, shown: Shown) -> Self:
        """Return what the holder lets everybody read of it."""
        named = replace(self, holder_name=self.holder_name if shown.name else "")
        return named if shown.results else replace(named, figures=(), syllabus=(), begun_at="")

    def as_json(self) -> dict[str, Any]:
        """Return the snapshot as plain JSON values, the inverse of `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Build a snapshot from the values that `as_json` wrote."""
        figures = tuple(Figure(**figure) for figure in value["figures"])
        syllabus = tuple(SyllabusLine(**line) for line in value.get("syllabus", ()))
        theme = Theme.from_json(value["theme"]) if value.get("theme") else None
        return cls(**{**value, "figures": figures, "syllabus": syllabus, "theme": theme})


def grouped(number: str) -> str:
    """Return the number of a certificate in groups of four, as people read it aloud and type it."""
    letters = number.replace("-", "")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
