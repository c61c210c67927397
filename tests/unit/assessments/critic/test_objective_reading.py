"""How the critic takes an Objective apart."""

from pathlib import Path

import pytest

from assessments.critic.language import load_language
from assessments.critic.lists import alike, listings
from assessments.critic.objective_reading import ObjectiveReading, read_objective

LANGUAGE = load_language(Path(__file__).parents[4] / "content" / "critic")


def reading(text: str) -> ObjectiveReading:
    return read_objective(text, LANGUAGE)


def said(found: ObjectiveReading, places: tuple[int, ...]) -> list[str]:
    return [found.words[place].said for place in places]


@pytest.mark.parametrize(
    ("text", "aims"),
    [
        ("Speed up adoptions and reduce overtime", ["speed up", "reduce"]),
        ("We will speed up adoptions", ["speed up"]),
        ("Our goal is to speed up adoptions; win sponsors.", ["speed up", "win"]),
        ("Speeding up adoptions and reducing overtime", ["speeding", "reducing"]),
        ("Make the letter readable while reducing postage", ["make", "reducing"]),
        ("Help families find and keep a home", ["help"]),
        ("Speed up adoptions by training judges and hiring clerks", ["speed up"]),
        ("A place where clerks borrow books and find help", []),
        ("Families find a home", []),
    ],
)
def test_main_verbs_are_told_from_those_in_lesser_clauses(text: str, aims: list[str]) -> None:
    found = reading(text)
    assert said(found, found.aims) == aims


@pytest.mark.parametrize(
    ("text", "means", "purposes"),
    [
        ("Open the archive by scanning maps so that pupils meet history", ["by"], ["so that"]),
        ("Open the archive through guided tours", ["through"], []),
        ("Keep the ferry going through the winter", [], []),
        ("Cut the queue by 30 June", [], []),
        ("Give parents one place to find dates", [], []),
        ("Train judges to ease the load", [], ["to"]),
        ("Strengthen schools, ensuring calm", [], ["ensuring"]),
    ],
)
def test_means_and_purposes_are_told_from_seasons_dates_and_places(
    text: str, means: list[str], purposes: list[str]
) -> None:
    found = reading(text)
    assert said(found, found.means) == means
    assert said(found, found.purposes) == purposes


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Tenants get repairs sooner and caretakers finish their day on time", 1),
        ("Parents and teachers find term dates", 0),
        ("Help parents and teachers find term dates", 0),
        ("Let bus, tram and ferry passengers travel on one ticket", 0),
        ("Nurses go home on time and patients are calm", 1),
    ],
)
def test_a_second_statement_is_told_from_a_list_of_people(text: str, statements: int) -> None:
    assert len(reading(text).statements) == statements


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Clear the backlog", 3),
        ("Clear the backlog by the end of the third quarter of 2027", 3),
        ("Objective 2: clear the backlog", 3),
        ("In 2027, clear the backlog", 3),
        ("A state-of-the-art night bus", 4),
        ("", 0),
    ],
)
def test_labels_and_cycles_are_not_counted_among_the_words(text: str, length: int) -> None:
    assert reading(text).length == length


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Improve punctuality, cleanliness and safety on the tram", [["punctuality", "cleanliness", "safety"]]),
        ("Marketing and sales work together", []),
        ("Improve health and safety on sites", []),
        ("Better roads, better schools", [["roads", "schools"]]),
    ],
)
def test_lists_are_found_where_they_are_no_subject_and_no_fixed_pair(text: str, items: list[list[str]]) -> None:
    found = [[item[-1].said for item in listing.items] for listing in listings(reading(text), LANGUAGE)]
    assert found == items


def test_near_synonyms_are_alike_and_rivals_are_not() -> None:
    assert alike("quick", "simple", LANGUAGE)
    assert not alike("quick", "cheap", LANGUAGE)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "🎯" * 300, "and " * 500, ", " * 900, "(" * 2000, "مهلة"])
def test_any_text_is_read_without_complaint(text: str) -> None:
    assert reading(text).text == text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("New cases reach a judge sooner, and our staff feel well trained", True),
        ("Calls get picked up and letters get answered", True),
        ("Nurses know the plan and write fewer notes", True),
        ("Neighbours report potholes and see them repaired", False),
        ("Parents and teachers talk before trouble starts", False),
        ("Help tenants and landlords settle disputes", False),
    ],
)
def test_a_second_statement_is_told_from_a_shared_subject(text: str, joined: bool) -> None:
    assert bool(reading(text).statements) is joined
