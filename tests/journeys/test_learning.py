"""Learning time: minutes that the server's clock proves, whatever a browser says."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from academy.campus import Campus
from courses.models import Beat
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.assessed.people import People

READING, OTHER = "2.1.R", "2.1.W"


@pytest.fixture
def seconds(database: Database) -> Callable[[], int]:
    """Give what is proven so far, in seconds."""

    def proven() -> int:
        with database.session() as db:
            return db.scalar(select(func.sum(Beat.seconds))) or 0

    return proven


def beat(visitor: Visitor, activity_id: str, status: int = 204, **fields: str) -> None:
    """Send a sign of life, as an open page does."""
    token = visitor.form("/sign-out").values()["csrf_token"][0]
    data = {"csrf_token": token, **fields}
    answer = visitor.client.post(f"/learn/beats/{activity_id}", base_url=visitor.base, data=data)
    assert answer.status_code == status


def test_signs_of_life_prove_the_time_that_passed(ana: Visitor, clock: Clock, seconds: Callable[[], int]) -> None:
    ana.open(f"/learn/steps/{READING}")
    beat(ana, READING, opening="1")
    for _half_minute in range(10):
        clock.move(seconds=30)
        beat(ana, READING)
    assert seconds() == 300


def test_many_signs_at_once_prove_nothing_more(ana: Visitor, clock: Clock, seconds: Callable[[], int]) -> None:
    beat(ana, READING, opening="1")
    clock.move(seconds=30)
    for _time in range(40):
        beat(ana, READING)
    assert seconds() == 30


def test_what_a_browser_claims_about_time_is_not_asked(ana: Visitor, clock: Clock, seconds: Callable[[], int]) -> None:
    beat(ana, READING, opening="1")
    clock.move(seconds=10)
    beat(ana, READING, seconds="36000", at="2020-01-01", evidence="answer", opened_at="0", minutes="-5")
    assert seconds() == 10


def test_silence_is_not_time_and_one_sign_is_a_minute_at_most(
    ana: Visitor, clock: Clock, seconds: Callable[[], int]
) -> None:
    beat(ana, READING, opening="1")
    clock.move(seconds=100)
    beat(ana, READING)
    assert seconds() == 60
    clock.move(seconds=121)
    beat(ana, READING)
    assert seconds() == 60


def test_two_tabs_are_not_two_people(ana: Visitor, clock: Clock, seconds: Callable[[], int]) -> None:
    for tab in (READING, OTHER):
        beat(ana, tab, opening="1")
    for _time in range(10):
        clock.move(seconds=30)
        for tab in (READING, OTHER):
            beat(ana, tab)
    assert seconds() == 300


def test_two_devices_are_not_two_people(people: People, ana: Visitor, clock: Clock, seconds: Callable[[], int]) -> None:
    phone = people.ana()
    beat(ana, READING, opening="1")
    for _time in range(10):
        clock.move(seconds=15)
        beat(ana, READING)
        clock.move(seconds=15)
        beat(phone, OTHER)
    assert seconds() == 300


def test_opening_a_page_again_and_again_proves_nothing(ana: Visitor, clock: Clock, seconds: Callable[[], int]) -> None:
    for _time in range(10):
        beat(ana, READING, opening="1")
        clock.move(seconds=30)
    assert seconds() == 0


def test_a_sign_for_what_is_not_taught_is_refused(ana: Visitor, seconds: Callable[[], int]) -> None:
    for activity_id in ("9.9.R", "2.1.r", "%20", "2.1.R%20"):
        beat(ana, activity_id, status=404)
    assert seconds() == 0


def test_a_step_that_is_not_completed_is_credited_with_nothing_and_never_more_than_a_quarter_over_its_plan(
    ana: Visitor, loaded: Campus, clock: Clock
) -> None:
    planned = loaded.course.by_id[READING].minutes
    ana.open(f"/learn/steps/{READING}").stay(READING, 2 * planned)
    assert times(ana) == (0, 2 * planned)
    ana.open(f"/learn/steps/{READING}").submit(holding="opened")
    assert times(ana) == (int(planned * 1.25), 2 * planned)


def times(visitor: Visitor) -> tuple[int, int]:
    """Return the credited and the active minutes that the page of learning time names."""
    found = re.search(
        r"(\d+) of \d+ planned minutes are credited; you were active for (\d+)", visitor.open("/learn/time").page.text
    )
    assert found
    return int(found[1]), int(found[2])


def test_without_a_script_the_page_itself_tells_when_it_was_opened(
    ana: Visitor, clock: Clock, seconds: Callable[[], int]
) -> None:
    ana.open(f"/learn/steps/{READING}")
    clock.move(minutes=2)
    ana.submit(holding="opened")
    assert seconds() == 120
    ana.open(f"/learn/steps/{READING}")
    clock.move(minutes=20)
    ana.submit(holding="opened")
    assert seconds() == 120 + 180, "an answer proves three minutes at most"


def test_a_note_of_when_a_page_was_opened_holds_for_that_page_alone(
    ana: Visitor, clock: Clock, seconds: Callable[[], int]
) -> None:
    opened = ana.open(f"/learn/steps/{READING}").form(holding="opened").values()["opened"][0]
    clock.move(minutes=2)
    ana.open(f"/learn/steps/{OTHER}").submit({"opened": opened}, holding="opened")
    assert seconds() == 0


@pytest.mark.parametrize("forged", ["", "0", "[1, 2, 3]", "eyJhIjoxfQ.signed", "²" * 900])
def test_a_note_of_ones_own_making_proves_nothing(
    ana: Visitor, clock: Clock, seconds: Callable[[], int], forged: str
) -> None:
    ana.open(f"/learn/steps/{READING}")
    clock.move(minutes=2)
    ana.submit({"opened": forged}, holding="opened")
    assert seconds() == 0


def test_a_sign_of_life_keeps_the_sign_in_alive(ana: Visitor, clock: Clock) -> None:
    for _minute in range(45):
        clock.move(minutes=1)
        beat(ana, READING)
    assert ana.open("/learn").path == "/learn"
