"""Novelty: whether the case of an exercise is new to whoever reaches it (curriculum, section 9)."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.exercise import is_exercise
from courses.files import Fault, read_toml

RUN = 6
"""So many words in a row, taken from an exercise, show its case."""
FIGURES = 2
"""So many of its figures with their units, in one line with a word of the team's name, show it too."""
NAMES = 4
"""A word of the team's name tells it apart from this length on, unless many teams bear it."""
_PLAIN = {
    "office",
    "service",
    "services",
    "centre",
    "municipal",
    "public",
    "state",
    "county",
    "district",
    "administration",
}
_WORD = re.compile(r"[\w%.]*\w%?")
_PLACE = re.compile(r"(?:E\d\d-|(?P<chapter>\d+)\.(?P<number>\d+)(?P<letter>[a-z]?)-)")

Place = tuple[int, int, str]
Run = tuple[str, ...]
_LAST = 10_000


@dataclass(frozen=True, slots=True)
class Case:
    """What gives an exercise away: its runs of words, its figures, and the words of its team's name."""

    id: str
    place: Place
    runs: frozenset[Run]
    figures: tuple[str, ...]
    names: tuple[str, ...]

    def shown_by(self, words: Sequence[str], runs: Set[Run]) -> str:
        """Return the words of a line by which it shows the case; nothing where it does not."""
        if run := min(self.runs & runs, default=None):
            return " ".join(run)
        name = next((name for name in self.names if name in words), None)
        plain = f" {' '.join(words)}"
        figures = [figure for figure in self.figures if f" {figure}" in plain] if name else []
        return f"{', '.join(figures)} and {name}" if len(figures) >= FIGURES else ""


def faults_of_novelty(content: Path, locale: str = "en") -> Iterator[Fault]:
    """Yield every line of a lesson, a practice or a question that shows a case before its exercise.

    The items of the final exam show none at all, and nothing shows the forms of the final task.
    """
    folders = [content / name for name in read_toml(content / "course.toml")["modules"]]
    cases = [case for number, folder in enumerate(folders) for case in _cases(number, folder, locale)]
    for number, folder in enumerate(folders):
        for path in sorted([*folder.glob(f"*.{locale}.md"), *folder.glob(f"*.{locale}.toml")]):
            if not is_exercise(path):
                yield from _shown(path, [case for case in cases if _place(path, number) < case.place])


def _shown(path: Path, cases: Sequence[Case]) -> Iterator[Fault]:
    """Yield the lines of a file that show one of these cases."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        words = _words(line)
        runs = set(_runs(words))
        for case in cases if runs else ():
            if shown := case.shown_by(words, runs):
                yield Fault(str(path), number, f"shows the case of {case.id} before it is met ({shown}); tell another")


def _cases(number: int, folder: Path, locale: str) -> Iterator[Case]:
    """Yield the cases of a module."""
    for path in sorted(folder.glob(f"E*.{locale}.toml")):
        if is_exercise(path):
            yield _case(read_toml(path), number)


def _case(data: Mapping[str, Any], number: int) -> Case:
    """Return what gives an exercise away."""
    context, flawed = data["context"], data.get("flawed", {})
    texts = [*re.split(r"[.\n]+\s", context["situation"]), flawed.get("objective", ""), *flawed.get("key_results", ())]
    texts += [line["text"] for line in data.get("material", ())]
    figures = {" ".join(_words(f"{one['value']} {one['unit']}".replace(" %", "%"))) for one in context["baselines"]}
    names = [word for word in _words(context["team"]) if len(word) >= NAMES and word not in _PLAIN]
    return Case(
        data["id"],
        (_LAST, 0, "") if data.get("final") else _of(number, data["place"] + "-"),
        frozenset(run for text in texts for run in _runs(_words(text))),
        tuple(sorted(figures)),
        tuple(names),
    )


def _place(path: Path, number: int) -> Place:
    """Return where a file is met: a module's opening first, its quiz last, its items for the exam before any case."""
    if path.name.startswith("exam."):
        return -1, 0, ""
    if path.name.startswith("quiz."):
        return number, _LAST, ""
    return _of(number, path.name)


def _of(number: int, name: str) -> Place:
    """Return the place that a name begins with, in the module of this number."""
    found = _PLACE.match(name)
    return (number, int(found["number"] or 0), found["letter"] or "") if found else (number, 0, "")


def _words(text: str) -> list[str]:
    """Return the words of a text as compared, per cents with their number."""
    return _WORD.findall(text.casefold().replace(" per cent", "%").replace(" %", "%"))


def _runs(words: Sequence[str]) -> Iterator[Run]:
    """Yield the runs of words."""
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
