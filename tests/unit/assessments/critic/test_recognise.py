"""Which language an OKR is known to be written in."""

from pathlib import Path

import pytest

from assessments.critic.language import load_languages
from assessments.critic.recognise import language_of
from assessments.okr import KeyResult, Okr

LANGUAGES = load_languages(Path(__file__).parents[4] / "content" / "critic")


@pytest.mark.parametrize(
    ("objective", "line", "locale"),
    [
        ("Families find the office at once", "Wait from 40 to 25 days", "en"),
        ("Famílias encontram o balcão de primeira", "Espera de 40 para 25 dias", "pt-BR"),
        ("Reduzir tempo de espera", "Fila: 40 → 25", "pt-BR"),
        ("No complaints about our desks", "Do it by 30 June", "en"),
        ("Reducir el tiempo de los pacientes", "La espera de 40 a 25 días", "en"),
        ("NPS 40", "", "en"),
        ("", "\x00", "en"),
    ],
)
def test_a_language_is_known_by_its_small_words(objective: str, line: str, locale: str) -> None:
    assert language_of(Okr(objective, (KeyResult(line),)), LANGUAGES).locale == locale


@pytest.mark.parametrize(("named", "locale"), [("pt", "pt-BR"), ("pt-BR", "pt-BR"), ("EN-gb", "en"), ("fr", "en")])
def test_a_language_that_is_named_is_taken_and_an_unknown_one_is_not(named: str, locale: str) -> None:
    assert language_of(Okr("Wait in the office"), LANGUAGES, named).locale == locale
