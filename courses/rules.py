"""Rule sets: what each document demands. A version is never edited, only succeeded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from courses.files import read_toml
from courses.markdown import to_html


@dataclass(frozen=True, slots=True)
class Document:
    """One certificate that a rule set can issue, and what it requires (requirement name to its figure or list)."""

    id: str
    name: str
    achievement_type: str
    valid_years: int
    requires: Mapping[str, Any]
    criteria: str
    face: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A version of the rules, with its documents in the order in which they are earned.

    Where `self_scored` holds, trainees score those exercises themselves that are no gates.
    """

    version: str
    title: str
    in_force: date
    documents: tuple[Document, ...]
    self_scored: bool = False

    def most(self, requirement: str) -> int:
        """Return the highest figure that any of the documents asks for, 0 when none does."""
        return max((int(document.requires.get(requirement, 0)) for document in self.documents), default=0)

    def document(self, document_id: str) -> Document:
        """Return a document by id; raise KeyError for one that this rule set does not know."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)


def load_rules(folder: Path) -> dict[str, RuleSet]:
    """Read every rule set of a folder, by version."""
    return {rules.version: rules for rules in map(_rule_set, sorted(folder.glob("*.toml")))}


def _rule_set(path: Path) -> RuleSet:
    """Read one rule set."""
    data = read_toml(path)
    documents = tuple(
        Document(
            id=entry["id"],
            name=entry["name"],
            achievement_type=entry["achievement_type"],
            valid_years=entry["valid_years"],
            requires=entry["requires"],
            criteria=to_html(entry["criteria"]),
            face=entry["face"],
        )
        for entry in data["document"]
    )
    return RuleSet(data["version"], data["title"], data["in_force"], documents, data.get("self_scored", False))
