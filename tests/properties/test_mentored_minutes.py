"""Mentored minutes: at most sixty a week, none counted twice, whatever is logged in which order."""

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.actions import enrol
from courses.models import Enrolment
from mentoring.models import Accompaniment, Attestation, CheckIn
from mentoring.practice import LIVE, MODES
from mentoring.queries import attested_minutes
from registry.db import Database
from registry.errors import Refusal
from registry.models import Role
from tests.factories import NOW, make_cohort, make_enrolment, make_member, make_person
from tests.short_road import VERSION
from tests.unit.mentoring.places import FIRST, attest, log, make_place

HOURS = st.integers(0, 9)
LOGS = st.tuples(
    st.just("log"),
    st.integers(0, 2),
    st.integers(1, 6),
    st.integers(0, 5),
    HOURS,
    st.sampled_from([1, 18, 60, 240]),
    st.tuples(*[st.sampled_from([0, 5, 60, 240])] * 3),
    st.sampled_from(sorted(MODES)),
)
DEEDS = st.lists(
    st.one_of(LOGS, LOGS, st.tuples(st.just("attest"), st.integers(0, 2), st.integers(1, 6))), min_size=8, max_size=25
)


class House:
    """Three accompaniments: two candidates of one mentor, and the first candidate once more in another cohort."""

    def __init__(self, db: Session) -> None:
        self.db, cohort = db, make_cohort(db)
        mentor, person = make_member(db, cohort, Role.MENTOR), make_person(db)
        first, second = enrol(db, person, cohort, VERSION, actor_id=None, now=NOW), make_enrolment(db, cohort)
        elsewhere = enrol(db, person, make_cohort(db), VERSION, actor_id=None, now=NOW)
        self.places = [
            make_place(db, enrolment=first, mentor=mentor),
            make_place(db, enrolment=second, mentor=mentor),
            make_place(db, enrolment=elsewhere),
        ]

    def log(
        self, at: int, week: int, calendar: int, hour: int, length: int, parts: tuple[int, int, int], mode: str
    ) -> None:
        began = FIRST + timedelta(weeks=calendar, hours=hour)
        prepared, talk, debrief = parts
        ended = began + timedelta(minutes=length)
        values = {"started_at": began, "ended_at": ended, "mode": mode}
        log(self.db, self.places[at], week, prepared=prepared, talk=talk, debrief=debrief, **values)

    def attest(self, at: int, week: int) -> None:
        query = select(CheckIn).where(CheckIn.accompaniment_id == self.places[at].id, CheckIn.week == week)
        newest = self.db.scalars(query.order_by(CheckIn.revision.desc())).first()
        if newest is not None:
            attest(self.db, newest)

    def attested(self) -> list[tuple[CheckIn, Attestation, Accompaniment, int]]:
        """Return every attested log with its attestation, its accompaniment and the candidate."""
        query = (
            select(CheckIn, Attestation, Accompaniment, Enrolment.person_id)
            .join(Attestation, Attestation.check_in_id == CheckIn.id)
            .join(Accompaniment, Accompaniment.id == CheckIn.accompaniment_id)
            .join(Enrolment, Enrolment.id == Accompaniment.enrolment_id)
        )
        return [(row[0], row[1], row[2], row[3]) for row in self.db.execute(query)]


def calendar_week(moment: datetime) -> tuple[int, int]:
    return moment.isocalendar()[:2]


@settings(max_examples=60)
@given(deeds=DEEDS)
def test_no_week_counts_more_than_sixty_minutes_and_no_hour_counts_twice(
    database: Database, deeds: list[tuple[object, ...]]
) -> None:
    with database.session() as db:
        house = House(db)
        for name, *values in deeds:
            with suppress(Refusal):
                getattr(house, str(name))(*values)
        attested = house.attested()
        for check_in, attestation, _place, _person in attested:
            meeting = (check_in.ended_at - check_in.started_at).total_seconds() // 60
            parts = (check_in.prepared, 10), (meeting, 20), (check_in.talk, 10), (check_in.debrief, 20)
            assert attestation.minutes == sum(min(taken, most) for taken, most in parts) <= 60
        for (one, _a, place, person), (other, _b, other_place, other_person) in combinations(attested, 2):
            if place is other_place:
                assert one.week != other.week
                assert calendar_week(one.started_at) != calendar_week(other.started_at)
                assert (one.week < other.week) == (one.started_at < other.started_at)
            live = {one.mode, other.mode} <= LIVE
            if person == other_person or (live and place.mentor_id == other_place.mentor_id):
                assert one.ended_at <= other.started_at or other.ended_at <= one.started_at
        for place in house.places:
            mine = [attestation.minutes for _log, attestation, at, _person in attested if at is place]
            assert attested_minutes(db, [place.enrolment_id]) == {place.enrolment_id: sum(mine)}
            assert sum(mine) <= 60 * len(mine) <= 360
