"""A final task that two people score, by pages alone: what each of them, the trainee and the manager see, and when."""

import pytest

from academy.campus import Campus
from courses.models import Enrolment
from registry.db import Database
from registry.models import Role
from tests.client import Visitor
from tests.factories import PASSWORD, make_member
from tests.journeys.assessed.people import People
from tests.journeys.assessed.test_final_task import STEP, TASK, both
from tests.journeys.walks import Walk

LOW, HIGH = "Which words show it?", "The phrase is quoted, and what it costs."
NOBODY = "No instructor of this cohort is left who may score this final task"


@pytest.fixture
def ana(people: People, database: Database, campus: Campus) -> Visitor:
    """Give a trainee who has sent a final task, under rules by which two people score it near the cut."""
    with database.session.begin() as db:
        db.get_one(Enrolment, people.enrolment_id).rules = "twice-1"
    ana = people.ana()
    Walk(ana, campus, database).complete(campus.course.by_id[STEP])
    return ana


def join(people: People, database: Database, role: Role, name: str) -> Visitor:
    """Give somebody else with a role in the cohort, signed in."""
    with database.session.begin() as db:
        cohort = db.get_one(Enrolment, people.enrolment_id).cohort
        email = make_member(db, cohort, role, name, password=PASSWORD).email
    return Visitor(people.app).sign_in(email, PASSWORD)


def score(visitor: Visitor, levels: tuple[str, ...], comment: str, **expected: int) -> Visitor:
    """Score the first task of the queue."""
    visitor.open("/teach").follow("Grade")
    names = [name for name in visitor.names("note") if name.startswith("level-")]
    comments = {names[0].replace("level", "comment"): comment, "note": f"In all: {comment}"}
    return visitor.submit({**dict(zip(names, levels, strict=True)), **comments}, holding="note", **expected)


def test_the_second_sees_nothing_of_the_first_and_the_trainee_nothing_before_both(
    ana: Visitor, people: People, campus: Campus, database: Database
) -> None:
    wanjiru, helena = (
        join(people, database, role, name) for role, name in ((Role.INSTRUCTOR, "Wanjiru"), (Role.MANAGER, "Helena"))
    )
    weights = both(campus, database)[0].weights
    marta = score(people.marta(), ("2",) * len(weights), LOW)
    assert marta.sees("Another person scores this task too, without seeing yours")
    assert marta.sees("Nothing is waiting")
    for page in (ana.open(TASK), ana.follow("See what you sent")):
        assert page.sees("A second reader is reading")
        assert not page.sees(LOW)
    assert not ana.sees("of 30 points")
    assert not ana.sees("Write the next version"), "nothing is asked of the trainee while it is being read"
    assert ana.open("/certificates").sees("Sent and scored; the score of another person is awaited")
    assert (
        helena.open("/office/cohorts")
        .follow("March cohort")
        .sees("waits for the score of another instructor: Wanjiru.")
    )
    assert wanjiru.open("/teach").sees("second score")
    assert not wanjiru.follow("Grade").sees(LOW)
    assert wanjiru.sees("You do not see how")
    score(wanjiru, ("3",) * len(weights), HIGH)
    assert wanjiru.sees("The grade is saved; the trainee sees it now.")
    ana.open(TASK).follow("See the feedback")
    for words in ("25 of 30 points", "passed", "2.5", LOW, HIGH, f"In all: {LOW}", f"In all: {HIGH}"):
        assert ana.sees(words), words
    assert not ana.sees("Wanjiru")
    assert ana.open("/certificates").sees("Valid")
    wanjiru.open("/teach").follow("How those who score agree")
    assert wanjiru.sees(f"Final tasks too few yet {len(weights)} 100 % 0.00")


def test_a_third_is_asked_only_where_the_two_lie_far_apart(
    ana: Visitor, people: People, campus: Campus, database: Database
) -> None:
    wanjiru, yusuf = (join(people, database, Role.INSTRUCTOR, name) for name in ("Wanjiru", "Yusuf"))
    weights = both(campus, database)[0].weights
    score(people.marta(), ("1", *("3",) * (len(weights) - 1)), LOW)
    score(wanjiru, ("3",) * len(weights), HIGH)
    assert ana.open(TASK).sees("A third reader is reading")
    assert yusuf.open("/teach").sees("third score")
    assert yusuf.follow("Grade").sees("You are the third")
    assert not yusuf.sees(LOW)
    assert not yusuf.sees(HIGH)
    score(yusuf, ("2",), "Named, and half of it quoted.")
    assert ana.open(TASK).sees("Passed")


def test_where_no_other_instructor_is_left_the_trainee_and_the_manager_are_told_who_is_missing(
    ana: Visitor, people: People, campus: Campus, database: Database
) -> None:
    helena = join(people, database, Role.MANAGER, "Helena Duarte")
    score(people.marta(), ("2",) * len(both(campus, database)[0].weights), HIGH)
    assert ana.open(TASK).sees("A scorer is missing")
    assert ana.sees(NOBODY)
    assert ana.sees("Who manages your cohort: Helena Duarte.")
    assert helena.open("/office/cohorts").follow("March cohort").sees(NOBODY)
    join(people, database, Role.INSTRUCTOR, "Wanjiru")
    assert ana.open(TASK).sees("A second reader is reading")
    assert not helena.open("/office/cohorts").follow("March cohort").sees(NOBODY)
