"""How the critic reads Brazilian Portuguese: numbers, journeys, dates, deeds."""

from pathlib import Path

import pytest

from assessments.critic.language import load_language
from assessments.critic.numbers import number_of
from assessments.critic.reading import Reading, read
from assessments.okr import KeyResult

LANGUAGE = load_language(Path(__file__).parents[4] / "content" / "critic", "pt-BR")


def reading(text: str) -> Reading:
    return read(KeyResult(text), LANGUAGE)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,5", 1234.5),
        ("0,125", 0.125),
        ("12.000", 12_000),
        ("R$ 3 mi", 3_000_000),
        ("2,4 mil", 2400),
        ("R$ 1,2 bilhão", 1_200_000_000),
        ("vinte e cinco", 25),
        ("duzentos e dez", 210),
        ("duas dúzias", 24),
        ("dois mil e quinhentos", 2500),
    ],
)
def test_numbers_are_read_as_written(written: str, value: float) -> None:
    assert number_of(written, LANGUAGE) == value


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Prazo mediano de 41 para 30 dias até 30 de junho", 41, 30),
        ("Ticket médio de R$ 84 a R$ 97", 84, 97),
        ("Faturamento de R$ 3,2 mi para R$ 3,6 mi", 3_200_000, 3_600_000),
        ("Ligações abaixo de 4 minutos (hoje 7)", 7, 4),
        ("Nove em cada dez alunos passam (hoje seis)", 60, 90),
        ("Pedidos de 40 para 60 mil", 40_000, 60_000),
        ("Cartas respondidas em até 5 dias: de 60% para 85%", 60, 85),
        ("Espera 41 → 30 dias", 41, 30),
        ("Publicar o manual até 30 de junho de 2026", None, None),
    ],
)
def test_start_and_end_are_told_from_other_numbers(text: str, baseline: float | None, target: float | None) -> None:
    found = reading(text)
    assert (found.baseline, found.target) == (baseline, target)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Reduzir a espera pela metade", -50),
        ("Dobrar o número de doadores", 100),
        ("Reclamações caem 40%", 40),
        ("Reduzir o custo em 15%", 15),
    ],
)
def test_a_relative_change_is_told_from_a_level(text: str, change: float) -> None:
    found = reading(text)
    assert (found.change, found.relative, found.target) == (change, True, None)


def test_a_card_writes_figures_as_the_language_does() -> None:
    card = reading("Receita de R$ 1,5 mil para R$ 12.000,50 até 30 de junho").said(LANGUAGE)
    assert card["baseline"] == "R$ 1.500"
    assert card["target"] == "R$ 12.000,5"
    assert card["deadline"] == "até 30 de junho"


@pytest.mark.parametrize(("text", "deed"), [("Vamos publicar o guia", "publicar"), ("Publicação lida por 30%", "")])
def test_a_deed_is_known_by_its_verb(text: str, deed: str) -> None:
    assert reading(text).deed == deed


@pytest.mark.parametrize("text", ["", "\x00", "de " * 400, "e " * 499, "um em " * 300, "a, " * 600, "não " * 400])
def test_any_text_is_read_without_complaint(text: str) -> None:
    assert reading(text).text == text
