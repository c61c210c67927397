"""Ambition: what doing nothing would give, the usual gain, the best one, and where a target lies among them."""

from pathlib import Path

import pytest

from assessments.critic.ambition import Ambition, Verdict, ambition
from assessments.critic.critique import criticise
from assessments.critic.history import Past, past
from assessments.critic.language import load_languages
from assessments.critic.reading import read
from assessments.okr import KeyResult, Okr

LANGUAGES = load_languages(Path(__file__).parents[4] / "content" / "critic")
FELL = "Abandoned calls were 37%, 33%, 32% and 31% in the last four quarters."
ROSE = "Online filings rose by 3 points each quarter without special effort."
CODES = {Verdict.SAFE: "conservative-target", Verdict.FAR: "unrealistic-target"}


def of(text: str, context: str = "", cycle: str = "Q2 2026", locale: str = "en") -> Ambition:
    language = LANGUAGES[locale]
    return ambition(read(KeyResult(text), language), cycle, context, language)


def told(text: str, context: str, locale: str = "en") -> Past:
    return past(read(KeyResult(text), LANGUAGES[locale]), context, LANGUAGES[locale])


def test_a_series_tells_every_gain_and_how_the_measure_moves_by_itself() -> None:
    found = told("Abandoned calls from 31% to 25%", FELL)
    assert (found.gains, found.drift, found.best, found.usual) == ((4, 1, 1), -2, 4, 1)


def test_a_series_that_ends_elsewhere_tells_no_drift() -> None:
    assert told("Abandoned calls from 33% to 25%", FELL).drift is None


def test_a_measure_that_goes_up_and_down_has_a_swing_and_within_it_nothing_is_dared() -> None:
    known = "In the last eight quarters the median wait was 61, 65, 63, 66, 60, 64, 62 and 63 days."
    found = told("Median wait from 63 to 60 days", known)
    assert (found.drift, found.swing, found.best) == (None, (60, 66), 6)
    verdicts = [of(f"Median wait from 63 to {target} days", known).verdict for target in (61, 60, 59, 44)]
    assert verdicts == [Verdict.SAFE, Verdict.SAFE, Verdict.STRETCH, Verdict.FAR]


def test_a_gain_of_every_quarter_is_a_drift_and_that_of_one_is_none() -> None:
    assert told("Online filings from 71% to 80%", ROSE) == Past((3,), 3)
    assert told("Pass rate from 70% to 76% (it rose 4 points last term)", "") == Past((4,))
    portuguese = "As petições caem 2 pontos a cada trimestre."
    assert told("Petições em papel de 71% para 60%", portuguese, "pt-BR") == Past((2,), -2)


@pytest.mark.parametrize(
    ("target", "verdict", "rule"),
    [
        ("30", Verdict.SAFE, "drift"),
        ("29", Verdict.SAFE, "drift"),
        ("28.9", Verdict.STRETCH, "thrice"),
        ("19", Verdict.STRETCH, "thrice"),
        ("18.9", Verdict.FAR, "thrice"),
    ],
)
def test_a_target_is_a_stretch_from_beyond_the_drift_to_three_times_the_best_gain(
    target: str, verdict: Verdict, rule: str
) -> None:
    found = of(f"Abandoned calls from 31% to {target}%", FELL)
    assert (found.verdict, found.rule) == (verdict, rule)


def test_a_longer_cycle_is_given_the_gains_of_its_quarters() -> None:
    line = of("Abandoned calls from 31% to 15%", FELL, cycle="2026").line
    assert line is not None
    assert (line.cycles, line.best, line.drift, line.level(line.drift or 0)) == (4, 16, 8, 23)


def test_what_drifts_away_is_no_reason_to_call_a_target_safe() -> None:
    found = of("Open cases from 300 to 280", "Open cases rose by 40 each quarter.")
    assert found.line is not None
    assert found.line.drift == -40
    assert found.line.level(found.line.drift) == 340


def test_a_new_means_makes_the_past_no_bound() -> None:
    context = "Abandoned calls were 33%, 32% and 31%. The pilot of call-backs runs since March."
    assert of("Abandoned calls from 31% to 23%", context).verdict is Verdict.STRETCH
    assert of("Abandoned calls from 31% to 2%", context).verdict is Verdict.FAR


@pytest.mark.parametrize("text", ["Abandoned calls to 23%", "Fewer abandoned calls", "Publish 4 handbooks"])
def test_without_a_start_and_an_end_there_is_no_line_and_no_verdict(text: str) -> None:
    assert of(text, FELL) == Ambition()


def test_small_counts_without_a_past_are_drawn_and_not_judged() -> None:
    found = of("Villages that signed from 4 to 9")
    assert found.line is not None
    assert found.verdict is None


@pytest.mark.parametrize("target", ["30", "25", "2", "31"])
def test_the_code_and_the_line_say_the_same(target: str) -> None:
    text = f"Abandoned calls from 31% to {target}%"
    okr = Okr("", (KeyResult(text),), cycle="Q2", context=FELL)
    found = {one.code for one in criticise(okr, LANGUAGES["en"]).findings} & set(CODES.values())
    verdict = of(text, FELL, "Q2").verdict
    assert found == ({CODES[verdict]} if verdict in CODES else set())
