"""A trainee finds what was taught, down to the paragraph, and nothing that would give an answer away."""

from collections.abc import Iterator

from academy.campus import Campus
from tests.client import Visitor


def test_a_sentence_is_found_with_its_words_marked_and_leads_to_its_paragraph(ana: Visitor) -> None:
    assert ana.open("/learn").form(action="/learn/search").method == "get"
    page = ana.open("/learn/search?q=nursery+places").answer.text
    assert ana.sees("Found for “nursery places”")
    assert "Parents find a <mark>nursery</mark> <mark>place</mark> before they go back to work." in page
    assert ("/learn/steps/2.1.R#p2", "Anatomy of an objective") in ana.page.links
    ana.follow("Anatomy of an objective")
    assert ana.page.ids["p2"] == 1


def test_practices_terms_flaws_and_modules_are_found(ana: Visitor) -> None:
    for question, address in (
        ("cut the objective", "/learn/steps/2.2.P"),
        ("guardrail", "/glossary#guardrail"),
        ("task dressed", "/flaws/task-as-key-result"),
        ("objectives that direct", "/learn/modules/M2"),
    ):
        ana.open("/learn/search", query_string={"q": question})
        assert address in [found for found, _words in ana.page.links], question


def test_what_is_asked_is_shown_as_text_and_an_empty_question_is_none(ana: Visitor) -> None:
    page = ana.open("/learn/search", query_string={"q": "<zebra>" + "x" * 200}).answer.text
    assert "<zebra>" not in page
    assert ana.sees("Nothing holds the words")
    assert not ana.open("/learn/search?q=++").sees("Nothing holds")
    assert ana.open("/learn/search").sees("Here you find lessons")


def secrets(campus: Campus) -> Iterator[str]:
    """Yield every line that would give away an answer: models of exercises, and what a quiz says of its options."""
    for exercise in campus.catalogue.exercises.values():
        yield from (exercise.model.objective, exercise.model.why_now, exercise.title)
        yield from (key_result.text for key_result in exercise.model.key_results)
    for quiz in campus.catalogue.quizzes.values():
        for item in quiz.items.values():
            yield item.stem
            yield from (option["rationale"] for option in item.data.get("options", ()))


def test_neither_keys_nor_models_nor_titles_of_exercises_can_be_found(loaded: Campus) -> None:
    told = {passage.text for passage in loaded.index.passages} | {one.place.title for one in loaded.index.passages}
    assert [line for line in secrets(loaded) if line in told and len(line.split()) > 3] == []
    keys = {passage.place.key for passage in loaded.index.passages}
    assert not keys & {*loaded.catalogue.exercises, *loaded.catalogue.quizzes}


def test_of_a_practice_only_the_title_can_be_found(loaded: Campus) -> None:
    practices = loaded.course.practices
    for passage in loaded.index.passages:
        if passage.place.key in practices:
            assert passage.text == practices[passage.place.key].title
