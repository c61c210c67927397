"""Who sees which practice, what waits, and what is attested."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from courses.models import Enrolment
from mentoring import queries
from mentoring.models import Accompaniment
from registry.actions import sign_in, token_hash
from registry.errors import NotFound
from registry.models import Person, Role
from registry.queries import Presence, presence
from tests.factories import NOW, make_cohort, make_enrolment, make_member, make_person
from tests.unit.mentoring.places import FIRST, FORM, attest, log, make_place, practise


def viewer(db: Session, person: Person) -> Presence:
    found = presence(db, token_hash(sign_in(db, person, now=NOW)))
    assert found is not None
    return found


@contextmanager
def statements(db: Session) -> Iterator[list[str]]:
    """Note the statements that are sent while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_candidate_mentor_and_manager_see_a_practice_and_nobody_else(db: Session) -> None:
    cohort = make_cohort(db)
    place = make_place(db, cohort)
    check_in = log(db, place)
    candidate = db.get_one(Enrolment, place.enrolment_id).person
    for person in (candidate, place.mentor, make_member(db, cohort, Role.MANAGER)):
        seen = viewer(db, person)
        assert queries.accompaniment(db, place.id, seen) is place
        assert queries.check_in(db, check_in.id, seen) is check_in
    others = [
        make_person(db),
        make_enrolment(db, cohort).person,
        make_member(db, cohort, Role.MENTOR),
        make_member(db, cohort, Role.INSTRUCTOR),
        make_member(db, make_cohort(db), Role.MANAGER),
    ]
    for person in others:
        seen = viewer(db, person)
        with pytest.raises(NotFound):
            queries.accompaniment(db, place.id, seen)
        with pytest.raises(NotFound):
            queries.check_in(db, check_in.id, seen)


def test_what_does_not_exist_is_not_found(db: Session) -> None:
    seen = viewer(db, make_member(db, make_cohort(db), Role.ADMINISTRATOR))
    with pytest.raises(NotFound):
        queries.accompaniment(db, 1, seen)
    with pytest.raises(NotFound):
        queries.check_in(db, 1, seen)


def test_a_mentor_sees_whom_they_accompany_newest_first(db: Session) -> None:
    cohort = make_cohort(db)
    mentor = make_member(db, cohort, Role.MENTOR)
    first, second = make_place(db, cohort, mentor=mentor), make_place(db, cohort, mentor=mentor)
    second.begun_at = NOW + timedelta(days=1)
    make_place(db, cohort)
    assert queries.accompaniments_of(db, mentor.id) == [second, first]


def test_the_newest_version_of_each_week_counts(db: Session) -> None:
    place, idle = make_place(db), make_place(db)
    log(db, place, 2)
    log(db, place, 1)
    newest = log(db, place, 2, prepared=1)
    found = queries.check_ins(db, [place.id, idle.id])
    assert [(one.week, one.revision) for one in found[place.id]] == [(1, 1), (2, 2)]
    assert found[place.id][1] is newest
    assert found[idle.id] == []


def test_a_check_in_carries_its_attestation_and_observation(db: Session) -> None:
    place = make_place(db)
    attestation = attest(db, log(db, place))
    db.expire_all()
    (found,) = queries.check_ins(db, [place.id])[place.id]
    assert found.attestation is attestation
    assert found.observation is not None


def test_what_waits_for_a_mentor_is_the_newest_version_oldest_meeting_first(db: Session) -> None:
    cohort = make_cohort(db)
    mentor = make_member(db, cohort, Role.MENTOR)
    one, two = make_place(db, cohort, mentor=mentor), make_place(db, cohort, mentor=mentor)
    later = log(db, one, started_at=FIRST + timedelta(hours=2))
    log(db, two)
    corrected = log(db, two, prepared=2)
    done = log(db, two, 2)
    attest(db, done)
    log(db, make_place(db, cohort), started_at=FIRST + timedelta(hours=4))
    db.expire_all()
    assert queries.to_attest(db, mentor.id) == [(two, corrected), (one, later)]


def test_only_attested_minutes_count(db: Session) -> None:
    place, idle = make_place(db), make_enrolment(db)
    attest(db, log(db, place, 1, prepared=2, debrief=5))
    log(db, place, 2)
    ids = [place.enrolment_id, idle.id]
    assert queries.attested_minutes(db, ids) == {place.enrolment_id: 2 + 18 + 10 + 5, idle.id: 0}


def test_four_full_check_ins_at_the_mark_meet_minutes_and_pass(db: Session) -> None:
    place = make_place(db)
    for week in (1, 2, 3, 4):
        attest(db, log(db, place, week, ended_at=log_end(week)), 27)
    one = place.enrolment_id
    assert queries.attested_minutes(db, [one]) == {one: 240}
    assert queries.practice_missing(db, [one], FORM) == {one: ()}


def log_end(week: int) -> Any:
    """Return the end of a meeting of twenty minutes."""
    return FIRST + timedelta(weeks=week - 1, minutes=20)


def test_a_log_that_is_not_attested_does_not_help_to_pass(db: Session) -> None:
    place = make_place(db)
    practise(db, place, 27, 27, 27)
    log(db, place, 4)
    one = place.enrolment_id
    assert queries.practice_missing(db, [one], FORM)[one] == ("check-ins", "week-4", "critical", "average")


def test_a_further_check_in_mends_a_fourth_below_the_mark(db: Session) -> None:
    place = make_place(db)
    practise(db, place, 20, 24, 24, 26)
    one = place.enrolment_id
    assert queries.practice_missing(db, [one], FORM)[one] == ("week-4",)
    attest(db, log(db, place, 5), 27)
    assert queries.practice_missing(db, [one], FORM)[one] == ()


def test_minutes_and_pass_speak_of_the_group_accompanied_last(db: Session) -> None:
    cohort = make_cohort(db)
    enrolment = make_enrolment(db, cohort)
    before = make_place(db, cohort, enrolment)
    practise(db, before, 27, 27, 27, 27)
    before.ended_at = NOW
    after = make_place(db, cohort, enrolment)
    one = enrolment.id
    assert queries.accompaniment_of(db, one) is after
    assert queries.attested_minutes(db, [one]) == {one: 0}
    assert "check-ins" in queries.practice_missing(db, [one], FORM)[one]


def test_somebody_without_a_group_lacks_everything_but_time(db: Session) -> None:
    one = make_enrolment(db).id
    assert queries.accompaniment_of(db, one) is None
    assert queries.practice_missing(db, [one], FORM)[one] == ("check-ins", "live", "week-4", "critical", "average")


def test_asking_for_nobody_answers_nothing(db: Session) -> None:
    assert queries.attested_minutes(db, []) == queries.practice_missing(db, [], FORM) == {}
    assert queries.check_ins(db, []) == {}


def test_the_number_of_queries_does_not_grow_with_the_enrolments(db: Session) -> None:
    cohort = make_cohort(db)
    mentor = make_member(db, cohort, Role.MENTOR)
    counts = []
    for number in range(1, 5):
        place = make_place(db, cohort, mentor=mentor)
        for week in (1, 2):
            began = FIRST + timedelta(weeks=week - 1, hours=number)
            attest(db, log(db, place, week, started_at=began))
        log(db, place, 3, started_at=FIRST + timedelta(weeks=2, hours=number))
        counts.append(len(_asked(db, mentor)))
    assert len(set(counts)) == 1


def _asked(db: Session, mentor: Person) -> list[str]:
    """Return the statements of everything that is asked about the candidates of a mentor."""
    db.expunge_all()
    ids = list(db.execute(text("SELECT enrolment_id, id FROM accompaniment")))
    with statements(db) as sent:
        queries.attested_minutes(db, [one for one, _place in ids])
        queries.practice_missing(db, [one for one, _place in ids], FORM)
        named = [place.enrolment.person.name for place in queries.accompaniments_of(db, mentor.id)]
        waiting = queries.to_attest(db, mentor.id)
    assert len(named) == len(waiting) == len(ids) == db.query(Accompaniment).count()
    return sent
