"""Minutes of live sessions and of pages together never exceed the clock on the wall, nor the plan of a session."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.actions import correct_attendance, enrol, open_meeting, record_beat, sign
from courses.attendance import Way, code_at
from courses.credit import Evidence
from courses.models import Beat, Meeting
from courses.outline import Activity, Kind
from courses.queries import attended, signatures
from courses.sessions import Session
from registry.db import Database
from registry.errors import Refusal
from registry.models import Role
from tests.factories import NOW, make_cohort, make_member, make_person
from tests.short_road import VERSION

STEPS = tuple(Activity(f"S1.{n}.P", Kind.PRACTICE, "S1", f"1.{n}", "A step", n) for n in (5, 12, 8))
SESSION = Session("S1", "The morning", STEPS, {"S1.12.P": 10})
DEEDS = st.lists(
    st.tuples(st.sampled_from(["sign", "sign", "beat", "answer", "correct"]), st.integers(0, 1), st.integers(0, 900)),
    max_size=25,
)


@given(deeds=DEEDS)
@settings(max_examples=40)
def test_no_second_counts_twice_and_no_meeting_more_than_its_plan(
    database: Database, deeds: list[tuple[str, int, int]]
) -> None:
    with database.session() as db:
        now, person, cohorts = NOW, make_person(db), [make_cohort(db), make_cohort(db)]
        places = [enrol(db, person, cohort, VERSION, actor_id=None, now=NOW).id for cohort in cohorts]
        marta = make_member(db, cohorts[0], Role.INSTRUCTOR).id
        starts = (NOW + timedelta(minutes=n) for n in (0, 7))
        meetings = [
            open_meeting(db, cohort.id, SESSION, "remote", marta, start, now=NOW)
            for cohort, start in zip(cohorts, starts, strict=True)
        ]
        for deed, which, seconds in deeds:
            now += timedelta(seconds=seconds)
            place, meeting = places[which], meetings[which]
            if deed == "beat":
                record_beat(db, place, STEPS[0].id, Evidence.HEARTBEAT, now=now)
            elif deed == "answer":
                record_beat(db, place, STEPS[1].id, Evidence.ANSWER, opened_at=now - timedelta(seconds=170), now=now)
            elif deed == "correct":
                span = (now - timedelta(seconds=2 * seconds + 1), now)
                correct_attendance(db, meeting, place, span, "The list on paper says so.", marta, now=now)
            else:
                _sign(db, meeting, place, now)
        spans = [(one.at - timedelta(seconds=one.seconds), one.at) for one in db.query(Beat) if one.seconds]
        standing = [one for place in places for one in attended(db, place)]
        spans += [(piece.begins, piece.ends) for one in standing for piece in one.pieces]
        assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
        assert all(one.minutes <= SESSION.minutes for one in standing)
        for one in standing:
            in_the_room = sum(piece.seconds for piece in one.pieces) + sum(one.counted["on_pages"].values())
            assert in_the_room <= (one.left_at - one.came_at).total_seconds() if one.came_at else not in_the_room


def _sign(db: object, meeting: Meeting, place: int, now: datetime) -> None:
    """Sign whatever comes next, if the meeting takes it."""
    signed = signatures(db, meeting.id).get(place, [])  # type: ignore[arg-type]
    way = Way.OUT if signed and signed[-1].way == Way.IN else Way.IN
    try:
        sign(db, meeting, place, way, code=code_at(meeting.secret, now), now=now)  # type: ignore[arg-type]
    except Refusal:
        return
