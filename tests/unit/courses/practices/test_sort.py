from courses.practice import mark, take
from tests.samples import faults, sample, sample_practice


def test_an_item_is_right_in_its_bin_and_in_every_bin_that_is_right_too() -> None:
    practice = sample_practice("1.2")
    for said, right in (("Guardrail", True), ("Outcome", True), ("Input", False)):
        one = mark(practice, {"2": said}).marks[2]
        assert (one.right, one.model) == (right, "Guardrail")


def test_a_bin_that_does_not_exist_is_no_answer() -> None:
    answer = {"0": "Output", "1": "Elsewhere", "2": "Outcome", "reason": "The third."}
    assert take(sample_practice("1.2"), {}, answer).problems == {"1": "missing"}


def test_the_written_line_is_asked_only_where_the_file_asks_for_it() -> None:
    data = sample("1.2")
    del data["reason"]
    answer = {"0": "Output", "1": "Outcome", "2": "Outcome"}
    assert take(sample_practice("1.2"), {}, answer).problems == {"reason": "missing"}
    assert take(sample_practice("1.2", reason="Why?"), {}, {**answer, "reason": "It moves."}).complete


def test_every_bin_of_an_item_must_exist() -> None:
    data = sample("1.2")
    data["item"][0]["bin"], data["item"][2]["also"] = "Shelf", ["Attic"]
    assert faults(data) == [
        "the bin Shelf of item 1 is not among the bins",
        "the bin Attic of item 3 is not among the bins",
    ]
