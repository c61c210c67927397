"""Scoring the plan by pages alone: two who do not see each other, a third for disputes, and what the author reads."""

from courses.models import Enrolment
from registry.actions import grant_role, name_superior
from registry.db import Database
from registry.models import Role
from registry.queries import person_by_email
from tests.factories import NOW
from tests.journeys.capstone.people import People
from tests.unit.assessments.plans import TEXTS
from tests.unit.mentoring.places import make_place


def test_two_assessors_score_and_the_author_reads_the_result(people: People) -> None:
    ana = people.visitor()
    sent = people.send(ana).path
    nadia = people.score("nadia", "3")
    assert nadia.sees("Your score is saved")
    assert nadia.open("/assess").sees("Nothing is waiting for you")
    assert ana.open(sent).sees("Being read")
    assert not ana.sees("Words of nadia")
    people.score("omar", "2")
    assert ana.open(sent).sees("83.3 of 100 points passed")
    for words in ("Words of nadia.", "Words of omar.", "Who signs, asks nadia?"):
        assert ana.sees(words)
    assert not ana.sees("Nadia")
    assert ana.open("/capstone").sees("Version 1 passed with 83.3 of 100 points")


def test_no_assessor_sees_another_score_before_all_are_in(people: People) -> None:
    people.send(people.visitor())
    address = people.visitor("omar").open("/assess").follow("Read and score").path
    people.score("nadia", "3", D="1")
    omar, nadia = people.visitor("omar").open(address), people.visitor("nadia").open(address)
    assert not omar.sees("Words of nadia")
    assert nadia.sees("You see the result here once all scores are in")
    assert not nadia.sees("of 100 points")
    people.score("omar", "3")
    pilar = people.visitor("pilar").open("/assess")
    assert pilar.sees("third score, one section")
    pilar.open(address)
    assert pilar.sees("You are the third")
    assert not pilar.sees("Words of")
    assert not people.visitor("nadia").open(address).sees("of 100 points")
    people.score("pilar", "2")
    for name in ("nadia", "omar", "pilar"):
        assert people.visitor(name).open(address).sees("95.3 of 100 points passed")


def test_only_what_failed_is_written_and_scored_again(people: People) -> None:
    ana = people.visitor()
    first = people.send(ana).path
    people.score("nadia", "3", A="1", J="2")
    people.score("omar", "3", A="1", J="2")
    assert ana.open(first).sees("A Sponsorship to be written again")
    ana.follow("Write again what failed")
    assert ana.sees("2 resubmissions are left")
    assert [name for name in ana.names("version") if name in TEXTS] == ["A", "calendar"]
    ana.submit({"A": "The new head signs in March.", "send": "1"}, holding="version")
    pilar = people.visitor("pilar").open("/assess").follow("Read and score")
    assert pilar.sees("J Risks, change, ethics weight 6 stands with level 2")
    assert [name for name in pilar.names("note") if name.startswith("level-")] == ["level-A"]
    people.score("pilar", "2")
    people.score("nadia", "2")
    assert ana.open("/capstone").sees("Version 2 passed with 93 of 100 points")


def test_after_two_resubmissions_the_instructor_is_the_one_to_talk_to(people: People) -> None:
    ana = people.visitor()
    for number in range(3):
        people.send(ana, A=f"Try {number}.")
        people.score("nadia", "3", A="1")
        people.score("omar", "3", A="1")
    assert ana.open("/capstone").sees("Both resubmissions are used. Talk to your instructor")
    assert all(ana.sees(f"Version {number}") for number in (1, 2, 3))
    assert not ana.sees("Write again what failed")


def test_a_level_that_is_missing_is_named_and_what_was_typed_is_kept(people: People) -> None:
    people.send(people.visitor())
    nadia = people.visitor("nadia").open("/assess").follow("Read and score")
    nadia.submit({"level-A": "3", "comment-A": "Who signs?", "note": "Well begun."}, holding="note", status=422)
    assert nadia.sees("9 sections have no level yet")
    values = nadia.form(holding="note").values()
    assert (values["level-A"], values["comment-A"], values["note"]) == (["3"], ["Who signs?"], ["Well begun."])


def test_a_comment_that_is_too_long_is_named_and_kept(people: People) -> None:
    people.send(people.visitor())
    nadia = people.visitor("nadia").open("/assess").follow("Read and score")
    levels = {name: "2" for name in nadia.names("note") if name.startswith("level-")}
    nadia.submit({**levels, "comment-B": "x" * 2001}, holding="note", status=422)
    assert nadia.sees("Please use at most 2000 characters.")
    assert nadia.form(holding="note").values()["comment-B"] == ["x" * 2001]


def test_whoever_scores_too_late_is_asked_only_for_what_is_disputed(people: People) -> None:
    people.send(people.visitor())
    pilar = people.visitor("pilar").open("/assess").follow("Read and score")
    levels = {name: "2" for name in pilar.names("note") if name.startswith("level-")}
    people.score("nadia", "3", B="0")
    people.score("omar", "3")
    pilar.submit({**levels, "note": "My words."}, holding="note", status=409)
    assert pilar.sees("fewer sections are asked for now")
    assert [name for name in pilar.names("note") if name.startswith("level-")] == ["level-B"]
    assert pilar.form(holding="note").values()["note"] == ["My words."]
    pilar.submit(holding="note")
    assert pilar.sees("Your score is saved")


def test_a_superior_finds_no_plan_to_score(people: People, database: Database) -> None:
    people.send(people.visitor())
    address = people.visitor("nadia").open("/assess").follow("Read and score").path
    form = people.visitor("nadia").open(address)
    with database.session.begin() as db:
        head, ana = (person_by_email(db, people.emails[name]) for name in ("nadia", "ana"))
        assert head is not None
        assert ana is not None
        name_superior(db, head, ana, now=NOW)
    assert people.visitor("nadia").open("/assess").sees("Nothing is waiting for you")
    assert people.visitor("nadia").open(address).sees("Somebody else scores this plan")
    levels = {name: "3" for name in form.names("note") if name.startswith("level-")}
    form.submit({**levels, "note": "Well done."}, holding="note", status=409)
    assert form.sees("A plan is never scored by its author")


def test_a_manager_invites_an_assessor_whose_first_page_is_the_queue(people: People) -> None:
    helena = people.visitor("helena").open("/office/cohorts").follow("March cohort")
    helena.submit({"name": "Omar", "email": people.emails["marta"], "role": "assessor"}, holding="role")
    assert helena.sees("Marta assessor")
    people.send(people.visitor())
    assert people.visitor("marta").follow("Capstones").sees("Read and score")


def test_whoever_scored_a_plan_does_not_accompany_its_author(people: People, database: Database) -> None:
    with database.session.begin() as db:
        place = db.get_one(Enrolment, people.enrolment_id)
        nadia = person_by_email(db, people.emails["nadia"])
        assert nadia is not None
        grant_role(db, nadia, Role.MENTOR, place.cohort, now=NOW)
    people.send(people.visitor())
    assert people.visitor("nadia").open("/mentor/new").sees("Ana Souza, March cohort")
    people.score("nadia", "3")
    assert not people.visitor("nadia").open("/mentor/new").sees("Ana Souza, March cohort")


def test_a_mentor_finds_no_plan_of_a_candidate_to_score(people: People, database: Database) -> None:
    with database.session.begin() as db:
        place = db.get_one(Enrolment, people.enrolment_id)
        jonas = person_by_email(db, people.emails["jonas"])
        assert jonas is not None
        grant_role(db, jonas, Role.ASSESSOR, place.cohort, now=NOW)
        make_place(db, place.cohort, place, jonas)
    people.send(people.visitor())
    address = people.visitor("nadia").open("/assess").follow("Read and score").path
    assert people.visitor("jonas").open("/assess").sees("Nothing is waiting for you")
    assert people.visitor("jonas").open(address).sees("Somebody else scores this plan")
