"""Reading the curriculum: folders of text files become one Course, or every fault in them is told at once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from courses.files import ContentError, Fault, Page, line_of, read_page, read_toml
from courses.markdown import to_html, word_count
from courses.outline import Activity, Course, KeyPoint, Kind, Lesson, Module, Practice
from courses.practice import faults_of

READING_RATE = 200
WORKED_RATE = 100
TOLERANCE = 0.10
"""Words a minute for reading and for worked examples, and how far a text may be off (T2, T3)."""
_WORKED = re.compile(r"^# (?P<title>.+)$", re.MULTILINE)


def load_course(content: Path, locale: str = "en") -> Course:
    """Read the curriculum of one language; raise `ContentError` with every fault of every file."""
    plan = read_toml(content / "course.toml")
    reader = _Reader(locale)
    modules = tuple(reader.module(content / folder) for folder in plan["modules"])
    if reader.faults:
        raise ContentError(reader.faults)
    return Course(plan["title"], modules, reader.lessons, reader.practices)


class _Reader:
    """Reads the files of a course one after the other and collects what is wrong with them."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.faults: list[Fault] = []
        self.lessons: dict[str, Lesson] = {}
        self.practices: dict[str, Practice] = {}

    def module(self, folder: Path) -> Module:
        """Read a module's folder."""
        page = read_page(folder / f"module.{self.locale}.md")
        module_id = page.head["id"]
        activities: list[Activity] = []
        for path in sorted(folder.glob(f"[0-9]*.{self.locale}.md")):
            activities += self._collected(path, module_id, self._lesson)
        for path in sorted(folder.glob(f"*.{self.locale}.toml")):
            activities += self._collected(path, module_id, self._activity_file)
        activities.sort(key=_teaching_order)
        module = Module(module_id, page.head["title"], to_html(page.body), tuple(activities))
        if module.minutes != page.head["minutes"]:
            text = f"says {page.head['minutes']} minutes, but its activities add up to {module.minutes}"
            self.faults.append(Fault(str(page.path), line_of(page.path, "minutes"), text))
        return module

    def _collected(self, path: Path, module_id: str, read: Any) -> list[Activity]:
        """Read one file; a missing field or an unreadable file becomes a fault instead of stopping the rest."""
        try:
            return list(read(path, module_id))
        except ContentError as error:
            self.faults += error.faults
        except KeyError as error:
            self.faults.append(Fault(str(path), 1, f"the field {error} is missing"))
        return []

    def _lesson(self, path: Path, module_id: str) -> Iterator[Activity]:
        """Read a lesson: its reading and, below a first-level heading, its worked example."""
        page = read_page(path)
        split = _WORKED.search(page.body)
        reading = page.body[: split.start()] if split else page.body
        worked = page.body[split.end() :] if split else ""
        title = split["title"].removeprefix("Worked example:").strip() if split else ""
        head, minutes = page.head, page.head["minutes"]
        self._check_words(page, reading, minutes["R"] * READING_RATE, "reading")
        if "W" in minutes:
            self._check_words(page, worked, minutes["W"] * WORKED_RATE, "worked example")
        self._check_lesson(page)
        self.lessons[head["id"]] = _lesson_of(head, module_id, to_html(reading), title, to_html(worked))
        yield Activity(f"{head['id']}.R", Kind.READING, module_id, head["id"], head["title"], minutes["R"])
        if "W" in minutes:
            yield Activity(f"{head['id']}.W", Kind.WORKED, module_id, head["id"], title, minutes["W"])

    def _check_words(self, page: Page, text: str, wanted: int, part: str) -> None:
        """Note a text that is longer or shorter than its minutes allow."""
        words = word_count(text)
        if abs(words - wanted) > TOLERANCE * wanted:
            fault = f"the {part} has {words} words; its minutes ask for {wanted}, give or take a tenth"
            self.faults.append(Fault(str(page.path), line_of(page.path, "minutes"), fault))

    def _check_lesson(self, page: Page) -> None:
        """Note what a lesson lacks (curriculum, section 9)."""
        head = page.head
        if not 5 <= len(head["key_points"]) <= 10:
            self.faults.append(Fault(str(page.path), line_of(page.path, "key_points"), "give five to ten key points"))
        if len(head["inquiry"]) < 2 or not all(question.endswith("?") for question in head["inquiry"]):
            self.faults.append(Fault(str(page.path), line_of(page.path, "inquiry"), "give questions that end in ?"))

    def _activity_file(self, path: Path, module_id: str) -> Iterator[Activity]:
        """Read a data file: a practice in full; of a quiz or an exercise only its place in the plan."""
        data = read_toml(path)
        if path.name.startswith("quiz."):
            yield Activity(data["id"], Kind.QUIZ, module_id, "Q", data["title"], data["minutes"]["Q"])
        elif re.match(r"E\d\d-", path.name):
            minutes = data["minutes"]["X"]
            yield Activity(data["id"], Kind.EXERCISE, module_id, data["place"], data["title"], minutes)
        else:
            practice = _practice_of(data, module_id)
            self.faults += [Fault(str(path), 1, text) for text in faults_of(practice)]
            self.practices[f"{data['id']}.P"] = practice
            minutes = data["minutes"]["P"]
            yield Activity(f"{data['id']}.P", Kind.PRACTICE, module_id, data["id"], data["title"], minutes)


def _lesson_of(head: Mapping[str, Any], module_id: str, reading: str, worked_title: str, worked: str) -> Lesson:
    """Return a lesson from the head of its file and its rendered parts."""
    return Lesson(
        id=head["id"],
        module=module_id,
        title=head["title"],
        why=head["why"],
        outcomes=tuple(head["outcomes"]),
        key_points=tuple(KeyPoint(point["text"], point.get("author", "")) for point in head["key_points"]),
        claim=head["misconception"]["claim"],
        answer=head["misconception"]["answer"],
        inquiry=tuple(head["inquiry"]),
        sources=tuple(head["sources"]),
        reading=reading,
        worked_title=worked_title,
        worked=worked,
    )


def _practice_of(data: Mapping[str, Any], module_id: str) -> Practice:
    """Return a practice from the values of its file."""
    listed = {"sort": "item", "cut": "piece", "complete": "card", "write": "prompt", "recall": "card"}
    return Practice(
        id=f"{data['id']}.P",
        module=module_id,
        title=data["title"],
        type=data["type"],
        intro=to_html(data["intro"]),
        closing=to_html(data["closing"]),
        parts=tuple(data[listed[data["type"]]]),
        bins=tuple(data.get("bins", ())),
        reason=data.get("reason", ""),
        result=data.get("result", ""),
    )


def _teaching_order(activity: Activity) -> tuple[int, int, str, int, str]:
    """Return what orders activities: the place, then reading, worked example, practice; the quiz comes last."""
    if activity.kind is Kind.QUIZ:
        return 1, 0, "", 0, activity.id
    chapter, number = activity.place.split(".")
    return 0, int(number), chapter, "RWPFX".index(activity.kind), activity.id
