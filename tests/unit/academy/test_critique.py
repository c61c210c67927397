import json
from pathlib import Path

from click.testing import CliRunner

from academy.cli import main
from academy.critique import account
from assessments.critic.critique import criticise
from assessments.critic.language import load_language
from assessments.okr import KeyResult, Okr

SOUND = {
    "id": "sound",
    "objective": "Residents get a permit answer at the first attempt",
    "key_results": ["Median days from 40 to 30 by 30 June", "Files returned from 27% to 18% by 30 June"],
    "cycle": "Q2 2026",
}
FLAWED = {"id": "flawed", "objective": "Modernise the archive and cut paper costs", "key_results": ["Hold 4 trainings"]}


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_one_line_is_answered_for_each_line_with_its_codes() -> None:
    answer = CliRunner().invoke(main, ["critique"], input=lines(SOUND, FLAWED))
    sound, flawed = (json.loads(line) for line in answer.output.splitlines())
    assert (sound["id"], sound["objective"], sound["key_results"]) == ("sound", [], [[], []])
    assert flawed["objective"] == ["complex-objective"]
    assert "task-as-key-result" in flawed["key_results"][0]
    assert "too-few-key-results" in flawed["set"]
    assert sound["score"] > flawed["score"]
    assert answer.exit_code == 1


def test_a_script_learns_by_the_exit_status_that_nothing_is_to_be_mended() -> None:
    assert CliRunner().invoke(main, ["critique"], input=lines(SOUND)).exit_code == 0


def test_people_get_sentences_and_questions() -> None:
    answer = CliRunner().invoke(main, ["critique", "--explain"], input=lines(FLAWED))
    assert "Fix: A task dressed as a key result. “Hold”" in answer.output
    assert "If it works, which number moves?" in answer.output


def test_what_is_too_long_is_refused_in_its_line_and_the_next_one_is_answered() -> None:
    endless = {"id": "endless", "objective": "A", "key_results": ["x" * 3000]}
    first, second = CliRunner().invoke(main, ["critique"], input=lines(endless, SOUND)).output.splitlines()
    assert "at most 20 key results" in json.loads(first)["error"]
    assert json.loads(second)["id"] == "sound"


def test_a_file_that_cannot_be_read_stops_with_a_sentence() -> None:
    answer = CliRunner().invoke(main, ["critique"], input="{")
    assert answer.exit_code == 2
    assert "line 1 is no JSON" in answer.stderr


def test_people_read_what_was_understood_and_how_high_it_is() -> None:
    answer = CliRunner().invoke(main, ["critique", "--explain"], input=lines(SOUND))
    assert "Read as: Median days · 40 → 30 · by 30 June" in answer.output
    assert "From 40 to 30 is a step of 10 (25 % of today's level)." in answer.output


LANGUAGE = load_language(Path(__file__).parents[3] / "content" / "critic")


def test_the_account_of_a_score_adds_up_and_gives_each_finding_its_points() -> None:
    okr = Okr(
        "Modernise the archive and cut paper costs", (KeyResult("Hold 4 trainings"), KeyResult("Wait from 9 to 5"))
    )
    critique = criticise(okr, LANGUAGE)
    found = account(critique)
    assert found.start + sum(share.points for share in found.shares) + found.taken == found.score == critique.score
    assert [bool(points) for points in found.points] == [one.weight != "fine" for one in critique.findings]
    assert sum(found.points) == sum(share.points for share in found.shares)


def test_the_account_of_what_is_no_attempt_says_why() -> None:
    flawed = Okr("Modernise the archive and cut paper costs", (KeyResult("Hold 4 trainings"),))
    unchanged, pasted = account(criticise(flawed, LANGUAGE, flawed)), Okr("asdf qwer", (KeyResult("tbd"),))
    assert (unchanged.doubt, unchanged.score) == ("This is the flawed OKR as it was.", 0)
    assert account(criticise(pasted, LANGUAGE)).start == 0
