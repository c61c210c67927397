"""The statistics of the questions: what instructors read of first answers, and the table they take along."""

import csv
import io

from assessments.models import QuizAttempt, QuizResult
from assessments.statistics import ENOUGH
from registry.db import Database
from tests.factories import NOW, make_cohort, make_enrolment
from tests.journeys.assessed.people import People

FORM = [["M2-a", [0, 1, 2]], ["M2-b", [0, 1, 2]], ["M2-c", [0, 1, 2]]]


def answered(database: Database, times: int) -> None:
    """Let so many trainees answer a form: the first question always rightly, the others every second time."""
    with database.session.begin() as db:
        cohort = make_cohort(db)
        for number in range(times):
            attempt = QuizAttempt(
                enrolment_id=make_enrolment(db, cohort).id, quiz="M2.Q", number=1, form=FORM, started_at=NOW
            )
            db.add(attempt)
            db.flush()
            points = [1.0, float(number % 2), float(number % 2)]
            db.add(QuizResult(attempt_id=attempt.id, answers={}, points=points, percent=66.7, passed=False, at=NOW))


def test_a_question_that_everybody_answers_is_to_be_reviewed_once_enough_have_answered(
    people: People, database: Database
) -> None:
    marta = people.marta()
    answered(database, ENOUGH - 1)
    assert marta.open("/teach").follow("How the questions do").sees("No question has to be reviewed.")
    answered(database, 1)
    marta.open("/teach/questions")
    assert marta.sees("too easy")
    assert marta.sees(f"{ENOUGH} answers · 100 % right")
    assert not marta.sees("discrimination")
    marta.open("/teach/questions/M2.Q")
    assert marta.sees("48 % right · discrimination 1.00")
    assert marta.sees("not answered yet")
    table = marta.open("/teach/questions/questions.csv").answer.text
    lines = {line["question"]: line for line in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))}
    found = [lines["M2-a"][column] for column in ("quiz", "answers", "difficulty", "discrimination", "review")]
    assert found == ["M2.Q", str(ENOUGH), "1.000", "", "easy"]
    assert (lines["M2-b"]["difficulty"], lines["M2-b"]["discrimination"]) == ("0.480", "1.000")
    assert lines["M2-d"]["answers"] == "0"
