"""The catalogue: every exercise and quiz of the course, read from the module folders."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assessments import exercise, items
from assessments.exercise import Exercise, exercise_of, is_exercise
from assessments.items import Quiz, quiz_of
from courses.files import ContentError, Fault, line_of, read_toml

T = TypeVar("T", Exercise, Quiz)


@dataclass(frozen=True)
class Catalogue:
    """The exercises and quizzes by id, in teaching order."""

    exercises: Mapping[str, Exercise]
    quizzes: Mapping[str, Quiz]


def load_catalogue(content: Path, locale: str = "en") -> Catalogue:
    """Read the exercises and quizzes of one language; raise `ContentError` with every fault of every file."""
    faults: list[Fault] = []
    exercises: dict[str, Exercise] = {}
    quizzes: dict[str, Quiz] = {}
    for path in _files(content, locale):
        if is_exercise(path):
            for task in _read(path, exercise_of, exercise.faults_of, faults):
                exercises[task.id] = task
        elif path.name.startswith("quiz."):
            for asked in _read(path, quiz_of, items.faults_of, faults):
                quizzes[asked.id] = asked
    if faults:
        raise ContentError(faults)
    return Catalogue(exercises, quizzes)


def _files(content: Path, locale: str) -> Iterator[Path]:
    """Yield the data files of the modules in teaching order."""
    for folder in read_toml(content / "course.toml")["modules"]:
        yield from sorted((content / folder).glob(f"*.{locale}.toml"))


def _read(
    path: Path, build: Callable[[dict[str, Any]], T], check: Callable[[T], Iterator[str]], faults: list[Fault]
) -> Iterator[T]:
    """Yield what a file describes if it is sound; note its faults otherwise."""
    try:
        found = build(read_toml(path))
    except ContentError as error:
        faults += error.faults
        return
    except KeyError as error:
        faults.append(Fault(str(path), 1, f"the field {error} is missing"))
        return
    wrong = [Fault(str(path), _line(path, text), text) for text in check(found)]
    faults += wrong
    if not wrong:
        yield found


def _line(path: Path, text: str) -> int:
    """Return the line a fault is about: that of the item it begins with, if it names one."""
    return line_of(path, f'"{text.split(":", 1)[0]}"') if ":" in text else 1
