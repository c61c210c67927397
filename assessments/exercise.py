"""An exercise: a case with a flawed OKR or lines of talk, what was planted in it, and one good way to answer."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from assessments.okr import KeyResult, Okr
from courses.markdown import to_html

GATE_TRIES = 3
"""How often an exercise that a person scores as a gate may be sent (curriculum, section 3)."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A figure that the team knows: what it measures, its value and unit, and where it is read."""

    name: str
    value: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A flaw that was put into a line on purpose: its code, its line, and the words that show it."""

    code: str
    where: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """A flaw that a trainee named, and whether it is there."""

    code: str
    where: str
    phrase: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is shown besides the OKR or instead of it: what somebody says, or a field of a record."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A further text that is asked for besides the OKR or instead of it, with one good way to write it."""

    id: str
    label: str
    model: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a trainee writes: the OKR, the further parts by their id, and the flaws that they name."""

    okr: Okr
    parts: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise; `situation` is HTML, `weights` are those of the rubric's criteria and sum to 10.

    Where `asks_okr` is false only the parts are written; `flawed` and `model` hold an OKR only where there is one.
    A final one is a form of the final task, which is drawn: it opens only for those for whom it was.
    """

    id: str
    title: str
    level: int
    gate: bool
    minutes: int
    weights: Mapping[str, int]
    level3_sign: str
    strong_if: str
    hints: tuple[str, ...]
    team: str
    cycle: str
    ends: date
    situation: str
    baselines: tuple[Baseline, ...]
    flawed: Okr
    planted: tuple[Planted, ...]
    model: Okr
    material: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()
    asks_okr: bool = True
    reserve: bool = False
    locale: str = "en"
    final: bool = False
    place: str = ""

    def original(self, locale: str) -> Okr | None:
        """Return the flawed OKR if an answer in this language can be compared with it, word by word."""
        return self.flawed if locale == self.locale else None

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield each line that may hold a flaw as (where, text): those of the OKR, then `line1` and so on."""
        if self.flawed.written:
            yield from self.flawed.lines()
        for number, line in enumerate(self.material, start=1):
            yield f"line{number}", line.text

    @property
    def activity(self) -> str:
        """Return the id of the step that sending it completes; the forms of the final task share one (`10.2.X`)."""
        return f"{self.place}.X" if self.final else self.id

    @property
    def mastered(self) -> Answer:
        """Return the answer of an experienced Master: the model, with every planted flaw named."""
        tags = tuple({"code": one.code, "where": one.where, "phrase": one.phrase} for one in self.planted)
        return Answer(self.model, {part.id: part.model for part in self.parts}, tags)

    @property
    def tries(self) -> int | None:
        """Return how often it may be sent; None for as often as one likes."""
        return GATE_TRIES if self.gate else None

    def spotted(self, tags: Iterable[Mapping[str, str]], also: Container[tuple[str, str]]) -> tuple[Spotted, ...]:
        """Return the named flaws, each with whether it is there.

        It is when it was planted in that line and in those words, or when `also` holds its (code, line): a flaw that
        nobody planted and that is there all the same.
        """
        return tuple(
            Spotted(
                tag["code"],
                tag["where"],
                tag["phrase"],
                any(_hits(tag, one) for one in self.planted) or (tag["code"], tag["where"]) in also,
            )
            for tag in tags
        )

    def missed(self, tags: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
        """Return the codes of the planted flaws that nobody named, each once."""
        named = list(tags)
        missed = [one.code for one in self.planted if not any(_hits(tag, one) for tag in named)]
        return tuple(dict.fromkeys(missed))

    def task(self) -> dict[str, Any]:
        """Return what the trainee was asked, as plain JSON values, to be kept with the answer."""
        return {
            "title": self.title,
            "flawed": self.flawed.as_json(),
            "material": [[line.who, line.text] for line in self.material],
            "parts": {part.id: part.label for part in self.parts},
            "weights": dict(self.weights),
        }


def _hits(tag: Mapping[str, str], planted: Planted) -> bool:
    """Say whether a named flaw is a planted one: same code, same line, words that overlap."""
    if tag["code"] != planted.code or tag["where"] != planted.where:
        return False
    said, shown = _plain(tag["phrase"]), _plain(planted.phrase)
    return planted.where == "set" or (bool(said) and (said in shown or shown in said))


def _plain(text: str) -> str:
    """Return a phrase as compared: single blanks, no marks around it, no capitals."""
    return " ".join(text.split()).strip(" .,;:“”\"'").casefold()


def exercise_of(data: Mapping[str, Any], locale: str = "en") -> Exercise:
    """Return an exercise from the values of its file in one language; raise KeyError for a missing field."""
    context, asks_okr = data["context"], data.get("okr", True)
    figures = (f"{one['name']}: {one['value']} {one['unit']}." for one in context["baselines"])
    known = " ".join((f"{context['team']}.", context["situation"], *figures))
    blank = Okr("", cycle=context["cycle"], context=known)
    return Exercise(
        id=data["id"],
        title=data["title"],
        level=data["level"],
        gate=data["gate"],
        minutes=data["minutes"]["X"],
        weights=data["weights"],
        level3_sign=data["flaws_level3"],
        strong_if=data["strong_if"],
        hints=tuple(data["hints"]),
        team=context["team"],
        cycle=context["cycle"],
        ends=context["ends"],
        situation=to_html(context["situation"]),
        baselines=tuple(Baseline(b["name"], b["value"], b["unit"], b["source"]) for b in context["baselines"]),
        flawed=_flawed_of(data["flawed"], blank) if "flawed" in data else blank,
        planted=tuple(Planted(one["code"], one["where"], one["phrase"]) for one in data["planted"]),
        model=_model_of(data["model"], blank) if asks_okr else blank,
        material=tuple(Line(one["who"], one["text"]) for one in data.get("material", ())),
        parts=tuple(Part(one["id"], one["label"], one["model"]) for one in data.get("part", ())),
        asks_okr=asks_okr,
        reserve=data.get("reserve", False),
        locale=locale,
        final=data.get("final", False),
        place=data["place"],
    )


def _flawed_of(data: Mapping[str, Any], blank: Okr) -> Okr:
    """Return the flawed OKR."""
    return replace(blank, objective=data["objective"], key_results=tuple(map(KeyResult, data["key_results"])))


def _model_of(data: Mapping[str, Any], blank: Okr) -> Okr:
    """Return the model rewrite as an OKR."""
    fields = ("text", "baseline", "target", "unit", "date", "source", "owner")
    return replace(
        blank,
        objective=data["objective"],
        key_results=tuple(KeyResult(*(str(one[name]) for name in fields)) for one in data["key_results"]),
        why_now=data.get("why_now", ""),
        guardrails=tuple(data.get("guardrails", ())),
        initiatives=tuple(data.get("initiatives", ())),
        not_now=tuple(data.get("not_now", ())),
    )


def is_exercise(path: Path) -> bool:
    """Say whether a file holds an exercise, by its name."""
    return path.name[:1] == "E" and path.name[1:3].isdigit()
