"""How the critic takes a key result apart."""

from pathlib import Path

import pytest

from assessments.critic.language import load_language
from assessments.critic.numbers import number_of
from assessments.critic.reading import Reading, read, readings
from assessments.okr import KeyResult

LANGUAGE = load_language(Path(__file__).parents[4] / "content" / "critic")


def reading(text: str, **card: str) -> Reading:
    return read(KeyResult(text, **card), LANGUAGE)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,200", 1200),
        ("10 000", 10_000),
        ("12,345.6", 12_345.6),
        ("1.234,5", 1234.5),
        ("9,5", 9.5),
        ("0.125", 0.125),
        ("2.4k", 2400),
        ("€ 80k", 80_000),
        ("60 thousand", 60_000),
        ("twenty-five", 25),
        ("two hundred and ten", 210),
        ("two dozen", 24),
        ("-4", -4),
    ],
)
def test_numbers_are_read_as_written(written: str, value: float) -> None:
    assert number_of(written, LANGUAGE) == value


@pytest.mark.parametrize("written", ["", "about", "³", "9" * 40, "\x00", "\ud800", "one banana"])
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert number_of(written, LANGUAGE) is None


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Median time falls from 41 to 30 working days by 30 June", 41, 30),
        ("Wait falls from 41 working days to at most 30", 41, 30),
        ("Wait to 30 (now 41) days", 41, 30),
        ("Wait down to 30 minutes from 41", 41, 30),
        ("Calls under 4 minutes (today 7)", 7, 4),
        ("Late letters: 18 % to 9 %", 18, 9),
        ("Wait 41 → 30 days", 41, 30),
        ("Active library members: 3,100 to 4,000", 3100, 4000),
        ("Same-day answers rise from one in four to one in two", 25, 50),
        ("Paid within 30 days rise to 85%, up from 66%", 66, 85),
        ("Sickness absence falls to 6.1% (8.4% today)", 8.4, 6.1),
        ("Nine of ten trainees pass the test (now six)", 60, 90),
        ("All records are searchable (now 40%)", 40, 100),
        ("Displays working: 12 of 60 to 45 of 60", 20, 75),
        ("Error rate of 7% brought down to 4%", 7, 4),
        ("Open posts from 31 to < 10", 31, 10),
        ("Turnover from 100k to 120k", 100_000, 120_000),
        ("Followers from 40 to 60 thousand", 40_000, 60_000),
        ("Answers sent within 20 working days rise from 93% to 95%", 93, 95),
        ("First ever pilot: 60 users", 0, 60),
        ("95% of letters answered in 5 days", None, 95),
        ("Letters answered within 5 days", None, 5),
        ("Repeat calls per 100 tickets to 6", None, 6),
        ("No printing of payslips", None, 0),
        ("Complaints down by 25%", None, None),
        ("Publish the handbook by 30 June 2026", None, None),
    ],
)
def test_start_and_end_are_told_from_other_numbers(text: str, baseline: float | None, target: float | None) -> None:
    found = reading(text)
    assert (found.baseline, found.target) == (baseline, target)


@pytest.mark.parametrize(
    ("text", "change"),
    [("Complaints down by 40%", 40), ("Halve the wait", -50), ("Sales +20%", 20), ("Cut costs by half", 50)],
)
def test_a_relative_change_is_told_from_a_level(text: str, change: float) -> None:
    found = reading(text)
    assert found.change == change
    assert found.relative
    assert found.target is None
    assert found.aimed


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Wait from 41 to 30 days", "down"),
        ("Share from 41% to 50%", "up"),
        ("Fewer complaints", "down"),
        ("Keep it at 5", "hold"),
    ],
)
def test_the_direction_follows_the_figures_then_the_words(text: str, direction: str) -> None:
    assert reading(text).direction == direction


def test_a_scale_is_told_from_a_target() -> None:
    found = reading("Clarity rises from 3.0 to 3.8 of 5 by 30 September")
    assert (found.target, found.limit, found.deadline) == (3.8, 5, "by 30 September")


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Wait to 30 days by 30 June", "by 30 June"),
        ("Wait to 30 days by the end of the quarter", "by the end of the quarter"),
        ("Wait to 30 days this term", "this term"),
        ("Wait to 30 days in Q2 2026", "in Q2 2026"),
        ("Letters answered within 2 days", ""),
        ("Complaints from 24 to 10 a month", ""),
        ("Staff may read 9 files", ""),
    ],
)
def test_a_date_is_told_from_a_time_inside_the_measure(text: str, deadline: str) -> None:
    assert reading(text).deadline == deadline


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Publish the handbook", "Publish"),
        ("We will set up a counter", "set up"),
        ("Open the new counter", "Open"),
        ("Train staff", "Train"),
        ("Open requests from 40 to 10", ""),
        ("Train delays fall from 18% to 9%", ""),
        ("Test results within 2 days: from 60% to 85%", ""),
        ("Audit closed with at most two findings", ""),
        ("Implementation time from 9 to 5 weeks", ""),
    ],
)
def test_a_deed_is_told_from_a_thing_of_the_same_name(text: str, deed: str) -> None:
    assert reading(text).deed == deed


def test_the_card_fills_in_what_the_line_leaves_open_and_overrules_its_figures() -> None:
    found = reading(
        "Median time to decide falls to 35 days", baseline="41", target="30 days", unit="days", date="2026-06-30"
    )
    assert (found.baseline, found.target, found.unit, found.deadline) == (41, 30, "days", "2026-06-30")
    assert found.complete


def test_the_parts_are_shown_where_they_stand() -> None:
    found = reading("Median time falls from 41 to 30 days by 30 June")
    shown = {name: found.text[start:end] for name, (start, end) in found.spans.items()}
    assert shown["baseline"] == "41"
    assert shown["target"] == "30"
    assert shown["measure"] == "Median time"
    assert found.span("deed") == (0, len(found.text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "مهلة من ٤١ إلى ٣٠",
        "🎯" * 500,
        "(" * 2000,
        "from " * 400,
        "1 of 0 to 0 of 0",
        "First ever: nine of ten",
        f"from {9 * 10**30} in 3 to 4 in 5",
    ],
)
def test_any_text_is_read_without_complaint(text: str) -> None:
    assert reading(text).text == text


@pytest.mark.parametrize(
    ("text", "card"),
    [
        (
            "Median time falls from 41 to 30 working days by 30 June",
            {
                "measure": "Median time",
                "baseline": "41 working days",
                "target": "30 working days",
                "deadline": "by 30 June",
            },
        ),
        ("Complaints down by 40%", {"measure": "Complaints", "change": "−40 %"}),
        ("Turnover from €80k to €1.2m", {"measure": "Turnover", "baseline": "€ 80,000", "target": "€ 1,200,000"}),
        ("Nine of ten trainees pass (now six)", {"measure": "trainees pass", "baseline": "60 %", "target": "90 %"}),
        ("Better teamwork", {"measure": "Better teamwork"}),
        ("", {}),
    ],
)
def test_a_card_says_what_was_understood_and_leaves_out_the_rest(text: str, card: dict[str, str]) -> None:
    assert reading(text).said(LANGUAGE) == card


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Lead time 14d → 6d", 14, 6),
        ("Cost per parcel 3.90 to 3.50", 3.9, 3.5),
        ("Recommendation score 12 to 35", 12, 35),
        ("Downtime at most 90 minutes (last move: 300)", 300, 90),
        ("Clarity >= 4.6", None, 4.6),
        ("Opens at 8.30 for 40 people", None, 40),
    ],
)
def test_figures_are_read_as_slides_write_them(text: str, baseline: float | None, target: float) -> None:
    found = reading(text)
    assert (found.baseline, found.target) == (baseline, target)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("No-shows: 11 a week → 4 a week", 11, 4),
        ("Evictions averted: 44% of cases -> 60%", 44, 60),
        ("Repair backlog 640 bikes → 250 bikes", 640, 250),
        ("Average rating 3.1/5 → 4.2/5", 3.1, 4.2),
        ("Time at the counter (min): 52 >> 25", 52, 25),
        ("Time at the counter: 2h10 → 1h", 130, 60),
        ("Books per pupil: 1.4 (last term) to 3", 1.4, 3),
        ("Decision time: 71 days in Q2, 45 days by 30 June", 71, 45),
        ("Interpreters booked in 9 of 10 cases (6 of 10)", 60, 90),
        ("Complaints down by 25% (now 84)", 84, 63),
        ("Cost per pallet EUR 41 -> EUR 35", 41, 35),
    ],
)
def test_a_start_and_an_end_are_found_in_the_forms_that_slides_and_exports_use(
    line: str, start: float, end: float
) -> None:
    found = reading(line)
    assert (found.baseline, found.target) == pytest.approx((start, end))


@pytest.mark.parametrize("label", ["[KR1] ", "KR2: ", "3) ", "[DL-O2] - "])
def test_a_label_before_a_line_is_not_read_and_moves_no_word(label: str) -> None:
    ((_where, found),) = readings((KeyResult(f"{label}Waits from 40 to 20 days"),), LANGUAGE)
    assert (found.measure, found.baseline, found.target) == ("Waits", 40, 20)
    assert found.span("baseline")[0] == len(label) + len("Waits from ")
