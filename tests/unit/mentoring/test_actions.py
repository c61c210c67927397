"""What mentored practice refuses, and what it keeps."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from courses.models import Enrolment
from mentoring.actions import attest_check_in, begin_accompaniment, open_group
from mentoring.models import Accompaniment, Attestation, Observation, OkrGroup
from mentoring.refusals import (
    AlreadyAccompanied,
    AlreadyAttested,
    GroupElsewhere,
    LevelsMissing,
    LineAuthorityHeld,
    NamesWritten,
    NotTheMentor,
    OwnMentor,
    Superseded,
)
from registry.actions import grant_role, name_superior
from registry.errors import Refusal
from registry.models import Event, Person, Role
from registry.queries import broken_line
from tests.factories import NOW, make_cohort, make_member, make_person
from tests.unit.mentoring.places import FORM, attest, levels, log, make_place


def test_every_refusal_is_one_sentence_with_a_code_of_its_own() -> None:
    ours = [one for one in Refusal.__subclasses__() if one.__module__ == "mentoring.refusals"]
    assert len({one.code for one in ours}) == len(ours) == 21
    assert all(str(one()).endswith(".") and "\n" not in str(one()) for one in ours)


def test_a_mentor_of_the_cohort_accompanies_a_candidate(place: Accompaniment, mentor: Person) -> None:
    assert (place.mentor_id, place.ended_at) == (mentor.id, None)


def test_nobody_mentors_themselves(db: Session, enrolment: Enrolment) -> None:
    grant_role(db, enrolment.person, Role.MENTOR, enrolment.cohort, now=NOW)
    with pytest.raises(OwnMentor):
        make_place(db, enrolment=enrolment, mentor=enrolment.person)


def test_a_mentor_of_another_cohort_is_not_one_here(db: Session, enrolment: Enrolment) -> None:
    for stranger in (make_member(db, make_cohort(db), Role.MENTOR), make_member(db, enrolment.cohort, Role.INSTRUCTOR)):
        with pytest.raises(NotTheMentor):
            make_place(db, enrolment=enrolment, mentor=stranger)


@pytest.mark.parametrize("upwards", [True, False])
def test_no_superior_and_no_subordinate_is_the_mentor(
    db: Session, enrolment: Enrolment, mentor: Person, upwards: bool
) -> None:
    between = make_person(db)
    line = [mentor, between, enrolment.person] if upwards else [enrolment.person, between, mentor]
    name_superior(db, line[0], line[1], now=NOW)
    name_superior(db, line[1], line[2], now=NOW)
    with pytest.raises(LineAuthorityHeld):
        make_place(db, enrolment=enrolment, mentor=mentor)


def test_a_group_of_another_cohort_cannot_be_accompanied(db: Session, enrolment: Enrolment, mentor: Person) -> None:
    group = open_group(db, make_cohort(db), "Quay", "Permits", "Sooner", "Lamp", actor_id=mentor.id, now=NOW)
    with pytest.raises(GroupElsewhere):
        begin_accompaniment(db, enrolment, group, mentor, actor_id=mentor.id, now=NOW)


@pytest.mark.parametrize("owner", ["Marta Reyes", "marta@example.org", "", "x" * 41])
def test_the_objective_owner_goes_by_a_pseudonym(db: Session, mentor: Person, owner: str) -> None:
    with pytest.raises(NamesWritten):
        open_group(db, make_cohort(db), "Quay", "Permits", "Sooner", owner, actor_id=mentor.id, now=NOW)


def test_a_candidate_accompanies_one_group_at_a_time(db: Session, place: Accompaniment, mentor: Person) -> None:
    enrolment = db.get_one(Enrolment, place.enrolment_id)
    with pytest.raises(AlreadyAccompanied):
        make_place(db, enrolment=enrolment, mentor=mentor)
    group_id = db.scalar(select(func.max(OkrGroup.id)))
    db.add(Accompaniment(enrolment_id=enrolment.id, group_id=group_id, mentor_id=mentor.id, begun_at=NOW))
    with pytest.raises(IntegrityError):
        db.flush()


def test_an_attestation_keeps_levels_comment_and_the_minutes_that_count(db: Session, place: Accompaniment) -> None:
    found = attest(db, log(db, place, prepared=30, talk=4))
    kept = db.scalars(select(Observation)).one()
    assert found.minutes == 10 + 18 + 4 + 20
    assert (kept.check_in_id, kept.levels, kept.comment) == (found.check_in_id, levels(27), "Minute 6.")


def test_an_attestation_stands_in_the_trail(db: Session, place: Accompaniment) -> None:
    check_in = log(db, place)
    attest(db, check_in)
    db.commit()
    line = db.scalars(select(Event).where(Event.action == "attest")).one()
    assert (line.actor_id, line.subject, line.detail) == (place.mentor_id, f"check-in:{check_in.id}", {"minutes": 58})
    assert broken_line(db) is None


def test_only_the_mentor_of_the_accompaniment_attests(db: Session, place: Accompaniment) -> None:
    cohort = place.group.cohort
    check_in = log(db, place)
    for role in (Role.MENTOR, Role.MANAGER, Role.ADMINISTRATOR):
        with pytest.raises(NotTheMentor):
            attest(db, check_in, attester_id=make_member(db, cohort, role).id)


def test_the_candidate_does_not_attest(db: Session, place: Accompaniment) -> None:
    check_in = log(db, place)
    candidate = db.get_one(Enrolment, place.enrolment_id).person
    grant_role(db, candidate, Role.MENTOR, place.group.cohort, now=NOW)
    with pytest.raises(OwnMentor):
        attest(db, check_in, attester_id=candidate.id)


def test_a_mentor_who_became_the_superior_does_not_attest(db: Session, place: Accompaniment) -> None:
    check_in = log(db, place)
    name_superior(db, place.mentor, db.get_one(Enrolment, place.enrolment_id).person, now=NOW)
    with pytest.raises(LineAuthorityHeld):
        attest(db, check_in)


def test_a_mentor_whose_role_has_ended_does_not_attest(db: Session, place: Accompaniment) -> None:
    check_in = log(db, place)
    db.execute(text("UPDATE membership SET ended_at = granted_at WHERE role = 'mentor'"))
    with pytest.raises(NotTheMentor):
        attest(db, check_in)


def test_a_log_that_was_corrected_meanwhile_is_not_attested(db: Session, place: Accompaniment) -> None:
    stale, newest = log(db, place), log(db, place, prepared=3)
    with pytest.raises(Superseded):
        attest(db, stale)
    assert attest(db, newest).check_in_id == newest.id


def test_a_week_is_attested_once(db: Session, place: Accompaniment) -> None:
    check_in = log(db, place)
    attest(db, check_in)
    with pytest.raises(AlreadyAttested):
        attest(db, check_in)


@pytest.mark.parametrize("same_log", [True, False])
def test_the_database_itself_refuses_a_second_attestation_of_a_week(
    db: Session, place: Accompaniment, same_log: bool
) -> None:
    first, second = log(db, place), log(db, place)
    attest(db, second)
    check_in_id = (second if same_log else first).id
    week = {"week": 2 if same_log else 1, "accompaniment_id": place.id}
    db.add(Attestation(check_in_id=check_in_id, mentor_id=place.mentor_id, minutes=60, at=NOW, **week))
    with pytest.raises(IntegrityError):
        db.flush()


@pytest.mark.parametrize("changed", [{"7": None}, {"7": 4}, {"7": -1}, {"7": 2**70}, {"13": 2}, {"": 0}])
def test_every_item_of_the_form_needs_a_level_from_0_to_3(
    db: Session, place: Accompaniment, changed: dict[str, int | None]
) -> None:
    given = {key: level for key, level in {**levels(27), **changed}.items() if level is not None}
    with pytest.raises(LevelsMissing):
        attest_check_in(db, log(db, place), place.mentor_id, FORM, given, now=NOW)
    assert db.scalar(select(func.count()).select_from(Attestation)) == 0
