"""The catalogue: every exercise and quiz of the course, read from the module folders."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assessments import items, soundness
from assessments.balance import faults_of_hotspots, faults_of_keys
from assessments.exam import Pool, exam_of, faults_of_exam, faults_of_pool, is_exam, pool_of
from assessments.exercise import Exercise, exercise_of, is_exercise
from assessments.items import Quiz, quiz_of
from courses.files import ContentError, Fault, line_of, read_page, read_toml

T = TypeVar("T", Exercise, Quiz, Pool)


@dataclass(frozen=True)
class Catalogue:
    """The exercises and quizzes by id, in teaching order."""

    exercises: Mapping[str, Exercise]
    quizzes: Mapping[str, Quiz]

    def forms(self, activity: str) -> tuple[Exercise, ...]:
        """Return the forms of the final task that a step draws from; none for any other step."""
        return tuple(one for one in self.exercises.values() if one.final and one.activity == activity)


def load_catalogue(content: Path, locale: str = "en") -> Catalogue:
    """Read the exercises and quizzes of one language; raise `ContentError` with every fault of every file."""
    reader = _Reader(locale)
    for folder in read_toml(content / "course.toml")["modules"]:
        reader.module(content / folder)
    reader.join_exam()
    reader.compare()
    if reader.faults:
        raise ContentError(reader.faults)
    return Catalogue(reader.exercises, reader.quizzes)


class _Reader:
    """Reads the data files of the modules one after the other and collects what is wrong with them."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.faults: list[Fault] = []
        self.exercises: dict[str, Exercise] = {}
        self.quizzes: dict[str, Quiz] = {}
        self.pools: list[Pool] = []
        self.files: dict[str, Path] = {}
        self.exam: Path | None = None

    def module(self, folder: Path) -> None:
        """Read the exercises, the quiz and the exam items of a module."""
        for path in sorted(folder.glob(f"*.{self.locale}.toml")):
            if is_exercise(path):
                read = self._read(path, lambda data: exercise_of(data, self.locale), soundness.faults_of)
                self.exercises |= {one.id: one for one in read}
            elif path.name.startswith("quiz."):
                self.quizzes |= {one.id: self._kept(one, path) for one in self._read(path, quiz_of, _faults_of_quiz)}
            elif path.name.startswith("exam."):
                self._exam_file(path)

    def _exam_file(self, path: Path) -> None:
        """Read a module's exam items, or remember where the exam itself is described."""
        module = read_page(path.with_name(f"module.{self.locale}.md")).head["id"]
        if is_exam(read_toml(path)):
            self.exam = path
        else:
            self.pools += self._read(path, lambda data: pool_of(path, module, data), _faults_of_pool)

    def _kept(self, quiz: Quiz, path: Path) -> Quiz:
        """Return a quiz after noting in which file its items stand."""
        self.files |= dict.fromkeys(quiz.items, path)
        return quiz

    def compare(self) -> None:
        """Note where the hotspots of all quizzes together, or of the exam, give their answers away."""
        pools = [item for pool in self.pools for item in pool.items]
        files = self.files | {item.id: pool.path for pool in self.pools for item in pool.items}
        quizzes = [item for quiz in self.quizzes.values() if not quiz.exam for item in quiz.items.values()]
        for found in (quizzes, pools):
            for text in faults_of_hotspots(found):
                path = files[text.split(":", 1)[0]]
                self.faults.append(Fault(str(path), _line(path, text), text))

    def join_exam(self) -> None:
        """Make the exam, if the course has one, of the items that the modules gave."""
        if self.exam is None:
            return
        for asked in self._read(self.exam, lambda data: exam_of(data, self.pools), lambda _exam: iter(())):
            self.quizzes[asked.id] = asked
            for path, text in faults_of_exam(asked, self.exam, self.pools):
                self.faults.append(Fault(str(path), _line(path, text), text))

    def _read(
        self, path: Path, build: Callable[[dict[str, Any]], T], check: Callable[[T], Iterator[str]]
    ) -> Iterator[T]:
        """Yield what a file describes if it is sound; note its faults otherwise."""
        try:
            found = build(read_toml(path))
        except ContentError as error:
            self.faults += error.faults
            return
        except KeyError as error:
            self.faults.append(Fault(str(path), 1, f"the field {error} is missing"))
            return
        wrong = [Fault(str(path), _line(path, text), text) for text in check(found)]
        self.faults += wrong
        if not wrong:
            yield found


def _faults_of_quiz(quiz: Quiz) -> Iterator[str]:
    """Yield what is wrong with a quiz."""
    yield from items.faults_of(quiz)
    yield from faults_of_keys(quiz.items.values())


def _faults_of_pool(pool: Pool) -> Iterator[str]:
    """Yield what is wrong with a module's items for the exam."""
    yield from faults_of_pool(pool)
    yield from faults_of_keys(pool.items)


def _line(path: Path, text: str) -> int:
    """Return the line a fault is about: that of the item it begins with, if it names one."""
    return line_of(path, f'"{text.split(":", 1)[0]}"') if ":" in text else 1
