"""The bank of labelled OKRs against which the critic is measured holds what a measurement needs."""

from collections import Counter
from itertools import chain
from pathlib import Path

from assessments.critic.critique import DETECTORS
from assessments.critic.pages import load_pages
from bench.bank_cases import judged, load_bank

FEWEST, LEVELS = (
    15,
    {code: page.level for code, page in load_pages(Path(__file__).parents[2] / "content" / "critic").items()},
)
CASES = load_bank()


def counted(labelling: str) -> Counter[str]:
    return Counter(chain.from_iterable(chain.from_iterable(getattr(case, labelling).values()) for case in CASES))


def test_every_flaw_has_cases_and_near_misses_enough() -> None:
    cases, near = counted("labels"), counted("near")
    assert not {code: (cases[code], near[code]) for code in DETECTORS if min(cases[code], near[code]) < FEWEST}


def test_at_least_half_of_the_okrs_are_of_the_public_sector() -> None:
    assert 2 * sum(case.sector == "public" for case in CASES) >= len(CASES) >= 400


def test_every_code_stands_where_it_can_and_no_line_is_flawed_and_nearly_flawed() -> None:
    for case in CASES:
        for labelling in (case.labels, case.first, case.second, case.near):
            assert labelling.keys() == case.labels.keys(), case.id
            assert all(judged(code, where, LEVELS) for where, codes in labelling.items() for code in codes), case.id
        assert not any(codes & case.near[where] for where, codes in case.labels.items()), case.id
