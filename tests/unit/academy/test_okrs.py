import pytest

from academy.okrs import Unreadable, given, pasted


@pytest.mark.parametrize(
    "text",
    [
        "Faster permits\nDays from 40 to 20\nReturned files from 27% to 15%",
        "O: Faster permits\n  KR1: Days from 40 to 20\n  KR 2 – Returned files from 27% to 15%",
        "Objective: Faster permits\n\n- Days from 40 to 20\n• Returned files from 27% to 15%\n",
        "1. Faster permits\n2) KR1. Days from 40 to 20\n3. KR2: Returned files from 27% to 15%",
    ],
)
def test_pasted_lines_lose_bullets_and_labels(text: str) -> None:
    okr = pasted(text, "Q2", "Known")
    assert [line for _where, line in okr.lines()] == [
        "Faster permits",
        "Days from 40 to 20",
        "Returned files from 27% to 15%",
    ]
    assert (okr.cycle, okr.context) == ("Q2", "Known")


@pytest.mark.parametrize("text", ["Own the queue", "12 villages sign", "Orders from 4 to 9", "Krill counts up", "-"])
def test_words_that_only_look_like_labels_stay(text: str) -> None:
    assert pasted(text).objective == text.strip("-")


def test_nothing_pasted_is_an_empty_okr() -> None:
    assert pasted(" \n\n ").objective == ""


def test_json_lines_keep_id_language_and_original() -> None:
    before = '{"objective": "C", "key_results": ["D"]}'
    line = '{"id": 7, "lang": "en", "objective": "A", "key_results": ["B"], "cycle": null, "original": %s}'
    (one,) = given(line % before + "\n\n")
    assert (one.id, one.lang, one.okr.objective, one.okr.cycle) == ("7", "en", "A", "")
    assert one.original is not None
    assert [kr.text for kr in one.original.key_results] == ["D"]


def test_a_list_of_objects_as_tools_export_it() -> None:
    text = '[{"Objective": "A", "Key Results": [{"Title": "B"}, {"name": "C"}]}, {"goal": "D"}]'
    first, second = given(text)
    assert [kr.text for kr in first.okr.key_results] == ["B", "C"]
    assert (second.id, second.okr.objective, second.okr.key_results) == ("2", "D", ())


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_has_one_key_result_a_row(mark: str) -> None:
    rows = [["Objective", "Key result", "Quarter"], ["A", "B", "Q2"], ["A", "C", "Q2"], ["D", "E", "Q3"]]
    first, second = given("\n".join(mark.join(row) for row in rows))
    assert [kr.text for kr in first.okr.key_results] == ["B", "C"]
    assert (second.okr.objective, second.okr.cycle) == ("D", "Q3")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"objective": "A"}\n{"objective": ', "line 2 is no JSON"),
        ("[1]", "entry 1 is no object"),
        ('{"objective": "A", "key_results": "B"}', "are no list"),
        ("Name,Age\nAna,3", "needs a column Objective"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        list(given(text))


def test_an_empty_file_holds_nothing() -> None:
    assert list(given(" \n")) == []
