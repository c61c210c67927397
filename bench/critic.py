"""How often the critic is right on the bank of labelled OKRs, by language and half; how fast, beside a bare `re`."""

import hashlib
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.critic.critique import DETECTORS, criticise
from assessments.critic.finding import Weight
from assessments.critic.language import Language, load_language
from assessments.critic.pages import load_pages
from assessments.okr import KeyResult, Okr

BANK = Path(__file__).parent / "bank"
CRITIC = Path(__file__).parent.parent / "content" / "critic"
SEEDS = ("complex-objective", "task-as-key-result", "intricate-measure", "unrealistic-target", "conservative-target")
"""The five flaws typical of a first cycle."""
ANY_LINE = ("jargon", "passive-ownership")
HALVES = ("development", "test")
WARM, SHOWN = 20, 8
"""How many OKRs are read before the clock counts, and how many confusions are shown."""
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled OKR: its id, its language, and the codes of each of its lines and of the set."""

    id: str
    lang: str
    okr: Okr
    labels: dict[str, frozenset[str]]

    @property
    def half(self) -> str:
        """Return the half it belongs to, by the hash of its id: the test half is looked at only to report."""
        return HALVES[int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2]


def run() -> None:
    """Print the tables of every language that has both a bank and its data, then the times."""
    cases = [_case(json.loads(line)) for path in sorted(BANK.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    levels = {code: page.level for code, page in load_pages(CRITIC).items()}
    for lang in sorted({case.lang for case in cases}):
        of_lang = [case for case in cases if case.lang == lang]
        if not any(CRITIC.glob(f"language.{lang}.toml")):
            print(f"\n{lang}: {len(of_lang)} labelled OKRs, and no critic for them yet")
            continue
        language = load_language(CRITIC, lang)
        for half in HALVES:
            _report(f"{lang}, {half} half", [case for case in of_lang if case.half == half], language, levels)
        _times(lang, of_lang)


def _case(value: dict[str, Any]) -> Case:
    """Return a case of the bank."""
    okr = Okr(
        value["objective"],
        tuple(map(KeyResult, value["key_results"])),
        cycle=value["cycle"],
        context=value["context"],
    )
    labels = {"objective": frozenset(value["labels"]["objective"]), "set": frozenset(value["labels"]["set"])}
    labels |= {f"kr{number}": frozenset(codes) for number, codes in enumerate(value["labels"]["key_results"], start=1)}
    return Case(value["id"], value["lang"], okr, labels)


def _found(case: Case, language: Language) -> dict[str, frozenset[str]]:
    """Return the codes that the critic gives to each line of a case, and to the set."""
    findings = [one for one in criticise(case.okr, language).findings if one.weight is not Weight.FINE]
    return {where: frozenset(one.code for one in findings if one.where == where) for where in case.labels}


def _report(title: str, cases: list[Case], language: Language, levels: dict[str, str]) -> None:
    """Print precision, recall, F1 and MCC of each code, their means, and what is confused most."""
    answers = [
        (case.labels[where], found[where], where)
        for case in cases
        for found in (_found(case, language),)
        for where in found
    ]
    print(f"\n{title}: {len(cases)} OKRs")
    print(f"{'code':<26}{'labels':>7}{'given':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'MCC':>7}")
    scores: dict[str, float] = {}
    for code in DETECTORS:
        places = [(code in right, code in given) for right, given, where in answers if _judged(code, where, levels)]
        if any(right or given for right, given in places):
            scores[code] = _line(code, Counter(places))
    seeds = [scores[code] for code in SEEDS if code in scores]
    every = _mean([*scores.values()])
    print(f"macro-F1 over {len(seeds)} seed flaws {_mean(seeds):.3f}, over {len(scores)} codes {every:.3f}")
    for (missed, said), count in Counter(_confusions(answers)).most_common(SHOWN):
        print(f"  {count:>3} x {missed} labelled, {said} said")


def _judged(code: str, where: str, levels: dict[str, str]) -> bool:
    """Say whether a code can stand at a place."""
    level = "O" if where == "objective" else "S" if where == "set" else "K"
    return level == levels[code] or (code in ANY_LINE and level != "S")


def _line(code: str, places: Counter[tuple[bool, bool]]) -> float:
    """Print the figures of one code and return its F1."""
    hit, missed, wrong, rest = (places[key] for key in ((True, True), (True, False), (False, True), (False, False)))
    precision, recall = _part(hit, hit + wrong), _part(hit, hit + missed)
    harmonic = _part(2 * precision * recall, precision + recall)
    spread = ((hit + wrong) * (hit + missed) * (rest + wrong) * (rest + missed)) ** 0.5
    correlation = _part(hit * rest - wrong * missed, spread)
    figures = f"{precision:>11.3f}{recall:>8.3f}{harmonic:>7.3f}{correlation:>7.3f}"
    print(f"{code:<26}{hit + missed:>7}{hit + wrong:>7}{figures}")
    return harmonic


def _part(part: float, whole: float) -> float:
    """Return a part of a whole; nothing of nothing is 0."""
    return part / whole if whole else 0.0


def _mean(values: list[float]) -> float:
    """Return a mean; that of nothing is 0."""
    return statistics.mean(values) if values else 0.0


def _confusions(answers: list[tuple[frozenset[str], frozenset[str], str]]) -> Iterator[Place]:
    """Yield each (labelled, said) that differs at one place; "nothing" stands for the missing side."""
    for right, given, _where in answers:
        missed, wrong = sorted(right - given) or ["nothing"], sorted(given - right) or ["nothing"]
        if right != given:
            yield from ((one, other) for one in missed for other in wrong)


def _times(lang: str, cases: list[Case]) -> None:
    """Print the processor time of a whole OKR that was never read before, and of a bare pass over the same texts."""
    language = load_language(CRITIC, lang)
    for case in cases[:WARM]:
        criticise(case.okr, language)
    critic, bare = [], []
    for case in cases[WARM:]:
        begun = time.process_time()
        criticise(case.okr, language)
        ended = time.process_time()
        for _place, text in case.okr.lines():
            re.findall(r"\w+", text)
        critic.append(1000 * (ended - begun))
        bare.append(1000 * (time.process_time() - ended))
    for name, values in (("critic", critic), ("bare re pass", bare)):
        slow = statistics.quantiles(values, n=100)[98]
        print(f"{lang}: {name:<14} median {statistics.median(values):.3f} ms, p99 {slow:.3f} ms")
