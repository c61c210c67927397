"""A language as the critic knows it: named word lists, patterns and sentences, read from data files beside the pages.

`language.<locale>.toml` holds what detectors share, `<code>.<locale>.toml` what one of them needs. In a file, each list
under `[words]` becomes a pattern that matches any of its entries as whole words, each text under `[patterns]` is a
regular expression in which `<<name>>` stands for another entry of the file and `<<code.name>>` for one of another file,
and each text under `[says]` is a sentence that the critic says. A table under `[values]` gives words their numbers, and
its name is a pattern of them. Names are asked for as `<code>.<name>`. `quotable` holds each stretch of five words that
stands in the pages of the flaws: a text copied from them is known again. What English names and another language
leaves out matches nothing there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courses.files import ContentError, Fault, line_of, read_toml

STRETCH = 5
"""How many words in a row are enough to know a text again."""
REMEMBERED = 2000
"""How many answers of patterns are remembered at most."""
FIRST = "en"
"""The language in which every name is defined."""
NOTHING = "(?!)"
_PLACE = re.compile(r"<<([\w.-]+)>>")


class Patterns(dict[str, re.Pattern[str]]):
    """The patterns of a language by name, each compiled when it is first asked for; KeyError for an unknown name."""

    def __init__(self, sources: dict[str, str | list[str]], files: Mapping[Path, str]) -> None:
        super().__init__()
        self.sources, self.files = sources, files

    def __missing__(self, name: str) -> re.Pattern[str]:
        """Compile a pattern; raise `ContentError` naming the file and line of one that is none."""
        if name not in self.sources:
            raise KeyError(name)
        self[name] = _compiled(name, self.sources, self.files)
        return self[name]


@dataclass(frozen=True, eq=False)
class Language:
    """The lists, patterns and sentences of one language; two are the same only if they were read at once."""

    locale: str
    patterns: Patterns
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sayings: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    quotable: frozenset[str] = frozenset()
    answers: dict[tuple[str, str, int], re.Match[str] | None] = field(default_factory=dict)
    head_first: bool = False
    """Whether a thing is named before what is said of it, as in Portuguese."""

    def find(self, name: str, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first place where a named pattern occurs from `start` on; KeyError for an unknown name.

        Detectors ask the same of the same line, so answers are remembered until there are many.
        """
        asked = (name, text, start)
        answers = self.answers
        known: re.Match[str] | bool | None = answers.get(asked, False)
        if not isinstance(known, bool):
            return known
        if len(answers) >= REMEMBERED:
            answers.clear()
        found = answers[asked] = self.patterns[name].search(text, start)
        return found

    def all(self, name: str, text: str) -> list[re.Match[str]]:
        """Return every place where a named pattern occurs."""
        return list(self.patterns[name].finditer(text))

    def compile(self) -> None:
        """Compile every pattern at once; raise `ContentError` naming the file and line of one that is none."""
        for name in self.patterns.sources:
            self.patterns[name]

    def say(self, name: str, **parts: object) -> str:
        """Return a sentence of the language with its places filled; KeyError for an unknown name."""
        return self.sayings[name].format(**parts)


def load_language(folder: Path, locale: str = "en", first: Language | None = None) -> Language:
    """Read a language; its patterns are compiled when they are first needed, which takes a second for all of them.

    `first` is English, where it was read before.
    """
    files, data = _files(folder, locale)
    words = {
        f"{files[path]}.{name}": entries for path in files for name, entries in data[path].get("words", {}).items()
    }
    values = {f"{files[path]}.{name}": table for path in files for name, table in data[path].get("values", {}).items()}
    left_out = _names(first or load_language(folder)) if locale != FIRST else {}
    sources: dict[str, str | list[str]] = dict.fromkeys(left_out, NOTHING)
    sources |= {name: [*entries] for name, entries in (*words.items(), *values.items())}
    for path, code in files.items():
        sources |= {f"{code}.{name}": source for name, source in data[path].get("patterns", {}).items()}
    return Language(
        locale,
        Patterns(sources, files),
        {name: frozenset() for name, kind in left_out.items() if kind == "words"}
        | {name: frozenset(entry.lower() for entry in entries) for name, entries in words.items()},
        {f"{files[path]}.{name}": text for path in files for name, text in data[path].get("says", {}).items()},
        values,
        frozenset(one for path in folder.glob(f"*.{locale}.md") for one in stretches(path.read_text(encoding="utf-8"))),
        head_first=any(one.get("head_first", False) for one in data.values()),
    )


def _files(folder: Path, locale: str) -> tuple[dict[Path, str], dict[Path, dict[str, Any]]]:
    """Return the files of a language with their codes, and what stands in each."""
    suffix = f".{locale}.toml"
    files = {path: path.name.removesuffix(suffix) for path in sorted(folder.glob(f"*{suffix}"))}
    return files, {path: read_toml(path) for path in files}


def _names(first: Language) -> dict[str, str]:
    """Return the names of every list, table and pattern of the first language, each with its kind."""
    return {name: "words" if name in first.words else "other" for name in first.patterns.sources}


def load_languages(folder: Path) -> dict[str, Language]:
    """Read every language of a folder, by its locale, the first one first."""
    locales = sorted({path.name.split(".", 1)[1].removesuffix(".toml") for path in folder.glob("language.*.toml")})
    first = load_language(folder)
    return {FIRST: first} | {locale: load_language(folder, locale, first) for locale in locales if locale != FIRST}


def stretches(text: str) -> list[str]:
    """Return each stretch of five words in a row, in small letters and without marks."""
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[start : start + STRETCH]) for start in range(len(words) - STRETCH + 1)]


def _compiled(name: str, sources: dict[str, str | list[str]], files: Mapping[Path, str]) -> re.Pattern[str]:
    """Return a named pattern, compiled."""
    code, entry = name.split(".", 1)
    try:
        return re.compile(_expanded(name, sources), re.IGNORECASE)
    except (re.error, KeyError, RecursionError) as error:
        path = next(path for path, found in files.items() if found == code)
        raise ContentError([Fault(str(path), line_of(path, entry), f"{entry} is no pattern: {error}")]) from error


def alternation(words: list[str]) -> str:
    """Return a pattern that matches any of the entries as whole words, the longest first."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word.lower():
            node = node.setdefault(letter, {})
        node[""] = {}
    return rf"(?<!\w){_branches(tree)}(?!\w)"


def _branches(tree: Mapping[str, Any]) -> str:
    """Return the pattern of a tree of letters: what entries begin with is read once, so that long lists stay quick."""
    ways = [_letter(letter) + _branches(rest) for letter, rest in tree.items() if letter]
    if not ways:
        return ""
    if "" in tree:
        return f"(?:{'|'.join(ways)})?"
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _letter(letter: str) -> str:
    """Return the pattern of one letter of an entry; a blank stands for any run of blanks."""
    return r"\s+" if letter == " " else re.escape(letter)


def _expanded(name: str, sources: dict[str, str | list[str]]) -> str:
    """Return the source of a pattern with every place filled; KeyError for a name nobody gave."""
    code = name.split(".", 1)[0]

    def fill(match: re.Match[str]) -> str:
        inner = match.group(1)
        return "(?:" + _expanded(inner if "." in inner else f"{code}.{inner}", sources) + ")"

    source = sources[name]
    if isinstance(source, list):
        source = sources[name] = alternation(source)
    return _PLACE.sub(fill, source)
