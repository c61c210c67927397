"""What was understood: the parts of a key result, the arithmetic of its target, and what is missing for one."""

from pathlib import Path

import pytest

from assessments.critic.language import load_languages
from assessments.critic.understood import Understood, understood
from assessments.okr import KeyResult, Okr

LANGUAGES = load_languages(Path(__file__).parents[4] / "content" / "critic")
FELL = "Abandoned calls were 37%, 33%, 32% and 31% in the last four quarters."


def of(text: str, context: str = "", locale: str = "en", cycle: str = "Q2 2026") -> Understood | None:
    found = understood(Okr("", (KeyResult(text),), cycle=cycle, context=context), LANGUAGES[locale])
    return next(found, None)


def words(text: str, context: str = "", locale: str = "en", cycle: str = "Q2 2026") -> str:
    found = of(text, context, locale, cycle)
    return " ".join(found.height.words) if found and found.height else ""


def test_a_line_without_a_figure_or_a_date_has_no_card() -> None:
    assert of("Better teamwork") is None
    assert of("") is None


def test_the_arithmetic_is_told_in_words() -> None:
    assert words("Abandoned calls from 31% to 23%", FELL) == (
        "From 31 % to 23 % is a step of 8 points. "
        "It moves by 2 points a quarter as it is: doing nothing would give 29 %. "
        "The best gain told of a quarter is 4 points, the usual one 1 point. "
        "That is 2 times the best gain: a stretch, as up to three times is."
    )


def test_the_arithmetic_is_told_in_the_language_of_the_okr() -> None:
    told = words("Petições em papel de 71% para 60%", "As petições em papel caem 2 pontos a cada trimestre.", "pt-BR")
    assert "sem fazer nada chegaria a 69 %" in told
    assert "Isso é 5,5 vezes o melhor ganho" in told


def test_a_measure_that_gets_worse_by_itself_is_told_where_it_would_end() -> None:
    assert "40 a quarter the other way: doing nothing would give 340" in words(
        "Open requests from 300 to 280", "Open requests rose by 40 each quarter."
    )


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("On-time rate to 90%", "once today's level is written"),
        ("Calls (now 7 minutes)", "once the level to be reached"),
    ],
)
def test_without_the_numbers_it_says_what_it_would_need(text: str, missing: str) -> None:
    found = of(text)
    assert found is not None
    assert found.height is not None
    assert (found.height.verdict, found.height.marks) == ("", ())
    assert missing in words(text)


def test_a_task_is_not_asked_how_high_it_is() -> None:
    found = of("Hold 4 trainings by 30 June")
    assert found is not None
    assert found.height is None
