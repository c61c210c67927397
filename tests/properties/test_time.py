"""Minutes that count never exceed the clock on the wall, nor a quarter over the plan, whatever a browser sends."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from courses.actions import complete_activity, enrol, record_beat
from courses.credit import BEAT_SECONDS, Evidence, ledger
from courses.models import Enrolment
from courses.outline import STILL_SECONDS, TRANSCRIPT_SECONDS, Activity, Kind
from courses.queries import active_seconds, completed
from registry.db import Database
from tests.factories import NOW, make_cohort, make_person
from tests.short_road import VERSION

PAGES = tuple(Activity(f"S1.{n}.R", Kind.READING, "S1", f"1.{n}", "A page", n) for n in (1, 5))
PAGES += (Activity("S1.12.W", Kind.WORKED, "S1", "1.12", "A transcript", 12, transcript=True),)
STEPS = st.one_of(st.integers(0, 200), st.integers(-3600, 0), st.integers(0, 100_000))
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["opened", "heartbeat", "heartbeat", "answer", "plain answer"]),
        st.integers(0, 1),
        st.sampled_from(PAGES),
        STEPS,
    ),
    max_size=40,
)


class Reader:
    """One person in two cohorts, with as many tabs as they like; the server's clock is moved by the test."""

    def __init__(self, db: Session) -> None:
        self.db, self.now, person = db, NOW, make_person(db)
        self.places = [enrol(db, person, make_cohort(db), VERSION, actor_id=None, now=NOW).id for _ in range(2)]
        self.opened: dict[str, datetime] = {}
        self.moments: list[datetime] = []
        self.still: list[int] = []

    def does(self, deed: str, activity: Activity = PAGES[1], place: int = 0) -> None:
        """Send one event of a page: it was handed out, is alive, or is answered, with scripts or without."""
        enrolment_id = self.places[place]
        self.moments.append(self.now)
        self.still.append(600 if activity.transcript else 180)
        if deed in {"opened", "heartbeat"}:
            record_beat(self.db, enrolment_id, activity.id, Evidence(deed), now=self.now)
        else:
            opened_at = self.opened.get(activity.id) if deed == "plain answer" else None
            still = {"still": activity.still_seconds}
            complete_activity(self.db, enrolment_id, activity.id, {}, {}, opened_at=opened_at, **still, now=self.now)
        self.opened.setdefault(activity.id, self.now)

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def credited(self, activity: Activity | None = None) -> int:
        """Return the credited seconds of an activity, or of all, over both places."""
        active, done = active_seconds(self.db, self.places), completed(self.db, self.places)
        counted = [PAGES if activity is None else [activity]] * 2
        ledgers = [ledger(pages, active[one], done[one]) for pages, one in zip(counted, self.places, strict=True)]
        return sum(credit.credited for one in ledgers for credit in one.credits)

    def active(self) -> float:
        """Return the seconds that anybody could prove: three minutes before each event (ten of a transcript), once."""
        latest, seconds = self.moments[:1], 0.0
        for moment, still in zip(self.moments, self.still, strict=True):
            seconds += min(still, max(0, (moment - latest[0]).total_seconds()))
            latest = [max(moment, latest[0])]
        return seconds

    def ran(self) -> float:
        """Return how long the clock ran between the earliest and the latest event."""
        return (max(self.moments) - min(self.moments)).total_seconds() if self.moments else 0


@given(events=EVENTS)
def test_no_sequence_of_events_earns_more_than_the_clock_ran_nor_over_a_quarter_more_than_planned(
    database: Database, events: list[tuple[str, int, Activity, int]]
) -> None:
    with database.session() as db:
        reader = Reader(db)
        for deed, place, activity, seconds in events:
            reader.wait(seconds)
            reader.does(deed, activity, place)
        proven = [sum(of_place.values()) for of_place in active_seconds(db, reader.places).values()]
        assert 0 <= sum(proven) <= reader.active() <= reader.ran()
        assert 0 <= reader.credited() <= sum(proven)
        for activity in PAGES:
            for place in reader.places:
                active = active_seconds(db, [place])[place]
                (credit,) = ledger([activity], active, completed(db, [place])[place]).credits
                assert credit.credited <= activity.minutes * 75


@pytest.fixture
def reader(db: Session) -> Reader:
    return Reader(db)


def stay(reader: Reader, seconds: int, *, every: int = 30, activity: Activity = PAGES[1]) -> None:
    """Keep a page open and be active: it sends a sign of life every so many seconds."""
    reader.does("opened", activity)
    for _ in range(seconds // every):
        reader.wait(every)
        reader.does("heartbeat", activity)


def test_a_fast_reader_is_credited_with_the_time_they_took(reader: Reader) -> None:
    stay(reader, 120)
    reader.does("answer")
    assert reader.credited() == 120


def test_a_slow_reader_is_credited_with_a_quarter_over_the_plan(reader: Reader) -> None:
    stay(reader, 1800)
    reader.does("answer")
    assert reader.credited() == 5 * 60 * 1.25


def test_a_reader_who_completes_nothing_is_credited_with_nothing(reader: Reader) -> None:
    stay(reader, 1800)
    assert reader.credited() == 0


def test_an_idle_tab_earns_nothing_but_the_three_minutes_before_its_answer(reader: Reader) -> None:
    stay(reader, 60)
    reader.wait(4 * 3600)
    reader.does("heartbeat")
    reader.does("answer")
    assert reader.credited() == 60
    reader.wait(4 * 3600)
    reader.does("answer")
    assert reader.credited() == 60 + STILL_SECONDS


def test_who_reads_a_transcript_in_silence_is_credited_with_ten_minutes_and_no_more(reader: Reader) -> None:
    for minutes in (9, 60):
        reader.wait(minutes * 60)
        reader.does("answer", PAGES[2])
    assert active_seconds(reader.db, reader.places)[reader.places[0]] == {PAGES[2].id: TRANSCRIPT_SECONDS}
    reader.wait(9 * 60)
    reader.does("answer", PAGES[2])
    assert reader.credited(PAGES[2]) == 12 * 75


def test_a_reader_without_scripts_is_credited_from_the_page_to_the_answer(reader: Reader) -> None:
    reader.opened[PAGES[1].id] = reader.now
    reader.wait(100)
    reader.does("plain answer")
    assert reader.credited() == 100


def test_an_answer_does_not_prove_again_what_signs_of_life_have_proven(reader: Reader) -> None:
    stay(reader, 120)
    reader.does("plain answer")
    assert reader.credited() == 120


def clicks(times: int, deeds: Callable[[], Iterator[tuple[str, Activity]]], reader: Reader, pause: float) -> None:
    """Let a script send the same events again and again."""
    for _ in range(times):
        for deed, activity in deeds():
            reader.does(deed, activity)
        reader.wait(pause)


def everything() -> Iterator[tuple[str, Activity]]:
    """Yield an answer and a sign of life for every page at once."""
    for activity in PAGES:
        yield "answer", activity
        yield "heartbeat", activity


@pytest.mark.parametrize(("pause", "times"), [(0, 60), (0.5, 40), (1, 60)])
def test_a_script_that_clicks_everything_earns_no_more_than_the_seconds_it_ran(
    reader: Reader, pause: float, times: int
) -> None:
    clicks(times, everything, reader, pause)
    assert reader.credited() <= pause * times


def test_twenty_tabs_earn_what_one_earns(reader: Reader) -> None:
    for _ in range(10):
        reader.wait(30)
        for tab in range(20):
            reader.does("heartbeat", PAGES[tab % 3], tab % 2)
    assert sum(sum(one.values()) for one in active_seconds(reader.db, reader.places).values()) == 270


def test_a_clock_that_is_set_back_earns_nothing_twice(reader: Reader) -> None:
    stay(reader, 120)
    reader.wait(-3600)
    stay(reader, 120)
    reader.does("answer")
    assert reader.credited() == 120


def test_a_sign_of_life_proves_a_minute_at_most(reader: Reader) -> None:
    stay(reader, 119, every=119)
    reader.does("answer")
    assert reader.credited() == BEAT_SECONDS


def test_minutes_of_one_place_do_not_count_in_another(db: Session, reader: Reader) -> None:
    stay(reader, 120)
    reader.does("answer")
    other = db.get_one(Enrolment, reader.places[1])
    assert active_seconds(db, [other.id]) == {other.id: {}}
    assert completed(db, [other.id]) == {other.id: frozenset()}
