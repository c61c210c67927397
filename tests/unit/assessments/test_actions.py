"""What exercises and quizzes refuse, and what they keep."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.actions import answer_quiz, ask_hint, grade_submission, reopen_quiz, save_draft, start_quiz
from assessments.actions import submit_rewrite as send_rewrite
from assessments.exercise import GATE_TRIES, Answer, Exercise, Line, Part
from assessments.models import Draft, Grade, Hint, QuizAttempt, QuizResult, Submission
from assessments.okr import KeyResult, Okr
from assessments.queries import quiz_state, submissions_of
from assessments.quiz import solved
from assessments.refusals import (
    AlreadyGraded,
    AwaitingGrade,
    EmptyRewrite,
    LevelsMissing,
    NothingToReopen,
    NoTriesLeft,
    NotRunning,
    OwnWork,
    PartsMissing,
    QuizClosed,
    StaleDraft,
    SuperiorMayNotGrade,
    Superseded,
    Unchanged,
)
from assessments.retry import EXAM_RETRY
from courses.queries import completed
from registry.actions import name_superior
from registry.errors import Refusal
from registry.models import Event, Person
from tests.factories import make_person
from tests.short_road import FLAWED, MODEL, POOL, QUIZ, RUBRIC, TASK, Walker, language

GATE = replace(TASK, gate=True)


@pytest.fixture
def walker(db: Session) -> Walker:
    return Walker.begin(db)


def draft(db: Session, walker: Walker, text: str, version: int) -> Draft:
    return save_draft(db, walker.id, TASK.id, Answer(Okr(text)), version, now=walker.now)


def send(walker: Walker, objective: str = MODEL.objective, exercise: Exercise = GATE) -> Submission:
    rewrite = replace(MODEL, objective=objective)
    return send_rewrite(walker.db, walker.id, exercise, Answer(rewrite), language(), now=walker.now)


def test_every_refusal_is_one_sentence_with_a_code_of_its_own() -> None:
    ours = [one for one in Refusal.__subclasses__() if one.__module__.startswith("assessments.")]
    assert len({one.code for one in ours}) == len(ours) > 13
    assert all((one.__doc__ or "").endswith(".") and "\n" not in (one.__doc__ or "") for one in ours)


def test_a_draft_grows_by_one_version_with_every_save(db: Session, walker: Walker) -> None:
    assert draft(db, walker, "first", 0).version == 1
    kept = draft(db, walker, "second", 1)
    assert (kept.version, kept.rewrite["objective"], kept.saved_at) == (2, "second", walker.now)
    assert db.scalar(select(func.count()).select_from(Draft)) == 1


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_save_from_an_older_or_invented_version_is_refused_and_shows_what_stands(
    db: Session, walker: Walker, version: int
) -> None:
    draft(db, walker, "first", 0)
    draft(db, walker, "second", 1)
    with pytest.raises(StaleDraft) as refusal:
        draft(db, walker, "third", version)
    assert refusal.value.stored.rewrite["objective"] == "second"


def test_hints_come_one_by_one_and_end(db: Session, walker: Walker) -> None:
    assert [ask_hint(db, walker.id, TASK, now=walker.now) for _ in range(4)] == [1, 2, 2, 2]
    assert db.scalars(select(Hint.number).order_by(Hint.number)).all() == [1, 2]


def test_a_gate_has_no_hints(db: Session, walker: Walker) -> None:
    assert ask_hint(db, walker.id, GATE, now=walker.now) == 0


def test_a_rewrite_is_kept_with_its_task_and_the_critique_and_completes_the_step(db: Session, walker: Walker) -> None:
    sent = walker.send()
    assert (sent.version, sent.submitted_at, sent.task) == (1, walker.now, TASK.task())
    assert Okr.from_json(sent.rewrite) == MODEL
    assert sent.critique["score"] >= 0
    assert completed(db, [walker.id])[walker.id] == {TASK.id}


def test_what_the_critic_finds_is_kept_as_it_was_found(walker: Walker) -> None:
    tasks = Okr("Renew the archive", (KeyResult("Migrate 80% of files to the new server"),))
    findings = walker.send(tasks).critique["findings"]
    assert "task-as-key-result" in {one["code"] for one in findings}


@pytest.mark.parametrize(
    "rewrite",
    [Okr(""), Okr("Only an Objective"), Okr("", (KeyResult("Only a key result"),)), Okr(" ", (KeyResult("x"),))],
)
def test_an_empty_rewrite_is_not_sent(walker: Walker, rewrite: Okr) -> None:
    with pytest.raises(EmptyRewrite):
        walker.send(rewrite)


LINES = replace(
    TASK,
    flawed=Okr(""),
    model=Okr(""),
    material=(Line("Confidence", "9, as always."),),
    parts=(Part("reason", "Why?", "Because."), Part("question", "What do you ask?", "What is in the shed?")),
    asks_okr=False,
)


def answer_lines(walker: Walker, **parts: str) -> Submission:
    answer = Answer(Okr(""), parts, ({"code": "jargon", "where": "line1", "phrase": "always"},))
    return send_rewrite(walker.db, walker.id, LINES, answer, language(), now=walker.now)


def test_parts_are_kept_with_the_labels_under_which_they_were_asked_and_no_critic_is_heard(walker: Walker) -> None:
    sent = answer_lines(walker, reason="3, as two rooms are shut.", question="What would make it an 8?")
    assert sent.parts == {"reason": "3, as two rooms are shut.", "question": "What would make it an 8?"}
    assert sent.task["parts"] == {"reason": "Why?", "question": "What do you ask?"}
    assert sent.task["material"] == [["Confidence", "9, as always."]]
    assert sent.critique == {}


def test_an_answer_with_an_empty_part_is_not_sent(walker: Walker) -> None:
    with pytest.raises(PartsMissing):
        answer_lines(walker, reason="3, as two rooms are shut.", question=" ")
    with pytest.raises(PartsMissing):
        send(walker, exercise=replace(GATE, parts=LINES.parts))


def test_the_same_parts_are_not_sent_twice_and_one_changed_part_is_enough(db: Session, walker: Walker) -> None:
    answer_lines(walker, reason="a", question="b")
    db.commit()
    db.expire_all()
    with pytest.raises(Unchanged):
        answer_lines(walker, reason="a", question="b")
    assert answer_lines(walker, reason="a", question="c").version == 2


def test_a_draft_keeps_parts_that_are_only_begun(db: Session, walker: Walker) -> None:
    save_draft(db, walker.id, LINES.id, Answer(Okr(""), {"reason": "Beg"}), 0, now=walker.now)
    db.commit()
    db.expire_all()
    assert db.scalars(select(Draft.parts)).one() == {"reason": "Beg"}


def test_the_flawed_text_itself_is_not_sent_however_it_is_spaced(walker: Walker) -> None:
    (line,) = FLAWED.key_results
    spaced = replace(FLAWED, objective=f"  {FLAWED.objective.upper()} ", key_results=(KeyResult(line.text + "\n"),))
    with pytest.raises(Unchanged):
        walker.send(spaced)


def test_the_version_before_is_not_sent_again(db: Session, walker: Walker) -> None:
    walker.send()
    db.commit()
    db.expire_all()
    with pytest.raises(Unchanged):
        walker.send()
    assert walker.send(replace(MODEL, why_now="The move is in May.")).version == 2


def test_a_gate_is_sent_three_times_and_each_after_the_grade_of_the_one_before(walker: Walker) -> None:
    for number in range(GATE_TRIES):
        sent = send(walker, f"Objective {number}")
        with pytest.raises(AwaitingGrade):
            send(walker, f"Objective {number} and more")
        walker.grade(sent, level=1)
        walker.db.expire_all()
    with pytest.raises(NoTriesLeft):
        send(walker, "One more")


def test_an_exercise_that_is_no_gate_is_sent_as_often_as_one_likes(walker: Walker) -> None:
    assert [send(walker, f"Objective {number}", TASK).version for number in range(5)] == [1, 2, 3, 4, 5]


def test_a_grade_keeps_levels_points_and_the_pass(db: Session, walker: Walker) -> None:
    sent = walker.send()
    grade = walker.grade(sent, level=2)
    assert (grade.round, grade.levels, grade.points, grade.passed) == (1, {"D": 2, "K": 2}, 20, False)
    db.commit()
    line = db.scalars(select(Event).where(Event.action == "grade")).one()
    subject = f"submission:{sent.id}"
    assert (line.actor_id, line.subject, line.detail) == (walker.instructor_id, subject, {"points": 20})


def test_nobody_grades_their_own_work(walker: Walker) -> None:
    with pytest.raises(OwnWork):
        walker.grade(walker.send(), grader_id=walker.enrolment.person_id)


def test_no_superior_grades_directly_or_through_the_ranks(db: Session, walker: Walker) -> None:
    between = make_person(db)
    name_superior(db, db.get_one(Person, walker.instructor_id), between, now=walker.now)
    name_superior(db, between, walker.enrolment.person, now=walker.now)
    with pytest.raises(SuperiorMayNotGrade):
        walker.grade(walker.send())


def test_a_second_grade_is_refused_and_shows_the_first(db: Session, walker: Walker) -> None:
    sent = walker.send()
    first = walker.grade(sent)
    with pytest.raises(AlreadyGraded) as refusal:
        walker.grade(sent, level=0)
    assert refusal.value.grade is first


def test_the_database_itself_refuses_a_second_grade_in_a_round(db: Session, walker: Walker) -> None:
    sent = walker.send()
    first = walker.grade(sent)
    values = {name: getattr(first, name) for name in ("levels", "comments", "note", "points", "passed", "graded_at")}
    db.add(Grade(submission_id=sent.id, round=1, grader_id=walker.instructor_id, **values))
    with pytest.raises(IntegrityError):
        db.flush()


def test_only_the_newest_version_is_graded(walker: Walker) -> None:
    old = walker.send()
    walker.send(replace(MODEL, why_now="The move is in May."))
    with pytest.raises(Superseded):
        walker.grade(old)


@pytest.mark.parametrize("levels", [{}, {"D": 3}, {"D": 3, "K": 4}, {"D": -1, "K": 3}, {"D": 3, "K": 3, "T": 3}])
def test_every_criterion_of_the_task_needs_a_level_from_0_to_3(walker: Walker, levels: dict[str, int]) -> None:
    sent = walker.send()
    with pytest.raises(LevelsMissing):
        grade_submission(walker.db, sent, walker.instructor_id, RUBRIC, levels, {}, "", now=walker.now)
    assert submissions_of(walker.db, walker.id, TASK.id)[0].grades == []


def test_a_passed_quiz_completes_its_step_and_a_missed_one_does_not(db: Session, walker: Walker) -> None:
    assert (walker.miss_quiz().percent, completed(db, [walker.id])[walker.id]) == (0, frozenset())
    assert (walker.pass_quiz().percent, completed(db, [walker.id])[walker.id]) == (100, {QUIZ.id})


def test_a_form_is_answered_once_and_its_first_answers_stand(db: Session, walker: Walker) -> None:
    attempt = start_quiz(db, walker.id, POOL, now=walker.now)
    answer_quiz(db, attempt, POOL, {}, now=walker.now)
    with pytest.raises(NotRunning):
        answer_quiz(db, attempt, POOL, solved(POOL, attempt.form), now=walker.now)
    assert db.scalars(select(QuizResult.percent)).all() == [0]


def test_a_form_that_is_still_open_is_handed_out_again(db: Session, walker: Walker) -> None:
    first = start_quiz(db, walker.id, POOL, now=walker.now)
    assert start_quiz(db, walker.id, POOL, now=walker.wait(days=3)).id == first.id


def test_questions_come_back_only_when_all_others_were_asked(db: Session, walker: Walker) -> None:
    for _ in range(3):
        walker.miss_quiz()
        walker.wait(days=1)
    asked = [item for form in db.scalars(select(QuizAttempt.form)) for item, _order in form]
    assert len(set(asked)) == len(asked) == len(POOL.items)


def test_the_third_miss_closes_a_quiz_until_a_talk_reopens_it(db: Session, walker: Walker) -> None:
    for _ in range(3):
        walker.miss_quiz()
        walker.wait(days=2)
    with pytest.raises(QuizClosed):
        walker.pass_quiz()
    with pytest.raises(OwnWork):
        reopen_quiz(db, walker.id, POOL, walker.enrolment.person_id, "We talked.", now=walker.now)
    reopen_quiz(db, walker.id, POOL, walker.instructor_id, "We talked.", now=walker.now)
    assert walker.pass_quiz().passed


def test_three_tries_in_a_day_are_enough(db: Session, walker: Walker) -> None:
    begun = walker.now
    for _ in range(3):
        walker.miss_quiz()
    reopen_quiz(db, walker.id, POOL, walker.instructor_id, "We talked.", now=walker.now)
    for _ in range(3):
        walker.miss_quiz()
    state = quiz_state(db, walker.id, POOL, now=walker.now)
    assert (state.open, state.closed, state.rests_until) == (False, True, begun + timedelta(days=1))


EXAM = replace(POOL, retry=EXAM_RETRY)


def miss_exam(walker: Walker) -> None:
    attempt = start_quiz(walker.db, walker.id, EXAM, now=walker.now)
    answer_quiz(walker.db, attempt, EXAM, {"q0": ["9"], "q1": ["9"]}, now=walker.now)


def exam_opens(walker: Walker, **later: float) -> bool:
    return quiz_state(walker.db, walker.id, EXAM, now=walker.wait(**later)).open


def test_the_exam_is_tried_again_after_a_day_and_after_a_week_and_a_talk(walker: Walker) -> None:
    miss_exam(walker)
    assert not exam_opens(walker, hours=23, minutes=59)
    assert exam_opens(walker, minutes=1)
    miss_exam(walker)
    assert not exam_opens(walker, days=6)
    reopen_quiz(walker.db, walker.id, EXAM, walker.instructor_id, "We talked.", now=walker.now)
    assert not exam_opens(walker, hours=23)
    assert exam_opens(walker, hours=1)


def test_after_the_third_miss_no_talk_opens_the_exam(walker: Walker) -> None:
    for days in (1, 8, 8):
        miss_exam(walker)
        walker.wait(days=days)
        if days == 8 and quiz_state(walker.db, walker.id, EXAM, now=walker.now).talk:
            reopen_quiz(walker.db, walker.id, EXAM, walker.instructor_id, "We talked.", now=walker.now)
    state = quiz_state(walker.db, walker.id, EXAM, now=walker.now)
    assert (len(state.tries), state.closed, state.talk) == (3, True, False)
    with pytest.raises(NothingToReopen):
        reopen_quiz(walker.db, walker.id, EXAM, walker.instructor_id, "We talked.", now=walker.now)


def test_a_passed_exam_is_not_tried_again(walker: Walker) -> None:
    attempt = start_quiz(walker.db, walker.id, EXAM, now=walker.now)
    answer_quiz(walker.db, attempt, EXAM, solved(EXAM, attempt.form), now=walker.now)
    state = quiz_state(walker.db, walker.id, EXAM, now=walker.wait(days=30))
    assert (state.open, state.closed, state.talk) == (False, True, False)


def test_nothing_is_reopened_that_is_not_waiting_for_a_talk(walker: Walker) -> None:
    walker.miss_quiz()
    with pytest.raises(NothingToReopen):
        reopen_quiz(walker.db, walker.id, POOL, walker.instructor_id, "We talked.", now=walker.now)
