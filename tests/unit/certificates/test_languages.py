"""A certificate speaks the language in which it was issued, on both sides and in the credential, and keeps it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from certificates.actions import correct_name, issue_if_earned
from certificates.credential import as_credential, faults_of
from certificates.pdf import render
from certificates.snapshot import Figure, Snapshot
from certificates.theme import Theme
from courses.rules import RuleSet, Wording
from registry.models import Role
from tests.factories import make_member
from tests.short_road import COURSE, FORM, FOUNDATION, ISSUER, RULES, VERSION, Walker
from tests.unit.certificates.samples import CREDENTIAL, make_snapshot, read_sides

PORTUGUESE = Wording("pt-BR", "Fundamentos de OKR", "percorreu o caminho curto.", "<p>Cada passo.</p>")
THEME = Theme("Escola Nacional")
TRANSLATED = replace(FOUNDATION, wordings={"pt-BR": PORTUGUESE})


def issued(db: Session, rules: dict[str, RuleSet], walker: Walker) -> Snapshot:
    walker.learn()
    walker.grade(walker.newest())
    issuer = replace(ISSUER, language="pt-BR", theme=THEME)
    (certificate,) = issue_if_earned(db, walker.id, COURSE, rules, FORM, issuer, now=walker.now)
    return Snapshot.from_json(certificate.snapshot)


def test_the_texts_of_the_language_of_issue_are_frozen(db: Session) -> None:
    walker = Walker.begin(db)
    snapshot = issued(db, {VERSION: replace(RULES[VERSION], documents=(TRANSLATED,))}, walker)
    assert (snapshot.document_name, snapshot.statement) == ("Fundamentos de OKR", "percorreu o caminho curto.")
    assert [(one.name, one.unit) for one in snapshot.figures][:2] == [
        ("Passos concluídos com evidência", "passos"),
        ("Tempo de estudo creditado", "minutos"),
    ]
    manager = make_member(db, walker.enrolment.cohort, Role.MANAGER)
    later = walker.now + timedelta(days=9)
    second = correct_name(db, snapshot.id, "Ana de Souza", manager.id, replace(ISSUER, language="es"), now=later)
    kept = Snapshot.from_json(second.snapshot)
    assert (kept.language, kept.statement, kept.figures) == ("pt-BR", snapshot.statement, snapshot.figures)
    assert kept.theme == snapshot.theme == THEME


def test_a_document_that_nobody_has_translated_is_issued_in_english_as_a_whole(db: Session) -> None:
    snapshot = issued(db, RULES, Walker.begin(db))
    assert (snapshot.language, snapshot.document_name) == ("en", "OKR Foundations")
    assert snapshot.figures[0].name == "Steps completed with evidence"


def test_the_credential_names_its_language_and_fits_the_schema() -> None:
    credential = as_credential(make_snapshot(language="pt-BR"))
    assert credential["credentialSubject"]["achievement"]["inLanguage"] == "pt-BR"
    assert "inLanguage': 'en'" in str(as_credential(make_snapshot()))
    assert faults_of(credential) == faults_of(as_credential(make_snapshot()))


@pytest.mark.parametrize(
    ("language", "face", "reverse"),
    [
        (
            "pt-BR",
            ["certifica que", "Emitido em 24 de novembro de 2026", "Modalidade A distância", "Selado eletronicamente"],
            [
                "O que sustenta este certificado",
                "1.244 minutos atestados",
                "Número de registro 3f0c",
                "a 24 de novembro",
            ],
        ),
        (
            "es",
            [
                "certifica que",
                "Emitido el 24 de noviembre de 2026",
                "Modalidad A distancia",
                "Sellado electrónicamente",
            ],
            ["Qué respalda este certificado", "1.244 minutos de los que da fe", "Número de registro 3f0c"],
        ),
    ],
)
def test_both_sides_are_printed_in_the_language(language: str, face: list[str], reverse: list[str]) -> None:
    mentored = Figure("mentored_minutes", "", 1244, 240, "minutos")
    sides = read_sides(render(make_snapshot(language=language, figures=(mentored,)), CREDENTIAL))
    for side, words in zip(sides, (face, reverse), strict=True):
        assert [one for one in words if one not in " ".join(side.split())] == []
        assert not any(word in side for word in ("Registry", "Issued", "Sealed", "Verify", "Mode"))
