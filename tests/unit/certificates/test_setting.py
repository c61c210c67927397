import pytest

from certificates.legend import legend
from certificates.setting import face, fit, reverse
from certificates.sheet import sheet
from certificates.snapshot import SyllabusLine, grouped
from certificates.typeface import breadth
from tests.unit.certificates.samples import NUMBER, make_snapshot

TEXT = "has completed modules M2 and M3 of the curriculum, passed both quizzes, and rewritten eight flawed OKRs."


def test_a_short_name_keeps_the_largest_size_and_one_line() -> None:
    assert fit("Bo Li", 600, largest=52, smallest=30, lines=1)[::2] == (52, 1)


def test_a_name_shrinks_only_until_it_fits() -> None:
    name = "Maria Aparecida do Nascimento Albuquerque"
    set_ = fit(name, 600, largest=52, smallest=10, lines=1)
    assert set_.lines == 1
    assert 10 < set_.size < 52
    assert 0.9 * 600 < set_.size * breadth(name) < 600


def test_lines_are_evened_out_without_adding_one() -> None:
    set_ = fit(TEXT, 560, largest=15, smallest=15, lines=1)
    assert set_.lines == 2
    assert breadth(TEXT) * 15 / 2 <= set_.width < 0.62 * breadth(TEXT) * 15


@pytest.mark.parametrize("text", ["W" * 300, "", "\u0301", "a " * 400])
def test_every_text_gets_a_size_and_a_width_within_the_column(text: str) -> None:
    set_ = fit(text, 500, largest=40, smallest=12, lines=2)
    assert 12 <= set_.size <= 40
    assert 0 < set_.width <= 500
    assert set_.lines >= 1


def test_a_long_face_is_known_not_to_fit_before_it_is_laid_out() -> None:
    assert face(sheet(make_snapshot()), 1.0).room > 0
    assert face(sheet(make_snapshot(statement=TEXT * 12)), 1.0).room < 0
    assert face(sheet(make_snapshot(statement=TEXT * 12)), 0.45).room > 0


def test_the_parts_of_the_reverse_side_keep_their_order_in_two_columns_of_like_length() -> None:
    few, many = (
        reverse(sheet(make_snapshot(syllabus=(SyllabusLine("M1", "Why OKRs", 60, 60),) * count)), 9.0)
        for count in (2, 10)
    )
    order = ["record", "syllabus", "results", "mentored", "required", "verify"]
    assert [*few.columns[0], *few.columns[1]] == [*many.columns[0], *many.columns[1]] == order
    assert len(many.columns[0]) < len(few.columns[0])
    assert not reverse(sheet(make_snapshot(criteria="<p>Much.</p>" * 200)), 9.0).fits


def test_the_number_is_read_in_groups_of_four() -> None:
    assert grouped(NUMBER) == "3f0c 1a52 7a54 4d0f 9a3e 0a8a 4a2c 7d11"


def test_the_legend_of_the_seal_follows_the_issuer() -> None:
    assert legend("OKR Masters Academy", "3f0c") == legend("okr masters academy", "3f0c")
    assert legend("OKR Masters Academy", "3f0c") == legend("OKR Masters Academy", "1a52")
    assert legend("OKR Masters Academy", "3f0c") != legend("City of Vila Nova", "3f0c")


@pytest.mark.parametrize("issuer", ["Ministry of Everything " * 8, "وزارة الإدارة", "शिक्षा मंत्रालय"])
def test_an_issuer_that_the_legend_cannot_hold_gives_way_to_the_number(issuer: str) -> None:
    assert legend(issuer, "3f0c") == legend("3F0C", "1a52")


def test_capitals_that_depend_on_the_language_are_not_guessed() -> None:
    assert legend("Millî Eğitim", "1") != legend("MILLÎ EĞITIM", "1")
    assert legend("Administração", "1") == legend("ADMINISTRAÇÃO", "1")
