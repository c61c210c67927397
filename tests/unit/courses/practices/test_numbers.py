import pytest

from courses.practices.numbers import readings, typed, written


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("0.4", "", (0.4,)),
        ("0,4", "", (0.4,)),
        (".4", "", (0.4,)),
        ("40%", "", (0.4, 40)),
        ("40 %", "%", (40,)),
        ("40", "%", (40,)),
        ("−3", "", (-3,)),
        ("1,200", "", (1200, 1.2)),
        ("1 200 cases", "cases", (1200,)),
        ("12 Working days", "working days", (12,)),
        ("12 days", "weeks", ()),
        ("about 12", "", ()),
        ("1e9", "", ()),
        ("", "", ()),
    ],
)
def test_a_typed_number_is_read_as_people_write_it(text: str, unit: str, found: tuple[float, ...]) -> None:
    assert readings(text, unit) == pytest.approx(found)


def test_numbers_are_written_with_their_unit_and_without_idle_zeros() -> None:
    assert [written(0.4), written(1200, "cases"), written(12, "%"), written(100)] == [
        "0.4",
        "1,200 cases",
        "12%",
        "100",
    ]


@pytest.mark.parametrize("number", [0, 0.4, 12, 1200, 1500.25, -3])
def test_what_is_typed_back_is_the_same_number(number: float) -> None:
    assert readings(typed(number))[0] == number
