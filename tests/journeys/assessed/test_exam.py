"""The final exam by pages alone: what it says of itself, and how its three tries follow each other."""

from sqlalchemy import select

from academy.campus import Campus
from assessments.models import QuizAttempt
from assessments.quiz import solved
from registry.db import Database
from tests.factories import Clock
from tests.journeys.assessed.people import People

EXAM = "/learn/quizzes/S2.X"


def sit(people: People, campus: Campus, database: Database, *, right: bool) -> None:
    ana = people.ana().open(EXAM).submit(action="/tries")
    with database.session() as db:
        form = db.scalars(select(QuizAttempt.form).order_by(QuizAttempt.id.desc()).limit(1)).one()
    answers = solved(campus.catalogue.quizzes["S2.X"], form)
    ana.submit(answers if right else dict.fromkeys(answers, "9"), holding="opened")
    assert ana.sees("Passed with 100 per cent" if right else "0 per cent, 70 pass")


def test_the_exam_says_that_it_is_open_book_unwatched_and_untimed(people: People) -> None:
    ana = people.ana().open("/learn/modules/S2").follow("The exam of the line")
    assert ana.sees("about 6 minutes")
    assert ana.sees("there is no time limit")
    assert ana.sees("open book")
    assert ana.sees("Nobody watches you")
    assert ana.sees("70 per cent are provisional")


def test_three_tries_lie_a_day_then_a_week_and_a_talk_apart(
    people: People, campus: Campus, database: Database, clock: Clock
) -> None:
    sit(people, campus, database, right=False)
    assert people.ana().open(EXAM).sees("The next try opens on")
    clock.move(days=1)
    sit(people, campus, database, right=False)
    clock.move(days=8)
    assert people.ana().open(EXAM).sees("Two tries were missed")
    marta = people.marta().open("/teach").follow("Open again")
    assert marta.sees("the third and last one opens")
    marta.submit({"note": "We looked at what changes for travellers."})
    sit(people, campus, database, right=False)
    assert people.ana().open(EXAM).sees("All three tries are used")
    assert not people.marta().open("/teach").sees("wait for a talk")


def test_a_passed_exam_is_done(people: People, campus: Campus, database: Database, clock: Clock) -> None:
    sit(people, campus, database, right=True)
    clock.move(days=9)
    ana = people.ana().open(EXAM)
    assert ana.sees("You have passed")
    assert not ana.sees("Try again")
    assert ana.open("/learn/modules/S2").sees("1 of 2 steps done")
