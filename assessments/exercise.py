"""An exercise: a flawed OKR in its context, what was planted in it, and one good way to write it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assessments.okr import KeyResult, Okr
from courses.markdown import to_html

GATE_TRIES = 3
"""How often an exercise that a person scores as a gate may be sent (curriculum, section 3)."""
CRITERIA = set("DOKTI")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A figure that the team knows: what it measures, its value and unit, and where it is read."""

    name: str
    value: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A flaw that was put into the OKR on purpose: its code, its line, and the words that show it."""

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
class Exercise:
    """One exercise; `situation` is HTML, `weights` are those of the rubric's criteria and sum to 10."""

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
        return {"title": self.title, "flawed": self.flawed.as_json(), "weights": dict(self.weights)}


def _hits(tag: Mapping[str, str], planted: Planted) -> bool:
    """Say whether a named flaw is a planted one: same code, same line, words that overlap."""
    if tag["code"] != planted.code or tag["where"] != planted.where:
        return False
    said, shown = _plain(tag["phrase"]), _plain(planted.phrase)
    return planted.where == "set" or (bool(said) and (said in shown or shown in said))


def _plain(text: str) -> str:
    """Return a phrase as compared: single blanks, no marks around it, no capitals."""
    return " ".join(text.split()).strip(" .,;:“”\"'").casefold()


def exercise_of(data: Mapping[str, Any]) -> Exercise:
    """Return an exercise from the values of its file; raise KeyError for a missing field."""
    context, flawed = data["context"], data["flawed"]
    figures = (f"{one['name']}: {one['value']} {one['unit']}." for one in context["baselines"])
    frame = {"cycle": context["cycle"], "context": " ".join((f"{context['team']}.", context["situation"], *figures))}
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
        flawed=Okr(flawed["objective"], tuple(KeyResult(text) for text in flawed["key_results"]), **frame),
        planted=tuple(Planted(one["code"], one["where"], one["phrase"]) for one in data["planted"]),
        model=_model_of(data["model"], frame),
    )


def _model_of(data: Mapping[str, Any], frame: Mapping[str, str]) -> Okr:
    """Return the model rewrite as an OKR."""
    fields = ("text", "baseline", "target", "unit", "date", "source", "owner")
    return Okr(
        objective=data["objective"],
        key_results=tuple(KeyResult(*(str(one[name]) for name in fields)) for one in data["key_results"]),
        why_now=data["why_now"],
        guardrails=tuple(data.get("guardrails", ())),
        initiatives=tuple(data.get("initiatives", ())),
        not_now=tuple(data.get("not_now", ())),
        cycle=frame["cycle"],
        context=frame["context"],
    )


def faults_of(exercise: Exercise) -> Iterator[str]:
    """Yield what is wrong with an exercise (curriculum, section 9)."""
    lines = dict(exercise.flawed.lines())
    for one in exercise.planted:
        if one.where != "set" and one.phrase not in lines.get(one.where, ""):
            yield f"the planted phrase '{one.phrase}' does not occur in {one.where}"
    if sum(exercise.weights.values()) != 10 or not set(exercise.weights) <= CRITERIA:
        yield "the weights of D, O, K, T, I must sum to 10"
    if not exercise.hints or not all(hint.endswith("?") for hint in exercise.hints):
        yield "give hints, each a question that ends in ?"
    yield from _faults_of_model(exercise)


def _faults_of_model(exercise: Exercise) -> Iterator[str]:
    """Yield what is wrong with the model rewrite."""
    key_results = exercise.model.key_results
    known = {baseline.value for baseline in exercise.baselines}
    if not 2 <= len(key_results) <= 4:
        yield "the model needs two to four key results"
    for one in key_results:
        if not all((one.target, one.date, one.source, one.owner)):
            yield f"the model's key result '{one.text}' needs target, date, source and owner"
        if one.baseline and one.baseline not in known:
            yield f"the model's baseline {one.baseline} is not among the baselines of the context"
        if one.date > str(exercise.ends):
            yield f"the model's key result '{one.text}' ends after the cycle"


def is_exercise(path: Path) -> bool:
    """Say whether a file holds an exercise, by its name."""
    return path.name[:1] == "E" and path.name[1:3].isdigit()
