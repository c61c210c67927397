"""How far two labellings of the bank agree, code by code (Cohen's kappa), and how often each code stands in it."""

from collections import Counter

from bench.bank_cases import Case, judged


def report(cases: list[Case], levels: dict[str, str]) -> None:
    """Print for each code its cases, its near misses, and how far both labellings agree beyond chance."""
    public = sum(case.sector == "public" for case in cases)
    print(f"\nthe bank: {len(cases)} OKRs, {public} of the public sector")
    print(f"{'code':<26}{'cases':>7}{'near':>7}{'first':>7}{'second':>8}{'kappa':>7}")
    kappas = []
    for code in sorted(levels):
        places = [(case, where) for case in cases for where in case.labels if judged(code, where, levels)]
        settled = sum(code in case.labels[where] for case, where in places)
        if settled:
            near = sum(code in case.near[where] for case, where in places)
            twice = ((case, where) for case, where in places if case.twice)
            both = Counter((code in case.first[where], code in case.second[where]) for case, where in twice)
            kappas.append(kappa(both))
            counts = (both[True, True] + both[True, False], both[True, True] + both[False, True])
            print(f"{code:<26}{settled:>7}{near:>7}{counts[0]:>7}{counts[1]:>8}{kappas[-1]:>7.3f}")
    print(f"mean kappa {sum(kappas) / len(kappas):.3f}, least {min(kappas):.3f}")


def kappa(both: Counter[tuple[bool, bool]]) -> float:
    """Return Cohen's kappa of two yes-or-no labellings: agreement beyond what chance would bring."""
    total = both.total()
    seen = (both[True, True] + both[False, False]) / total
    yes = (both[True, True] + both[True, False]) * (both[True, True] + both[False, True])
    no = (both[False, False] + both[True, False]) * (both[False, False] + both[False, True])
    chance = (yes + no) / total**2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)
