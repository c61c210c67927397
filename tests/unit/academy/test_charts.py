import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.charts import HEIGHT, WIDTH, drawn

NUMBERS = st.floats(-1e5, 1e5).map(lambda number: round(number, 2))
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@given(st.lists(NUMBERS, min_size=2, max_size=24), st.none() | NUMBERS, st.none() | NUMBERS)
def test_everything_that_is_drawn_lies_on_the_canvas(
    values: list[float], target: float | None, own: float | None
) -> None:
    chart = {"title": "Backlog", "unit": "cases", "labels": [f"W{n}" for n in range(len(values))], "values": values}
    picture = drawn({**chart, **({} if target is None else {"target": target})}, own)
    levels = [*picture.scale, *(level for level in (picture.target, picture.own) if level)]
    assert all(0 <= place.y <= HEIGHT for place in [*picture.points, *levels])
    assert all(picture.left <= point.x <= WIDTH for point in picture.points)
    assert 3 <= len(picture.scale) <= 7


def chart(values: list[float], **more: object) -> dict[str, object]:
    return {"title": "Backlog", "unit": "cases", "labels": MONTHS[: len(values)], "values": values, **more}


def test_a_higher_value_lies_higher() -> None:
    low, high = drawn(chart([40, 52])).points
    assert high.y < low.y


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([412, 530], ["400", "450", "500", "550"]),
        ([12, 33], ["0", "10", "20", "30", "40"]),
        ([0.2, 0.9], ["0", "0.25", "0.5", "0.75", "1"]),
        ([5, 5], ["0", "2", "4", "6"]),
        ([0, 0], ["0", "0.25", "0.5", "0.75", "1"]),
        ([-3, 4], ["-4", "-2", "0", "2", "4"]),
    ],
)
def test_the_scale_is_round_and_begins_at_zero_unless_all_lies_far_above(values: list[float], scale: list[str]) -> None:
    assert [level.value for level in drawn(chart(values)).scale] == scale


def test_labels_that_would_touch_are_left_out_and_the_last_is_kept() -> None:
    labelled = [point.label for point in drawn(chart([1.0] * 12)).points if point.labelled]
    assert labelled == ["Feb", "Apr", "Jun", "Aug", "Oct", "Dec"]
    assert all(point.labelled for point in drawn(chart([1.0, 2.0, 3.0])).points)


def test_a_target_and_a_number_of_ones_own_have_room_on_the_scale() -> None:
    picture = drawn(chart([412, 530], target=300), 650)
    assert (picture.target.value, picture.own.value) == ("300 cases", "650 cases")  # type: ignore[union-attr]
    assert picture.target.y > picture.points[0].y > picture.own.y  # type: ignore[union-attr]


def test_the_lowest_and_the_highest_value_are_known_by_name() -> None:
    picture = drawn(chart([412, 398, 530]))
    assert (picture.lowest.label, picture.highest.label) == ("Feb", "Mar")
