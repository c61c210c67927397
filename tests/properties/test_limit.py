"""A live course: of what was missed only so much may be made up online, whatever else somebody works (T6)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from courses.credit import Credit, Ledger
from courses.limit import limited
from courses.outline import Activity, Kind

LIMIT = 12
SECONDS = st.integers(0, 900)
CREDITS = st.builds(
    lambda number, minutes, reserve, present, online, granted, done: Credit(
        Activity(f"S1.{number}.P", Kind.PRACTICE, "S1", f"1.{number}", "A step", minutes, reserve),
        present + online,
        done,
        granted=granted,
        present=present,
    ),
    st.integers(1, 9),
    st.integers(1, 12),
    st.booleans(),
    SECONDS,
    SECONDS,
    st.sampled_from([0, 0, 300]),
    st.sampled_from([True, True, False]),
)
LEDGERS = st.lists(CREDITS, max_size=8).map(lambda some: Ledger(tuple(some)))


def counted(ledger: Ledger) -> int:
    return sum(one.credited for one in ledger.credits)


@given(LEDGERS)
def test_what_counts_is_what_was_worked_in_a_room_and_no_more_than_the_limit_besides(whole: Ledger) -> None:
    live = limited(whole, LIMIT)
    in_a_room = sum(min(one.earned, one.present) for one in whole.credits)
    online = sum(one.earned for one in whole.credits) - in_a_room
    assert counted(live) == in_a_room + min(online, LIMIT * 60)
    assert live.made_up_minutes <= LIMIT
    for before, after in zip(whole.credits, live.credits, strict=True):
        assert min(before.earned, before.present) <= after.credited <= before.credited == after.credited + after.beyond
    assert limited(whole, None) == whole


@given(LEDGERS, SECONDS, st.data())
def test_to_attend_again_never_costs_anything_and_takes_its_time_off_the_limit(
    whole: Ledger, more: int, data: st.DataObject
) -> None:
    if not whole.credits:
        return
    place = data.draw(st.integers(0, len(whole.credits) - 1))
    again = [
        replace(one, active=one.active + more, present=one.present + more) if number == place else one
        for number, one in enumerate(whole.credits)
    ]
    before, after = limited(whole, LIMIT), limited(Ledger(tuple(again)), LIMIT)
    assert counted(after) >= counted(before)
    assert after.beyond_minutes <= before.beyond_minutes


@given(LEDGERS)
def test_what_was_missed_of_the_plan_is_made_up_before_anything_beyond_it(whole: Ledger) -> None:
    live = limited(whole, LIMIT)
    planned = [one for one in live.credits if not one.activity.reserve]
    if any(min(one.earned, one.activity.minutes * 60) > one.credited for one in planned):
        extra = [max(0, one.credited - max(one.present, one.activity.minutes * 60)) for one in planned]
        assert not any(extra), "while something planned lies beyond the limit, nothing over the plan is within it"
        assert not any(one.made_up for one in live.credits if one.activity.reserve)


def test_four_hours_missed_and_worked_at_home_are_two_hours_and_twenty_four_minutes_step_by_step() -> None:
    step = Activity("S1.1.P", Kind.PRACTICE, "S1", "1.1", "A step", 60)
    there = (True, True, False, False, False, False)
    whole = Ledger(tuple(Credit(step, 4500, completed=True, present=3600 * one) for one in there))
    live = limited(whole, 144)
    assert [one.credited // 60 for one in live.credits] == [60, 60, 60, 60, 24, 0]
    assert (live.present_minutes, live.made_up_minutes, live.beyond_minutes) == (120, 144, 186)
