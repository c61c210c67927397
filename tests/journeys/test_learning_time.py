"""A trainee sees every minute with what proves it, says where some are missing, and is answered."""

from tests.client import Visitor
from tests.factories import Clock
from tests.journeys.assessed.people import People


def test_the_course_map_tells_what_is_planned_credited_and_left(ana: Visitor) -> None:
    ana.open("/learn/steps/2.1.R").stay("2.1.R", 5)
    ana.submit(holding="opened")
    assert ana.open("/learn").sees("65 minutes planned, 5 credited, 60 left")


def test_minutes_are_told_by_type(ana: Visitor) -> None:
    for step, minutes in (("2.1.R", 5), ("2.1.W", 3)):
        ana.open(f"/learn/steps/{step}").stay(step, minutes)
        ana.submit(holding="opened")
    text = ana.open("/learn/time").page.text
    assert "Type Planned Active Credited Left" in text
    assert "Reading 133 5 5 128" in text
    assert "Worked example 65 3 3 62" in text
    assert "Quiz 130 0 0 130" in text


def test_every_minute_stands_with_what_proves_it(ana: Visitor, clock: Clock) -> None:
    ana.open("/learn/steps/2.1.R").stay("2.1.R", 2)
    clock.move(minutes=20)
    ana.open("/learn/steps/2.1.R").stay("2.1.R", 1)
    ana.submit(holding="opened")
    ana.open("/learn/time").follow("active on Anatomy of an objective: the evidence")
    assert ana.sees("Planned 5 min Active 3:05 Credited 3:05")
    assert ana.sees("24 Nov 2026, 09:00 24 Nov 2026, 09:02 3 2:00")
    assert ana.sees("24 Nov 2026, 09:22 24 Nov 2026, 09:23 3 1:05")


def test_a_silence_of_nine_minutes_is_work_where_a_transcript_is_read_and_three_elsewhere(
    ana: Visitor, clock: Clock
) -> None:
    scores = {f"0.{item}": "2" for item in range(1, 13)}
    for step, active in (("6.2.R", "3:00"), ("6.2.W", "9:00"), ("6.5.P", "9:00")):
        ana.open(f"/learn/steps/{step}")
        clock.move(minutes=9)
        ana.submit(scores if step == "6.5.P" else {}, holding="opened")
        assert ana.open(f"/learn/time/{step}").sees(f"Active {active}"), step


def contested(people: People) -> Visitor:
    """Give the trainee, who read for two minutes and misses the rest."""
    ana = people.ana()
    ana.open("/learn/steps/2.1.R").stay("2.1.R", 2)
    ana.submit(holding="opened")
    ana.open("/learn/time/2.1.R").submit({"text": "I read it on paper, on the train."}, holding="text")
    assert ana.sees("An instructor of your cohort will answer.")
    return ana


def test_a_contest_is_answered_by_an_instructor_and_what_is_granted_counts(people: People) -> None:
    ana, marta = contested(people), people.marta()
    assert marta.open("/teach").sees("Contested time")
    marta.follow("Answer")
    assert marta.sees("I read it on paper, on the train.")
    assert marta.sees("Planned 5 min Active 2:05 Credited 2:05")
    marta.submit({"minutes": "5", "reason": "The printed pages are full of remarks."}, holding="minutes")
    assert not marta.open("/teach").sees("Contested time")
    ana.open("/learn/time/2.1.R")
    assert ana.sees("Credited with 5 minutes in all.")
    assert ana.sees("The printed pages are full of remarks.")
    assert ana.sees("Granted 5:00 Credited 5:00")
    assert ana.open("/learn/time").sees("5:00 granted")
    assert ana.open("/learn").sees("65 minutes planned, 5 credited, 60 left")


def test_an_answer_over_a_quarter_more_than_planned_or_without_a_reason_is_refused(people: People) -> None:
    contested(people)
    marta = people.marta()
    marta.open("/teach").follow("Answer")
    marta.submit({"minutes": "7", "reason": "Generous, as ever."}, holding="minutes", status=422)
    assert marta.sees("No step is credited with more than a quarter over its plan.")
    for minutes in ("", "-1", "many", "9" * 400):
        marta.submit({"minutes": minutes, "reason": ""}, holding="minutes", status=422)
        assert marta.sees("Say in a sentence why.")
    marta.submit({"minutes": "6", "reason": "The printed pages are full."}, holding="minutes")
    assert people.ana().open("/learn/time/2.1.R").sees("Credited 6:00")


def test_only_a_completed_step_that_lacks_time_can_be_contested(ana: Visitor) -> None:
    ana.open("/learn/time/2.1.R")
    assert ana.sees("There is no sign of work on this step yet.")
    assert not ana.sees("Is something missing?")
    ana.open("/learn/steps/2.1.R").stay("2.1.R", 7)
    ana.submit(holding="opened")
    assert not ana.open("/learn/time/2.1.R").sees("Is something missing?")
    ana.open("/learn/steps/2.2.R").submit(holding="opened")
    ana.open("/learn/time/2.2.R").submit({"text": "short"}, holding="text", status=422)
    assert ana.sees("Write 10 to 1,000 characters.")
