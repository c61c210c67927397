"""The glossary: the words of the course with one plain sentence each, and where a lesson speaks of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from courses.files import ContentError, Fault, line_of, read_toml

_TAG = re.compile(r"(<[^>]+>)")
_CLOSED = {"a", "blockquote", "code", "h2", "h3", "th"}
"""Inside these nothing is explained: links, quoted OKRs and spoken lines, figures, headings."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the course: its name, the forms it takes in a lesson, and its sentence."""

    id: str
    name: str
    words: tuple[str, ...]
    definition: str


@dataclass(frozen=True)
class Glossary:
    """Every term, in the order of the alphabet."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def _by_word(self) -> Mapping[str, Term]:
        return {word.casefold(): term for term in self.terms for word in term.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted((re.escape(escape(word)) for term in self.terms for word in term.words), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE) if words else None

    @cached_property
    def _remembered(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def explained(self, *texts: str) -> tuple[str, ...]:
        """Return the HTML of texts that are read one after the other, each term explained where it comes first.

        The texts are those of the course, so that every answer is kept.
        """
        if texts not in self._remembered:
            told: set[str] = set()
            self._remembered[texts] = tuple(self._explained(text, told) for text in texts)
        return self._remembered[texts]

    def _explained(self, html: str, told: set[str]) -> str:
        """Explain in one text the terms that were not told yet."""
        pattern = self._pattern
        if pattern is None:
            return html
        closed, parts = 0, _TAG.split(html)
        for place, part in enumerate(parts):
            if part.startswith("<"):
                closed += _turns(part)
            elif not closed:
                parts[place] = pattern.sub(lambda found: self._told(found[0], told), part)
        return "".join(parts)

    def _told(self, word: str, told: set[str]) -> str:
        """Return a word with its sentence, or the word alone where the sentence was given before."""
        term = self._by_word[word.casefold()]
        if term.id in told:
            return word
        told.add(term.id)
        what = f"<b>{escape(term.name)}.</b> {escape(term.definition, quote=False)}"
        return (
            f'<span class="term"><button type="button" class="term__word" aria-describedby="term-{term.id}">{word}'
            f'</button><span class="term__what" role="tooltip" id="term-{term.id}">{what}</span></span>'
        )


def _turns(tag: str) -> int:
    """Return 1 for the begin of what is closed to explanations, -1 for its end, 0 for any other tag."""
    name = tag.strip("</>").split()[0]
    if name not in _CLOSED:
        return 0
    return -1 if tag.startswith("</") else 1


def load_glossary(path: Path) -> Glossary:
    """Read the glossary of one language, which a small course may lack; raise `ContentError` with every fault."""
    if not path.is_file():
        return Glossary()
    entries = read_toml(path).get("term", [])
    faults = [Fault(str(path), line_of(path, ("[[term]]", n)), text) for n, text in _faults(entries)]
    if faults:
        raise ContentError(faults)
    terms = (Term(one["id"], one["name"], tuple(one.get("words", ())), one["definition"]) for one in entries)
    return Glossary(tuple(sorted(terms, key=lambda term: term.name.casefold())))


def _faults(entries: list[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the terms, each with its number."""
    taken: dict[str, str] = {}
    for number, entry in enumerate(entries):
        missing = [key for key in ("id", "name", "definition") if not str(entry.get(key, "")).strip()]
        if missing:
            yield number, f"a term needs {', '.join(missing)}"
            continue
        for word in (f"#{entry['id']}", *(word.casefold() for word in entry.get("words", ()))):
            if word in taken:
                yield number, f"{word.strip('#')} belongs to {taken[word]} already"
            taken[word] = entry["id"]
        if not re.fullmatch(r"[A-Z0-9].+[a-z0-9)]\.", entry["definition"]) or re.search(r"[.?!] ", entry["definition"]):
            yield number, f"define {entry['name']} in one sentence, from a capital letter to a full stop"
