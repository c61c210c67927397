"""Reading the curriculum: folders of text files become one Course, or every fault in them is told at once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from courses.coverage import untaught
from courses.files import ContentError, Fault, Page, line_of, read_page, read_toml
from courses.markdown import to_html, word_count
from courses.outline import Activity, Course, KeyPoint, Kind, Lesson, Module, Practice, Studio
from courses.practice import faults_of, practice_of

READING_RATE = 200
WORKED_RATE = 100
TOLERANCE = 0.10
"""Words a minute for reading and for worked examples, and how far a text may be off (T2, T3)."""
SPOKEN = (60, 130)
"""The fewest and the most words that a facilitator says in a minute of a reading (T6)."""
_PLACE = re.compile(r"(?P<chapter>\d+)\.(?P<number>\d+)(?P<letter>[a-z]?)")
"""The place of an activity: `2.1`, or `6.5b` where a letter follows for the reserve."""
_WORKED = re.compile(r"^# (?P<title>.+)$", re.MULTILINE)


def load_course(content: Path, locale: str = "en") -> Course:
    """Read the curriculum of one language; raise `ContentError` with every fault of every file."""
    plan = read_toml(content / "course.toml")
    reader = _Reader(locale)
    modules = tuple(reader.module(content / folder) for folder in plan["modules"] if reader.has(content, folder))
    if reader.faults:
        raise ContentError(reader.faults)
    return Course(plan["title"], modules, reader.lessons, reader.practices, reader.studio)


class _Reader:
    """Reads the files of a course one after the other and collects what is wrong with them."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.faults: list[Fault] = []
        self.ids: set[str] = set()
        self.final: dict[str, Activity] = {}
        self.lessons: dict[str, Lesson] = {}
        self.practices: dict[str, Practice] = {}
        self.studio: Studio | None = None

    def has(self, content: Path, folder: str) -> bool:
        """Say whether a module has a page of its own that can be read; note what is wrong otherwise."""
        path = content / folder / f"module.{self.locale}.md"
        if not path.is_file():
            plan = content / "course.toml"
            self.faults.append(Fault(str(plan), line_of(plan, f'"{folder}"'), f"there is no {folder}/{path.name}"))
            return False
        try:
            missing = [key for key in ("id", "title", "minutes") if key not in read_page(path).head]
        except ContentError as error:
            self.faults += error.faults
            return False
        self.faults += [Fault(str(path), 1, f"the field '{key}' is missing") for key in missing]
        return not missing

    def module(self, folder: Path) -> Module:
        """Read a module's folder."""
        page = read_page(folder / f"module.{self.locale}.md")
        module_id = page.head["id"]
        found: list[Activity] = []
        for path in sorted(folder.glob(f"[0-9]*.{self.locale}.md")):
            found += self._collected(path, module_id, self._lesson)
        for path in sorted(folder.glob(f"*.{self.locale}.toml")):
            found += self._collected(path, module_id, self._activity_file)
        found.sort(key=_teaching_order)
        assigned = tuple(activity for activity in found if not activity.reserve)
        reserve = tuple(activity for activity in found if activity.reserve)
        module = Module(module_id, page.head["title"], to_html(page.body), assigned, reserve)
        if module.minutes != page.head["minutes"]:
            text = f"says {page.head['minutes']} minutes, but its activities add up to {module.minutes}"
            self.faults.append(Fault(str(page.path), line_of(page.path, "minutes"), text))
        return module

    def _collected(self, path: Path, module_id: str, read: Any) -> list[Activity]:
        """Read one file; a missing field or an unreadable file becomes a fault instead of stopping the rest."""
        try:
            found = list(read(path, module_id))
        except ContentError as error:
            self.faults += error.faults
            return []
        except KeyError as error:
            self.faults.append(Fault(str(path), 1, f"the field {error} is missing"))
            return []
        return [activity for activity in found if self._has_its_place(activity, path)]

    def _has_its_place(self, activity: Activity, path: Path) -> bool:
        """Say whether an activity can be ordered and is the only one of its id; note what is wrong otherwise."""
        if activity.kind is not Kind.QUIZ and not _PLACE.fullmatch(activity.place):
            text = f"{activity.place} is no place in the course; use a number such as 2.1, or 2.1b for the reserve"
            self.faults.append(Fault(str(path), line_of(path, f'"{activity.place}"'), text))
            return False
        if activity.id in self.ids:
            text = f"another file has the id {activity.id} already; give this one an id of its own, such as 2.1b"
            self.faults.append(Fault(str(path), line_of(path, "id ="), text))
            return False
        self.ids.add(activity.id)
        return True

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
        self._check_lesson(page, reading)
        told = to_html(reading, numbered=True), title, to_html(worked, numbered=True)
        self.lessons[head["id"]] = _lesson_of(head, module_id, *told)
        yield Activity(f"{head['id']}.R", Kind.READING, module_id, head["id"], head["title"], minutes["R"])
        if "W" in minutes:
            about = f"{head['id']}.W", Kind.WORKED, module_id, head["id"], title, minutes["W"]
            yield Activity(*about, transcript=head.get("transcript", False))

    def _check_words(self, page: Page, text: str, wanted: int, part: str) -> None:
        """Note a text that is longer or shorter than its minutes allow."""
        words = word_count(text)
        if abs(words - wanted) > TOLERANCE * wanted:
            fault = f"the {part} has {words} words; its minutes ask for {wanted}, give or take a tenth"
            self.faults.append(Fault(str(page.path), line_of(page.path, "minutes"), fault))

    def _check_lesson(self, page: Page, reading: str) -> None:
        """Note what a lesson lacks (curriculum, section 9)."""
        head = page.head
        for point, text in untaught([point["text"] for point in head["key_points"]], reading):
            self.faults.append(Fault(str(page.path), line_of(page.path, "key_points", point.split('"')[0]), text))
        if not 5 <= len(head["key_points"]) <= 10:
            self.faults.append(Fault(str(page.path), line_of(page.path, "key_points"), "give five to ten key points"))
        if len(head["inquiry"]) < 2 or not all(question.endswith("?") for question in head["inquiry"]):
            self.faults.append(Fault(str(page.path), line_of(page.path, "inquiry"), "give questions that end in ?"))
        for text in _faults_of_script(head):
            self.faults.append(Fault(str(page.path), line_of(page.path, "[facilitator]"), text))

    def _activity_file(self, path: Path, module_id: str) -> Iterator[Activity]:
        """Read a data file: a practice in full; of a quiz, an exam or an exercise only its place in the plan."""
        data = read_toml(path)
        reserve = data.get("reserve", False)
        if path.name.startswith("exam."):
            if "table" in data:
                yield Activity(data["id"], Kind.QUIZ, module_id, data["place"], data["title"], data["minutes"]["Q"])
        elif path.name.startswith("quiz."):
            yield Activity(data["id"], Kind.QUIZ, module_id, "Q", data["title"], data["minutes"]["Q"])
        elif re.match(r"E\d\d-", path.name):
            yield from self._exercise(path, data, module_id)
        elif data.get("type") == "capstone":
            minutes = data["minutes"]["X"]
            self.studio = Studio(f"{data['id']}.{Kind.EXERCISE}", to_html(data["intro"]), to_html(data["closing"]))
            yield Activity(self.studio.id, Kind.EXERCISE, module_id, data["id"], data["title"], minutes)
        else:
            faults = [Fault(str(path), line_of(path, *wrong.where), wrong.text) for wrong in faults_of(data)]
            if faults:
                raise ContentError(faults)
            practice = practice_of(data, module_id)
            self.practices[practice.id] = practice
            minutes = data["minutes"][practice.kind]
            about = practice.id, practice.kind, module_id, data["id"], data["title"]
            yield Activity(*about, minutes, reserve, transcript="transcript" in data)

    def _exercise(self, path: Path, data: Mapping[str, Any], module_id: str) -> Iterator[Activity]:
        """Yield the place of an exercise; the forms of the final task share one, which tells nothing of their case."""
        place, minutes = data["place"], data["minutes"]["X"]
        if not data.get("final", False):
            reserve = data.get("reserve", False)
            yield Activity(data["id"], Kind.EXERCISE, module_id, place, data["title"], minutes, reserve)
            return
        task = Activity(f"{place}.X", Kind.EXERCISE, module_id, place, data["listed_as"], minutes)
        if task.id not in self.final:
            yield task
        elif self.final[task.id] != task:
            text = "another form of this final task has other minutes or another listed_as; forms must agree"
            self.faults.append(Fault(str(path), line_of(path, "listed_as"), text))
        self.final.setdefault(task.id, task)


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
        in_person=head.get("facilitator", {}).get("in_person", ""),
        script=tuple(head.get("facilitator", {}).get("script", ())),
    )


def _faults_of_script(head: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with what a facilitator says; a lesson may still have nothing to say."""
    if "facilitator" not in head:
        return
    room, script = head["facilitator"].get("in_person", ""), head["facilitator"].get("script", [])
    if not room.strip():
        yield "say in_person how this lesson is done in a room"
    if len(script) != len(head["key_points"]):
        yield f"give the script one entry for each of the {len(head['key_points'])} key points, in their order"
    words = sum(map(word_count, script))
    fewest, most = (rate * head["minutes"]["R"] for rate in SPOKEN)
    if not fewest <= words <= most:
        yield f"the script has {words} words; its minutes ask for {fewest} to {most}"


def _teaching_order(activity: Activity) -> tuple[int, int, str, int, str]:
    """Return what orders activities: the place, then reading, worked example, practice; the quiz comes last."""
    place = _PLACE.fullmatch(activity.place)
    if place is None:
        return 1, 0, "", 0, activity.id
    return 0, int(place["number"]), place["letter"], "RWPFXQ".index(activity.kind), activity.id
