"""The critique: what silences what, what is praised, and how the score behaves."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assessments.critic.critique import SILENCES, Critique, TooLong, criticise
from assessments.critic.finding import Finding, Weight
from assessments.critic.language import load_language
from assessments.okr import KeyResult, Okr

LANGUAGE = load_language(Path(__file__).parents[4] / "content" / "critic")
GOOD = "Median time to decide falls from 41 to 30 working days by 30 June"
BETTER = "Files returned as incomplete fall from 27% to 15% by 30 June"


def okr(*lines: str, objective: str = "Citizens get a permit answer at the first attempt") -> Okr:
    return Okr(objective, tuple(map(KeyResult, lines)), cycle="Q2 2026")


def codes(critique: Critique, where: str = "kr1") -> set[str]:
    return {finding.code for finding in critique.findings if finding.where == where}


def test_a_complete_key_result_is_praised_and_nothing_else() -> None:
    critique = criticise(okr(GOOD, BETTER), LANGUAGE)
    assert [finding.weight for finding in critique.findings if finding.where != "objective"] == [
        Weight.FINE,
        Weight.FINE,
    ]


def test_a_flawed_line_is_not_praised() -> None:
    critique = criticise(okr("Wait from 63 to 62 days", BETTER), LANGUAGE)
    assert Weight.FINE not in {finding.weight for finding in critique.findings if finding.where == "kr1"}


@pytest.mark.parametrize("code", SILENCES)
def test_no_line_carries_a_code_and_one_that_it_silences(code: str) -> None:
    lines = [
        "Publish the handbook",
        "Improve communication",
        "Reduce costs to X%",
        "Zero complaints",
        "20,000 followers",
    ]
    for finding in criticise(okr(*lines), LANGUAGE).findings:
        if finding.code == code:
            assert not SILENCES[code] & codes(criticise(okr(*lines), LANGUAGE), finding.where)


def test_a_task_is_not_also_told_to_lack_a_start() -> None:
    assert "no-baseline" not in codes(criticise(okr("Migrate 80% of files to the new server", GOOD), LANGUAGE))


def test_the_score_is_the_sum_of_its_parts_within_a_hundred() -> None:
    worst = okr(*["Publish the handbook and train 50 clerks"] * 20)
    for one in (okr(GOOD, BETTER), worst, okr("Fewer complaints", GOOD)):
        critique = criticise(one, LANGUAGE)
        assert 0 <= critique.score <= 100
        assert critique.score == max(0, sum(points for _name, points in critique.parts))


def test_mending_a_line_raises_the_score() -> None:
    flawed, mended = okr("Fewer complaints", BETTER), okr(GOOD, BETTER)
    assert criticise(mended, LANGUAGE, flawed).score > criticise(flawed, LANGUAGE).score


@pytest.mark.parametrize("same", [okr("Fewer complaints", BETTER), okr(" Fewer  complaints. ", BETTER.upper())])
def test_an_unchanged_okr_is_no_improvement(same: Okr) -> None:
    flawed = okr("Fewer complaints", BETTER)
    assert criticise(same, LANGUAGE, flawed).score == 0


@pytest.mark.parametrize("lines", [(), ("",), ("  ", "\n")])
def test_an_okr_without_key_results_scores_nothing(lines: tuple[str, ...]) -> None:
    assert criticise(okr(*lines), LANGUAGE, okr("Fewer complaints")).score == 0


def test_an_okr_without_an_objective_scores_nothing() -> None:
    assert criticise(okr(GOOD, BETTER, objective=" "), LANGUAGE).score == 0


def test_what_is_longer_than_the_limits_is_refused() -> None:
    with pytest.raises(TooLong, match="20 key results and 2,000 characters"):
        criticise(okr(*[GOOD] * 21), LANGUAGE)
    with pytest.raises(TooLong):
        criticise(okr("x" * 2001), LANGUAGE)
    criticise(okr(*[GOOD] * 20), LANGUAGE)


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "🎯🎯", "مهلة من ٤١ إلى ٣٠", "from " * 399, "1 to " * 399, "and " * 499, "a, " * 600]
)
def test_any_text_gets_a_critique(text: str) -> None:
    assert criticise(okr(text, objective=text), LANGUAGE).score >= 0


def test_a_critique_is_kept_as_json_and_read_again() -> None:
    critique = criticise(okr("Publish the handbook", GOOD), LANGUAGE)
    assert Critique.from_json(json.loads(json.dumps(critique.as_json()))) == critique


def test_findings_stand_in_the_order_of_the_lines() -> None:
    critique = criticise(okr("Fewer complaints", *[GOOD] * 9, "Publish the handbook"), LANGUAGE)
    places = [int(finding.where[2:]) for finding in critique.findings if finding.where.startswith("kr")]
    assert places == sorted(places)


def test_a_finding_quotes_its_span() -> None:
    finding = Finding.at("no-target", "kr1", "Fewer complaints", (0, 5), "Too open.", firm=False)
    assert (finding.quote, finding.weight) == ("Fewer", Weight.CONSIDER)
    assert replace(finding, weight=Weight.FIX) == Finding.at(
        "no-target", "kr1", "Fewer complaints", (0, 5), "Too open."
    )


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("Children with all vaccines from 68% to 85%", "Children who lack one from 32% to 15%", True),
        ("90% of calls are answered", "At most 10% of calls are missed", True),
        ("Trams full at noon from 40% to 55%", "Stops with a roof from 60% to 70%", False),
        ("90% of calls are answered", "10% of clerks work at night", False),
    ],
)
def test_two_shares_that_are_each_others_rest_are_one_result(one: str, other: str, twins: bool) -> None:
    assert ("duplicate-key-results" in codes(criticise(okr(one, other), LANGUAGE), "set")) is twins
