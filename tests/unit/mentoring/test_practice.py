"""Which minutes count, and when the observed check-ins pass."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.files import ContentError
from mentoring.practice import SENTENCES, Observed, counted, leader, load_observation_form, missing
from tests.unit.mentoring.places import FIRST, FORM, FORM_FILE, levels, meeting

minutes = st.integers(0, 10**6)


def seen(*totals: int, mode: str = "in person", criticals: int | None = None) -> list[Observed]:
    """Return the check-ins of weeks 1, 2, … with these totals; `criticals` sets the critical items of the last."""
    found = [Observed(week, meeting(week), mode, levels(total)) for week, total in enumerate(totals, start=1)]
    if criticals is not None:
        found[-1] = Observed(len(totals), meeting(len(totals)), mode, levels(totals[-1], criticals=criticals))
    return found


@given(minutes, minutes, minutes, minutes)
def test_counted_minutes_never_exceed_sixty_nor_what_was_taken(prepare: int, met: int, talk: int, debrief: int) -> None:
    found = counted(FIRST, FIRST + timedelta(minutes=met), prepared=prepare, talk=talk, debrief=debrief)
    assert found.total <= min(60, prepare + met + talk + debrief)
    assert all(part.counted <= min(part.taken, part.most) for part in found.parts)


def test_each_part_counts_up_to_its_own_most() -> None:
    whole = counted(FIRST, FIRST + timedelta(minutes=45), prepared=30, talk=30, debrief=60)
    assert [(part.name, part.counted) for part in whole.parts] == [
        ("prepare", 10),
        ("meeting", 20),
        ("talk", 10),
        ("debrief", 20),
    ]
    assert whole.total == 60


def test_a_long_debrief_does_not_make_up_for_a_short_meeting() -> None:
    assert counted(FIRST, FIRST + timedelta(minutes=12), prepared=3, talk=0, debrief=90).total == 3 + 12 + 20


def test_a_begun_minute_of_the_meeting_does_not_count() -> None:
    assert counted(FIRST, FIRST + timedelta(minutes=14, seconds=59), prepared=0, talk=0, debrief=0).total == 14


def test_minutes_below_zero_count_nothing() -> None:
    assert counted(FIRST, FIRST - timedelta(minutes=5), prepared=-5, talk=0, debrief=0).total == 0


def test_the_candidate_leads_only_the_first_week() -> None:
    assert [leader(week) for week in (1, 2, 3, 4, 5, 6)] == ["candidate"] + ["owner"] * 5


def test_four_check_ins_at_the_mark_pass_whatever_week_one_was() -> None:
    assert missing(FORM, seen(0, 21, 24, 27)) == ()


def test_before_the_fourth_check_in_everything_it_decides_is_missing() -> None:
    assert missing(FORM, ()) == ("check-ins", "live", "week-4", "critical", "average")
    assert missing(FORM, seen(36, 36, 36)) == ("check-ins", "week-4", "critical", "average")


@pytest.mark.parametrize(("total", "lacks"), [(26, ("week-4",)), (27, ())])
def test_week_four_needs_27_of_36(total: int, lacks: tuple[str, ...]) -> None:
    assert missing(FORM, seen(30, 30, 30, total)) == lacks


@pytest.mark.parametrize(("third", "lacks"), [(20, ("average",)), (21, ())])
def test_weeks_two_to_four_average_24(third: int, lacks: tuple[str, ...]) -> None:
    assert missing(FORM, seen(36, 24, third, 27)) == lacks


@pytest.mark.parametrize(("level", "lacks"), [(1, ("critical",)), (2, ())])
def test_no_critical_item_of_week_four_is_below_two(level: int, lacks: tuple[str, ...]) -> None:
    assert missing(FORM, seen(30, 30, 30, 36, criticals=level)) == lacks


@pytest.mark.parametrize("number", [item.number for item in FORM.items])
def test_one_weak_item_is_missed_exactly_when_it_is_critical(number: int) -> None:
    weak = Observed(4, meeting(4), "remote", {**levels(36), str(number): 1})
    critical = number in {1, 2, 7, 9}
    assert missing(FORM, [*seen(30, 30, 30), weak]) == (("critical",) if critical else ())


@pytest.mark.parametrize(("recorded", "lacks"), [(1, ()), (2, ("live",))])
def test_at_most_one_check_in_is_seen_by_recording(recorded: int, lacks: tuple[str, ...]) -> None:
    weeks = seen(30, 30, 30, 30)
    by_recording = [Observed(one.week, one.started_at, "recording", one.levels) for one in weeks[:recorded]]
    assert missing(FORM, by_recording + weeks[recorded:]) == lacks


@pytest.mark.parametrize(("late", "lacks"), [(timedelta(0), ()), (timedelta(seconds=1), ("six-weeks",))])
def test_the_check_ins_lie_within_six_weeks(late: timedelta, lacks: tuple[str, ...]) -> None:
    last = Observed(4, FIRST + timedelta(weeks=6) + late, "remote", levels(30))
    assert missing(FORM, [*seen(30, 30, 30), last]) == lacks


def test_the_order_in_which_check_ins_are_handed_over_does_not_matter() -> None:
    assert missing(FORM, seen(0, 21, 24, 27)[::-1]) == ()


def test_a_further_check_in_decides_when_the_fourth_fell_short() -> None:
    assert missing(FORM, seen(10, 20, 24, 26)) == ("week-4", "average")
    assert missing(FORM, seen(10, 20, 24, 26, 27)) == ()
    assert missing(FORM, seen(10, 20, 20, 20, 25, 27)) == ()


def test_a_further_check_in_is_averaged_with_the_two_before_it() -> None:
    assert missing(FORM, seen(36, 36, 22, 22, 27)) == ("average",)


def test_what_was_passed_once_stays_passed() -> None:
    assert missing(FORM, seen(10, 24, 24, 27, 0)) == ()


@given(st.lists(st.integers(20, 36), min_size=4, max_size=6))
def test_better_levels_never_undo_a_pass(totals: list[int]) -> None:
    if not missing(FORM, seen(*totals)):
        assert missing(FORM, seen(*(min(36, total + 3) for total in totals))) == ()


@given(st.lists(st.integers(0, 36), max_size=6))
def test_every_code_has_its_sentence(totals: list[int]) -> None:
    assert set(missing(FORM, seen(*totals, mode="recording"))) <= set(SENTENCES)


def test_the_form_has_twelve_items_of_which_four_are_critical() -> None:
    assert FORM.keys == tuple(str(number) for number in range(1, 13))
    assert [item.number for item in FORM.items if item.critical] == [1, 2, 7, 9]
    assert (FORM.week4_min, FORM.critical_min, FORM.average_min) == (27, 2, 24)


@pytest.mark.parametrize(
    ("pattern", "instead", "fault"),
    [
        (r"^title = .*$", "", "give the form a title"),
        (r"^week4_min = 27$", 'week4_min = "27"', "give week4_min under [pass] as a whole number"),
        (r"^number = 12$", "number = 13", "number the items 1 to 12 in order"),
        (r"^critical = true$", "critical = false", "say of at least one item that it is critical"),
        (r"^critical = false$", 'critical = "no"', "item 3 must say critical = true or critical = false"),
        (r'^  "free talk",$', "", "item 1 needs four anchors"),
        (r'^section = "B"$', "", "item 5 needs a section"),
        (r"^\[\[item\]\]$", "[[items]]", "write the items as [[item]]"),
        (r"^title = .*$", "title = ", "cannot be read"),
    ],
)
def test_a_fault_of_the_form_is_told_with_its_mend(tmp_path: Path, pattern: str, instead: str, fault: str) -> None:
    file = tmp_path / "observation.en.toml"
    file.write_text(re.sub(pattern, instead, FORM_FILE.read_text(encoding="utf-8"), flags=re.MULTILINE), "utf-8")
    with pytest.raises(ContentError, match=re.escape(fault)):
        load_observation_form(file)


def test_all_faults_of_the_form_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "observation.en.toml"
    file.write_text('title = "Form"\nitem = [{ number = 1 }]\n', "utf-8")
    with pytest.raises(ContentError) as told:
        load_observation_form(file)
    assert len(told.value.faults) == 10
