"""The pages of the flaws and the exercises, put to the critic: their examples are its tests."""

from pathlib import Path

import pytest

from assessments.catalogue import load_catalogue
from assessments.critic.critique import DETECTORS, criticise
from assessments.critic.finding import Weight
from assessments.critic.language import Language, load_languages
from assessments.critic.pages import Example, Page, load_pages
from assessments.exercise import Exercise
from assessments.okr import Okr

CONTENT = Path(__file__).parents[2] / "content"
LANGUAGES = load_languages(CONTENT / "critic")
LANGUAGE = LANGUAGES["en"]
PAGES = {locale: load_pages(CONTENT / "critic", locale) for locale in LANGUAGES}
PARTS = {
    "en": ("What.", "Why it hurts.", "Instead."),
    "pt-BR": ("O quê.", "Por que dói.", "Em vez disso."),
}
EXERCISES = load_catalogue(CONTENT).exercises.values()
PLACES = {"O": "objective", "K": "kr1", "S": "set"}


def codes_at(okr: Okr, where: str, language: Language = LANGUAGE) -> set[str]:
    return {finding.code for finding in criticise(okr, language).findings if finding.where == where}


def examples(kind: str) -> list[object]:
    return [
        pytest.param(locale, page, one, id=f"{locale} {page.code}: {(one.text or '/'.join(one.key_results))[:60]}")
        for locale, pages in PAGES.items()
        for page in pages.values()
        for one in getattr(page, kind)
        if page.code in DETECTORS
    ]


def found_in(locale: str, page: Page, example: Example) -> set[str]:
    language = LANGUAGES[locale]
    okr = example.okr(page.level, language.say("critique.plain_objective"))
    return codes_at(okr, PLACES[page.level], language)


@pytest.mark.parametrize(("locale", "page", "example"), examples("flawed"))
def test_a_flawed_example_is_found(locale: str, page: Page, example: Example) -> None:
    assert page.code in found_in(locale, page, example)


@pytest.mark.parametrize(("locale", "page", "example"), examples("sound"))
def test_a_sound_example_is_left_alone(locale: str, page: Page, example: Example) -> None:
    assert page.code not in found_in(locale, page, example)


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("code", DETECTORS)
def test_every_detector_has_a_page_with_a_question_and_examples_of_both_kinds(code: str, locale: str) -> None:
    page = PAGES[locale][code]
    assert page.question.endswith("?")
    assert len(page.flawed) >= 6
    assert len(page.sound) >= 6
    assert all(f"<strong>{part}</strong>" in page.body for part in PARTS[locale])


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_language_says_all_that_english_says(locale: str) -> None:
    assert LANGUAGES[locale].sayings.keys() == LANGUAGE.sayings.keys()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_what_was_planted_in_an_exercise_is_found_where_it_stands(exercise: Exercise) -> None:
    for planted in exercise.planted:
        if planted.code in DETECTORS and not planted.where.startswith("line"):
            assert planted.code in codes_at(exercise.flawed, planted.where), planted


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_a_model_needs_no_mending(exercise: Exercise) -> None:
    findings = criticise(exercise.model, LANGUAGE).findings if exercise.asks_okr else ()
    assert [finding for finding in findings if finding.weight is Weight.FIX] == []


def test_every_finding_quotes_the_words_it_points_at() -> None:
    for exercise in (one for one in EXERCISES if one.flawed.written):
        lines = dict(exercise.flawed.lines())
        for finding in criticise(exercise.flawed, LANGUAGE).findings:
            if finding.where in lines and finding.end:
                assert finding.quote == lines[finding.where][finding.start : finding.end]
