"""The pages of the flaws: what each is, why it hurts, the question a coach asks, and examples that are its tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessments.okr import KeyResult, Okr
from courses.files import read_page
from courses.markdown import to_html

_CARD = ("baseline", "target", "unit", "date", "source", "owner")


@dataclass(frozen=True, slots=True)
class Example:
    """One example: the judged line and, where it matters, what stands around it."""

    text: str
    objective: str = ""
    key_results: tuple[str, ...] = ()
    card: Mapping[str, str] = field(default_factory=dict)
    cycle: str = ""
    context: str = ""

    def okr(self, level: str, objective: str) -> Okr:
        """Return the example as an OKR: its line is the Objective (`O`), the first key result (`K`) or the set.

        `objective` is that of an example that gives none: a sound one, about nothing in particular.
        """
        if level == "O":
            lines = tuple(map(KeyResult, self.key_results))
            return Okr(self.text, lines, cycle=self.cycle, context=self.context)
        texts = self.key_results if level == "S" else (self.text,)
        lines = (KeyResult(texts[0], **self.card), *map(KeyResult, texts[1:])) if texts else ()
        return Okr(self.objective or objective, lines, cycle=self.cycle, context=self.context)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a flaw; `level` is the line it stands in: Objective, key result or the whole set (`O`, `K`, `S`)."""

    code: str
    title: str
    level: str
    lesson: str
    question: str
    flawed: tuple[Example, ...]
    sound: tuple[Example, ...]
    body: str


def load_pages(folder: Path, locale: str = "en") -> dict[str, Page]:
    """Read the pages of one language, by code; raise `ContentError` for a page whose head is broken."""
    suffix = f".{locale}.md"
    return {path.name.removesuffix(suffix): _page(path, suffix) for path in sorted(folder.glob(f"*{suffix}"))}


def _page(path: Path, suffix: str) -> Page:
    """Read one page."""
    page = read_page(path)
    head = page.head
    return Page(
        code=path.name.removesuffix(suffix),
        title=head["title"],
        level=head["level"],
        lesson=head["lesson"],
        question=head["question"],
        flawed=tuple(map(_example, head.get("flawed", ()))),
        sound=tuple(map(_example, head.get("sound", ()))),
        body=to_html(page.body),
    )


def _example(entry: Mapping[str, Any]) -> Example:
    """Return an example from its table."""
    return Example(
        text=entry.get("text", entry.get("objective", "")),
        objective=entry.get("objective", ""),
        key_results=tuple(entry.get("key_results", ())),
        card={name: str(entry[name]) for name in _CARD if name in entry},
        cycle=entry.get("cycle", ""),
        context=entry.get("context", ""),
    )
