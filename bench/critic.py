"""How often the critic is right on the bank of labelled OKRs, by language and half; how fast, beside a bare `re`."""

import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assessments.critic.critique import DETECTORS, criticise
from assessments.critic.finding import Weight
from assessments.critic.language import Language, load_language
from assessments.critic.pages import load_pages
from bench import agreement, footprint, pairs
from bench.bank_cases import HALVES, Case, judged, load_bank

CRITIC = Path(__file__).parent.parent / "content" / "critic"
SEEDS = ("complex-objective", "task-as-key-result", "intricate-measure", "unrealistic-target", "conservative-target")
"""The five flaws typical of a first cycle."""
WARM, SHOWN = 20, 8
"""How many OKRs are read before the clock counts, and how many confusions are shown."""
NOTHING = "nothing"
Place = tuple[str, str]
Counts = Counter[tuple[bool, bool]]


def run() -> None:
    """Print what the bank holds, the tables of every language that has both a bank and its data, and the times."""
    cases = load_bank()
    levels = {code: page.level for code, page in load_pages(CRITIC).items()}
    agreement.report(cases, levels)
    for lang in sorted({case.lang for case in cases}):
        of_lang = [case for case in cases if case.lang == lang]
        if not any(CRITIC.glob(f"language.{lang}.toml")):
            print(f"\n{lang}: {len(of_lang)} labelled OKRs, and no critic for them yet")
            continue
        language = load_language(CRITIC, lang)
        for half in HALVES:
            _report(f"{lang}, {half} half", [case for case in of_lang if case.half == half], language, levels)
        _times(lang, of_lang)
    footprint.report()
    pairs.report(CRITIC)


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
    counts: dict[str, Counts] = {}
    for code in DETECTORS:
        places = [(code in right, code in given) for right, given, where in answers if judged(code, where, levels)]
        if any(right or given for right, given in places):
            counts[code] = Counter(places)
            _line(code, counts[code])
    seeds = [_harmonic(counts[code]) for code in SEEDS if code in counts]
    print(f"macro-F1 over {len(seeds)} seed flaws {_mean(seeds):.3f}, over {len(counts)} codes {_macro(counts):.3f}")
    confusions = Counter(_confusions(answers))
    for (missed, said), count in confusions.most_common(SHOWN):
        print(f"  {count:>3} x {missed} labelled, {said} said")
    _worst(confusions, counts)


def _line(code: str, places: Counts) -> None:
    """Print the figures of one code."""
    hit, missed, wrong, rest = (places[key] for key in ((True, True), (True, False), (False, True), (False, False)))
    precision, recall = _part(hit, hit + wrong), _part(hit, hit + missed)
    spread = ((hit + wrong) * (hit + missed) * (rest + wrong) * (rest + missed)) ** 0.5
    correlation = _part(hit * rest - wrong * missed, spread)
    figures = f"{precision:>11.3f}{recall:>8.3f}{_harmonic(places):>7.3f}{correlation:>7.3f}"
    print(f"{code:<26}{hit + missed:>7}{hit + wrong:>7}{figures}")


def _harmonic(places: Counts) -> float:
    """Return F1: the harmonic mean of precision and recall."""
    hit = 2 * places[True, True]
    return _part(hit, hit + places[True, False] + places[False, True])


def _macro(counts: dict[str, Counts]) -> float:
    """Return the mean F1 of all codes."""
    return _mean([_harmonic(places) for places in counts.values()])


def _worst(confusions: Counter[Place], counts: dict[str, Counts]) -> None:
    """Print the confusion without which the mean F1 of all codes would rise most."""
    gains = {}
    for (missed, said), times in confusions.items():
        mended = dict(counts)
        if missed in counts:
            mended[missed] = counts[missed] + Counter({(True, True): times}) - Counter({(True, False): times})
        if said in counts:
            mended[said] = counts[said] - Counter({(False, True): times})
        gains[missed, said] = _macro(mended) - _macro(counts)
    for missed, said in sorted(gains, key=gains.__getitem__)[-1:]:
        print(f"what hurts most: {missed} labelled, {said} said; without it macro-F1 +{gains[missed, said]:.3f}")


def _part(part: float, whole: float) -> float:
    """Return a part of a whole; nothing of nothing is 0."""
    return part / whole if whole else 0.0


def _mean(values: list[float]) -> float:
    """Return a mean; that of nothing is 0."""
    return statistics.mean(values) if values else 0.0


def _confusions(answers: list[tuple[frozenset[str], frozenset[str], str]]) -> Iterator[Place]:
    """Yield each (labelled, said) that differs at one place; `NOTHING` stands for the missing side."""
    for right, given, _where in answers:
        missed, wrong = sorted(right - given) or [NOTHING], sorted(given - right) or [NOTHING]
        if right != given:
            yield from ((one, other) for one in missed for other in wrong)


def _times(lang: str, cases: list[Case]) -> None:
    """Print the processor time of a whole OKR that was never read before, and of a bare pass over the same texts."""
    language = load_language(CRITIC, lang)
    language.compile()
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
