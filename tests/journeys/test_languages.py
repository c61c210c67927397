"""A stranger reads the public pages in their own language, or in one they choose."""

from io import BytesIO

import pytest
from flask import Flask

from academy.campus import Campus
from registry.db import Database
from tests.client import Visitor
from tests.journeys.issued import issue
from tests.unit.certificates.samples import NUMBER

PORTUGUESE, SPANISH = {"Accept-Language": "pt-PT,pt;q=0.9,en;q=0.8"}, {"Accept-Language": "es-419"}


@pytest.mark.parametrize(
    ("asked", "lang", "words"),
    [
        ({}, "en", "Is this certificate true?"),
        ({"Accept-Language": "de, fr;q=0.5"}, "en", "Is this certificate true?"),
        (PORTUGUESE, "pt-BR", "Este certificado é verdadeiro?"),
        (SPANISH, "es", "¿Es verdadero este certificado?"),
    ],
)
def test_a_public_page_speaks_the_language_of_its_reader(
    app: Flask, asked: dict[str, str], lang: str, words: str
) -> None:
    visitor = Visitor(app).open("/verify", headers=asked)
    assert visitor.page.lang == visitor.answer.headers["Content-Language"] == lang
    assert visitor.page.h1 == [words]
    assert "Accept-Language" in visitor.answer.vary


def test_a_language_that_was_chosen_goes_along_to_every_public_page_and_into_its_forms(
    app: Flask, database: Database, loaded: Campus
) -> None:
    issue(database, loaded)
    visitor = Visitor(app).open("/verify", headers=PORTUGUESE).open("/verify?lang=es", headers=PORTUGUESE)
    assert visitor.follow("Privacidad").page.h1 == ["Quién ve qué"]
    assert visitor.follow("Verificar un certificado").page.lang == "es"
    assert visitor.submit({"code": "none"}, status=422).page.lang == "en"
    data = {**visitor.form(holding="code").values(), "code": NUMBER}
    answer = visitor.client.post("/verify?lang=es", base_url=visitor.base, data=data)
    assert answer.location.endswith(f"/credentials/{NUMBER}?lang=es")


def test_a_certificate_is_read_by_strangers_of_every_language_one_after_the_other(
    app: Flask, database: Database, loaded: Campus
) -> None:
    issue(database, loaded)
    visitor, page = Visitor(app), f"/credentials/{NUMBER}"
    for _time in range(2):
        assert visitor.open(page).sees("Yes, this certificate is true")
        assert visitor.sees("24 Nov 2026")
        assert visitor.open(page, headers=PORTUGUESE).sees("Sim, este certificado é verdadeiro")
        assert visitor.sees("24 de nov. de 2026")
        assert "?lang=" not in visitor.page.links[1][0]
        assert visitor.open(f"{page}?lang=es", headers=PORTUGUESE).sees("Sí, este certificado es verdadero")
        assert visitor.page.links[1] == ("/?lang=es", visitor.page.links[1][1])
    assert {"Accept", "Accept-Language"} <= set(visitor.answer.vary)


def test_a_list_is_answered_with_the_dates_of_the_language(app: Flask, database: Database, loaded: Campus) -> None:
    issue(database, loaded)
    visitor = Visitor(app).open("/verify", headers=SPANISH)
    data = {**visitor.form(holding="code").values(), "file": (BytesIO(f"{NUMBER}\n{NUMBER}".encode()), "list.csv")}
    answer = visitor.client.post("/verify", base_url=visitor.base, data=data, headers=SPANISH).get_data(as_text=True)
    assert "2 de 2 son válidos" in answer
    assert "24 nov 2029" in answer


def test_what_went_wrong_is_told_in_the_language_of_the_reader(app: Flask) -> None:
    visitor = Visitor(app).open("/nowhere", headers=SPANISH, status=404)
    assert (visitor.page.lang, visitor.page.h1) == ("es", ["Esta página no existe"])


def test_pages_that_are_not_translated_stay_english_with_their_menu(app: Flask) -> None:
    visitor = Visitor(app).open("/account/sign-in?lang=es", headers=PORTUGUESE)
    assert (visitor.page.lang, visitor.page.h1) == ("en", ["Sign in"])
    assert visitor.sees("Verify a certificate")
    assert not visitor.sees("Español")
