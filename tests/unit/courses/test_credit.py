from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from courses.actions import complete_activity, record_beat
from courses.credit import Credit, Evidence, proven_seconds
from courses.outline import Activity, Kind
from courses.queries import active_seconds, completed
from tests.factories import NOW, make_enrolment

READING = Activity("2.1.R", Kind.READING, "M2", "2.1", "Anatomy", 5)


def test_time_counts_up_to_a_quarter_over_the_plan_and_only_when_completed() -> None:
    assert Credit(READING, active=1000, completed=False).credited == 0
    assert Credit(READING, active=250, completed=True).credited == 250
    assert Credit(READING, active=1000, completed=True).credited == 375


@given(
    st.lists(st.tuples(st.sampled_from(Evidence), st.integers(-600, 40_000)), max_size=60),
)
def test_proven_time_never_exceeds_the_clock(events: list[tuple[Evidence, int]]) -> None:
    last: datetime | None = None
    now, proven = NOW, 0
    for evidence, step in events:
        now += timedelta(seconds=step)
        proven += proven_seconds(evidence, last, now)
        last = now if last is None else max(last, now)
    assert 0 <= proven <= max(0, int(((last or NOW) - NOW).total_seconds()) + 600)


def test_a_heartbeat_after_a_long_silence_proves_nothing() -> None:
    assert proven_seconds(Evidence.HEARTBEAT, NOW, NOW + timedelta(hours=3)) == 0
    assert proven_seconds(Evidence.HEARTBEAT, NOW, NOW + timedelta(seconds=30)) == 30


def test_two_open_pages_share_one_clock(db: Session) -> None:
    enrolment = make_enrolment(db)
    for second in range(0, 601, 30):
        now = NOW + timedelta(seconds=second)
        for activity in ("2.1.R", "2.2.R"):
            record_beat(db, enrolment.id, activity, Evidence.HEARTBEAT, now=now)
    assert sum(active_seconds(db, [enrolment.id])[enrolment.id].values()) == 600


def test_an_answer_without_heartbeats_proves_three_minutes_at_most(db: Session) -> None:
    enrolment = make_enrolment(db)
    later = NOW + timedelta(minutes=20)
    complete_activity(db, enrolment.id, "2.1.R", {}, {}, opened_at=NOW, now=later)
    assert active_seconds(db, [enrolment.id])[enrolment.id] == {"2.1.R": 180}
    assert completed(db, [enrolment.id])[enrolment.id] == {"2.1.R"}
