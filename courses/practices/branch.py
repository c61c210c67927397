"""Branch: a scene that forks; each choice leads on, and the whole path is looked back on at the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from courses.markdown import to_html
from courses.outline import Practice
from courses.practices.base import MISSING, Answer, Mark, Marked, Taken, Type
from courses.practices.shape import TABLES, TEXT, Layout, Where, Wrong, misfits

END = "end"
CHOICES = 3
VERDICTS = ("sound", "fair", "poor")
"""How good a choice is: what a Master would do, what works at a price, what makes it worse."""
_CHOICE = {"text": TEXT, "then": TEXT, "verdict": TEXT, "why": TEXT}


@dataclass(frozen=True, slots=True)
class Step:
    """A scene that was played, the choice made in it, and the others."""

    scene: Mapping[str, Any]
    choice: Mapping[str, Any]

    @property
    def others(self) -> tuple[Mapping[str, Any], ...]:
        """Return the choices that were not made, the sound one first."""
        others = [choice for choice in self.scene["choice"] if choice is not self.choice]
        return tuple(sorted(others, key=lambda choice: VERDICTS.index(choice["verdict"])))


@dataclass(frozen=True, slots=True)
class Stage:
    """The path so far, the scene that is open (None at the end), and its choices in a mixed order."""

    path: tuple[Step, ...]
    scene: Mapping[str, Any] | None
    choices: tuple[tuple[str, str], ...]

    @property
    def begun(self) -> bool:
        """Say whether any choice was made."""
        return bool(self.path)


class Branch(Type):
    """Scenes played one after the other; a choice once made stands. Fields bear the ids of the scenes."""

    layout = Layout("scene", {"id": TEXT, "text": TEXT, "choice": TABLES}, {"minute": TEXT}, head={"start": TEXT})

    def parts(self, data: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        """Return the scenes with their text as HTML."""
        return tuple({**scene, "text": to_html(scene["text"])} for scene in data["scene"])

    def misfits(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the fields of scenes and choices that are missing or of the wrong kind."""
        broken = list(super().misfits(data))
        yield from broken
        for where, name, choice in () if broken else self._choices(data):
            yield from misfits(choice, _CHOICE, {}, where, name)

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield what makes a scene unplayable: choices that lead nowhere, scenes nobody reaches, paths without end."""
        ids = [scene["id"] for scene in data["scene"]]
        if len(set(ids)) != len(ids) or not all(_is_id(one) for one in ids):
            yield Wrong("give every scene an id of its own in small letters, digits and hyphens")
        if data["start"] not in ids:
            yield Wrong(f"there is no scene {data['start']} to start with", ("start =",))
            return
        for number, scene in enumerate(data["scene"]):
            verdicts = [choice["verdict"] for choice in scene["choice"]]
            if len(verdicts) != CHOICES or verdicts.count("sound") != 1:
                yield Wrong(f"scene {scene['id']} needs three choices, one of them sound", self.layout.where(number))
        wrong = [*self._faults_of_choices(data, ids)]
        yield from wrong or self._faults_of_paths(data)

    def _faults_of_choices(self, data: Mapping[str, Any], ids: list[str]) -> Iterator[Wrong]:
        """Yield the choices with an unknown verdict or an unknown next scene."""
        for where, name, choice in self._choices(data):
            if choice["verdict"] not in VERDICTS:
                yield Wrong(f"the verdict of {name} must be {', '.join(VERDICTS)}", (*where, "verdict ="))
            if choice["then"] not in {*ids, END}:
                text = f"{name} leads to {choice['then']}, which is no scene and not {END}"
                yield Wrong(text, (*where, "then ="))

    def _faults_of_paths(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the scenes that nobody reaches, and a path that comes back to where it was."""
        ways = {scene["id"]: {choice["then"] for choice in scene["choice"]} - {END} for scene in data["scene"]}
        reached, open_scenes = {data["start"]}, [data["start"]]
        while open_scenes:
            fresh = ways[open_scenes.pop()] - reached
            reached |= fresh
            open_scenes += fresh
        for number, scene in enumerate(data["scene"]):
            if scene["id"] not in reached:
                yield Wrong(f"no choice leads to scene {scene['id']}", self.layout.where(number))
        while leaves := {one for one, then in ways.items() if not then & ways.keys()}:
            ways = {one: then for one, then in ways.items() if one not in leaves}
        if ways:
            yield Wrong(f"a path comes back to {', '.join(sorted(ways))}; every path must end")

    def _choices(self, data: Mapping[str, Any]) -> Iterator[tuple[Where, str, Mapping[str, Any]]]:
        """Yield each choice of a file with the phrases that lead to it and its name."""
        for number, scene in enumerate(data["scene"]):
            for nth, choice in enumerate(scene["choice"]):
                where = (*self.layout.where(number), ("[[scene.choice]]", nth))
                yield where, f"choice {nth + 1} of scene {scene['id']}", choice

    def stage(self, practice: Practice, kept: Answer, *, onward: bool = False) -> Stage:
        """Follow the kept choices from the start as far as they lead."""
        scenes = {scene["id"]: scene for scene in practice.parts}
        path: list[Step] = []
        at = practice.data["start"]
        while at in scenes:
            scene, value = scenes[at], kept.get(at, "")
            if value not in _values(scene):
                return Stage(tuple(path), scene, _mixed(scene))
            path.append(Step(scene, scene["choice"][int(value)]))
            at = path[-1].choice["then"]
        return Stage(tuple(path), None, ())

    def take(self, practice: Practice, kept: Answer, sent: Answer) -> Taken:
        """Take the choice of the open scene; a form of a scene already played changes nothing."""
        scene, answer = self.stage(practice, kept).scene, dict(kept)
        if scene is None or (scene["id"] not in sent and any(part["id"] in sent for part in practice.parts)):
            return Taken(answer)
        value = sent.get(scene["id"], "")
        if value not in _values(scene):
            return Taken(answer, {scene["id"]: MISSING})
        answer[scene["id"]] = value
        return Taken(answer, complete=self.stage(practice, answer).scene is None)

    def mark(self, practice: Practice, answer: Answer) -> Marked:
        """Mark the choices along the path: right where they were sound."""
        return Marked(tuple(_mark(step) for step in self.stage(practice, answer).path))

    def forms(self, practice: Practice, words: str) -> Iterator[dict[str, str]]:
        """Yield the sound choice of each scene on the way."""
        scenes, at = {scene["id"]: scene for scene in practice.parts}, practice.data["start"]
        while at in scenes:
            verdicts = [choice["verdict"] for choice in scenes[at]["choice"]]
            sound = verdicts.index("sound")
            yield {at: str(sound)}
            at = scenes[at]["choice"][sound]["then"]


def _mark(step: Step) -> Mark:
    """Mark one choice."""
    sound = next(choice for choice in step.scene["choice"] if choice["verdict"] == "sound")
    right = step.choice is sound
    return Mark(
        step.scene["id"], step.scene.get("minute", ""), step.choice["text"], right, sound["text"], step.choice["why"]
    )


def _values(scene: Mapping[str, Any]) -> list[str]:
    """Return the values of a scene's choices: their numbers in the file."""
    return [str(number) for number in range(len(scene["choice"]))]


def _mixed(scene: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the choices of a scene as value and text, in a mixed order that stays the same."""
    choices = [(str(number), choice["text"]) for number, choice in enumerate(scene["choice"])]
    return tuple(sorted(choices, key=lambda one: sha256(f"{scene['id']} {one[1]}".encode()).digest()))


def _is_id(text: str) -> bool:
    """Say whether a text can be the id of a scene."""
    return text != END and text.isascii() and text.replace("-", "").isalnum() and text == text.lower()
