"""Soundness: what is wrong with an exercise as its file describes it (curriculum, section 9)."""

import re
from collections.abc import Iterator

from assessments.exercise import Exercise
from assessments.okr import KeyResult

CRITERIA = set("DOKTI")
_WAYS = {"fall": -1, "rise": 1}
"""The verbs by which an English model says which way is better."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def faults_of(exercise: Exercise) -> Iterator[str]:
    """Yield what is wrong with an exercise."""
    lines = dict(exercise.lines())
    if not lines:
        yield "show a flawed OKR or lines of material"
    for one in exercise.planted:
        if one.where != "set" and one.phrase not in lines.get(one.where, ""):
            yield f"the planted phrase '{one.phrase}' does not occur in {one.where}"
    if sum(exercise.weights.values()) != 10 or not set(exercise.weights) <= CRITERIA:
        yield "the weights of D, O, K, T, I must sum to 10"
    if not (exercise.hints or exercise.gate) or not all(hint.endswith("?") for hint in exercise.hints):
        yield "give hints, each a question that ends in ?"
    if exercise.final and not exercise.gate:
        yield "a form of the final task is a gate: a person grades it"
    yield from _faults_of_parts(exercise)
    if exercise.asks_okr:
        yield from _faults_of_model(exercise)


def _faults_of_parts(exercise: Exercise) -> Iterator[str]:
    """Yield what is wrong with the further parts."""
    if not exercise.asks_okr and not exercise.parts:
        yield "without an OKR an exercise needs parts to be written"
    if len({part.id for part in exercise.parts}) < len(exercise.parts):
        yield "two parts have the same id"
    for part in exercise.parts:
        if not part.label.strip() or not part.model.strip():
            yield f"the part {part.id} needs a label and a model"


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
        if exercise.locale == "en" and _is_worse(one):
            yield f"{one.text}: must end better than it begins; say that it falls or rises, and let the figures follow"


def _is_worse(one: KeyResult) -> bool:
    """Say whether a model's figures stand still or move against its verb."""
    baseline, target = _figure(one.baseline), _figure(one.target)
    if baseline is None or target is None:
        return False
    ways = {way for verb, way in _WAYS.items() if re.search(rf"\b{verb}s?\b", one.text)}
    return ways != {(target > baseline) - (target < baseline)}


def _figure(text: str) -> float | None:
    """Return a plain number, None for words."""
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
