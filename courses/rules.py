"""Rule sets: what each document demands, in every language. A version is never edited, only succeeded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from courses.files import read_toml
from courses.limit import LIVE_MODES
from courses.markdown import to_html
from courses.messages import FIRST, languages


@dataclass(frozen=True, slots=True)
class Wording:
    """What a document says in one language: its name, the sentence of its face, and its criteria as HTML."""

    language: str
    name: str
    face: str
    criteria: str


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
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    def wording(self, language: str) -> Wording:
        """Return what it says in a language, in English where nobody has translated it."""
        return self.wordings.get(language) or Wording(FIRST, self.name, self.face[FIRST], self.criteria)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A version of the rules, with its documents in the order in which they are earned.

    Where `self_scored` holds, trainees score those exercises themselves that are no gates; where `double_scored` does,
    some final tasks have two scorers. Who takes the
    course live may make up `made_up_minutes` online; None sets no limit.
    """

    version: str
    title: str
    in_force: date
    documents: tuple[Document, ...]
    self_scored: bool = False
    double_scored: bool = False
    made_up_minutes: int | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    def most(self, requirement: str) -> int:
        """Return the highest figure that any of the documents asks for, 0 when none does."""
        return max((int(document.requires.get(requirement, 0)) for document in self.documents), default=0)

    def limit(self, mode: str) -> int | None:
        """Return how many minutes may be made up online by whoever takes the course in a mode; None for all."""
        return self.made_up_minutes if mode in LIVE_MODES else None

    def document(self, document_id: str) -> Document:
        """Return a document by id; raise KeyError for one that this rule set does not know."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)


def load_rules(folder: Path) -> dict[str, RuleSet]:
    """Read every rule set of a folder, by version; `<version>.<language>.toml` beside it holds its translation."""
    translated = {path for language in languages() for path in folder.glob(f"*.{language}.toml")}
    return {rules.version: rules for rules in map(_rule_set, sorted(set(folder.glob("*.toml")) - translated))}


def _rule_set(path: Path) -> RuleSet:
    """Read one rule set with its translations."""
    data = read_toml(path)
    beside = {language: path.with_name(f"{path.stem}.{language}.toml") for language in languages()}
    translated = {language: read_toml(file) for language, file in beside.items() if file.exists()}
    documents = tuple(
        Document(
            id=entry["id"],
            name=entry["name"],
            achievement_type=entry["achievement_type"],
            valid_years=entry["valid_years"],
            requires=entry["requires"],
            criteria=to_html(entry["criteria"]),
            face=entry["face"],
            wordings={language: _wording(language, texts[entry["id"]]) for language, texts in translated.items()},
        )
        for entry in data["document"]
    )
    titles = {language: texts["title"] for language, texts in translated.items()}
    told = {name: data[name] for name in ("self_scored", "double_scored", "made_up_minutes") if name in data}
    return RuleSet(data["version"], data["title"], data["in_force"], documents, **told, titles=titles)


def _wording(language: str, texts: Mapping[str, str]) -> Wording:
    """Read what a document says in another language."""
    return Wording(language, texts["name"], texts["face"], to_html(texts["criteria"]))
