"""The rules 1.1 against the ten modules they speak of: every id exists, and the figures are those of the plan."""

from typing import Any

from academy.campus import Campus
from academy.settings import Settings
from courses.outline import Kind
from courses.rules import Document


def document(campus: Campus, name: str) -> Document:
    return campus.rules["1.1"].document(name)


def requires(campus: Campus, name: str) -> dict[str, Any]:
    return dict(document(campus, name).requires)


def test_there_are_three_documents_and_only_the_certification_expires(campus: Campus) -> None:
    documents = campus.rules["1.1"].documents
    assert [(one.id, one.achievement_type, one.valid_years) for one in documents] == [
        ("practitioner", "Certificate", 0),
        ("course", "Certificate", 0),
        ("master", "Certification", 3),
    ]
    assert all(one.criteria and one.face["en"].endswith(".") for one in documents)


def test_the_minutes_asked_for_are_those_that_are_planned(campus: Campus) -> None:
    planned = {module.id: module.minutes for module in campus.course.modules}
    for name, minutes in (("practitioner", 460), ("course", 720), ("master", 720)):
        wanted = requires(campus, name)
        assert wanted["minutes"] == sum(planned[one] for one in wanted["activities"]) == minutes
    assert "7 hours and 40 minutes" in document(campus, "practitioner").face["en"]
    assert campus.course.minutes == 720


def test_the_rules_speak_only_of_what_exists(campus: Campus) -> None:
    for one in campus.rules["1.1"].documents:
        wanted = one.requires
        assert set(wanted["activities"]) <= set(campus.course.modules_by_id)
        assert {*wanted["exercises"], *wanted["self_scored"]} <= set(campus.catalogue.exercises)
        assert all(campus.course.by_id[quiz].kind is Kind.QUIZ for quiz in wanted["quizzes"])
        if "final_task" in wanted:
            forms = campus.catalogue.forms(wanted["final_task"]["step"])
            assert [form.id for form in forms] == wanted["final_task"]["exercises"]


def test_quizzes_and_exercises_are_those_of_the_curriculum(campus: Campus) -> None:
    assert campus.rules["1.1"].self_scored
    for name, quizzes, exercises in (("practitioner", 6, 13), ("course", 9, 15), ("master", 9, 15)):
        wanted = requires(campus, name)
        asked = [*wanted["exercises"], *wanted["self_scored"]]
        assert (len(wanted["quizzes"]), len(set(asked)), len(asked)) == (quizzes, exercises, exercises)
        gates = {one for one in asked if campus.catalogue.exercises[one].gate}
        assert set(wanted["exercises"]) == gates
        assert gates <= {"E06", "E11", "E17", "E22"}
        assigned = {activity.id for activity in campus.course.activities() if activity.kind is Kind.EXERCISE}
        assert set(asked) <= assigned


def test_the_exam_is_passed_by_its_own_cut_which_is_provisional(campus: Campus) -> None:
    exam = requires(campus, "course")["exam"]
    quiz = campus.catalogue.quizzes[exam["id"]]
    assert (quiz.cut, quiz.cut_source) == (exam["percent"], "provisional")
    assert "provisional" in document(campus, "course").criteria


def test_the_certification_asks_for_the_course_and_everything_in_it(campus: Campus) -> None:
    course, master = requires(campus, "course"), requires(campus, "master")
    assert {name: master[name] for name in course} == course
    assert {name: figure for name, figure in master.items() if name not in course} == {
        "documents": ["course"],
        "capstone": 70,
        "mentored_minutes": 240,
        "observation_pass": True,
        "identity": True,
        "conduct": True,
        "course_months": 12,
        "practice_months": 6,
    }


def test_the_plan_passes_by_the_points_that_the_rules_ask_for(campus: Campus) -> None:
    assert requires(campus, "master")["capstone"] == campus.capstone.needed.points_min


def test_earlier_rules_are_unchanged(campus: Campus) -> None:
    assert [one.id for one in campus.rules["foundation-1"].documents] == ["foundation", "practice"]
    before, now = campus.rules["1.0"], campus.rules["1.1"]
    assert [one.requires for one in before.documents] == [one.requires for one in now.documents]
    assert (before.double_scored, now.double_scored) == (False, True)
    modes = ("remote", "live", "in person")
    assert [[one.limit(mode) for mode in modes] for one in (before, now)] == [[None] * 3, [None, 144, 144]]
    assert (Settings().rules, "second person" in document(campus, "course").criteria) == (now.version, True)


def test_what_is_read_as_a_transcript_says_so(campus: Campus) -> None:
    told = [one.id for one in campus.course.all_activities() if one.transcript]
    assert told == ["6.2.W", "6.4.W", "6.5.P", "6.5b.P", "7.2.W"]
