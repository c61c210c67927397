"""A language as the critic knows it: named word lists and patterns, read from data files beside the flaws' pages.

`language.<locale>.toml` holds what detectors share, `<code>.<locale>.toml` what one of them needs. In a file, each list
under `[words]` becomes a pattern that matches any of its entries as whole words, and each text under `[patterns]` is a
regular expression in which `<<name>>` stands for another entry of the file, `<<language.name>>` for a shared one.
Names are asked for as `<code>.<name>`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courses.files import ContentError, Fault, line_of, read_toml

_PLACE = re.compile(r"<<([\w.-]+)>>")
SHARED = "language"


@dataclass(frozen=True, eq=False)
class Language:
    """The patterns of one language, compiled; two are the same only if they were read at once."""

    locale: str
    patterns: Mapping[str, re.Pattern[str]]

    def find(self, name: str, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first place where a named pattern occurs from `start` on; KeyError for an unknown name."""
        return self.patterns[name].search(text, start)

    def all(self, name: str, text: str) -> list[re.Match[str]]:
        """Return every place where a named pattern occurs."""
        return list(self.patterns[name].finditer(text))


def load_language(folder: Path, locale: str = "en") -> Language:
    """Read the patterns of a language; raise `ContentError` naming the file and line of one that cannot be compiled."""
    paths = sorted(folder.glob(f"*.{locale}.toml"), key=lambda path: (not path.name.startswith(SHARED), path.name))
    sources: dict[str, str] = {}
    compiled: dict[str, re.Pattern[str]] = {}
    for path in paths:
        code = path.name.removesuffix(f".{locale}.toml")
        entries = _entries(path)
        sources |= {f"{code}.{name}": source for name, source in entries.items()}
        for name in entries:
            try:
                compiled[f"{code}.{name}"] = re.compile(_expanded(f"{code}.{name}", sources), re.IGNORECASE)
            except (re.error, KeyError, RecursionError) as error:
                raise ContentError([Fault(str(path), line_of(path, name), f"{name} is no pattern: {error}")]) from error
    return Language(locale, compiled)


def _entries(path: Path) -> dict[str, str]:
    """Return the sources of a file's patterns by name."""
    data = read_toml(path)
    lists = {name: _alternation(words) for name, words in data.get("words", {}).items()}
    return lists | dict(data.get("patterns", {}))


def _alternation(words: list[str]) -> str:
    """Return a pattern that matches any of the entries as whole words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + r")(?!\w)"


def _expanded(name: str, sources: Mapping[str, str]) -> str:
    """Return the source of a pattern with every place filled; KeyError for a name nobody gave."""
    code = name.split(".", 1)[0]

    def fill(match: re.Match[str]) -> str:
        inner = match.group(1)
        return "(?:" + _expanded(inner if "." in inner else f"{code}.{inner}", sources) + ")"

    return _PLACE.sub(fill, sources[name])
