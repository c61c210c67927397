"""How far two scorers agree: the share within one level, and a kappa that weighs gaps by their square."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.agreement import ENOUGH, Agreement, agreement

LEVELS = st.integers(0, 3)


def by_table(pairs: list[tuple[int, int]]) -> float | None:
    """Return kappa as its definition has it: from a table of what was seen, and of what chance would bring."""
    n, cells = len(pairs), [(i, j) for i in range(4) for j in range(4)]
    seen = {cell: pairs.count(cell) / n for cell in cells}
    rows = [sum(one == i for one, _other in pairs) / n for i in range(4)]
    columns = [sum(other == j for _one, other in pairs) / n for j in range(4)]
    chance = sum((i - j) ** 2 * rows[i] * columns[j] for i, j in cells)
    return 1 - sum((i - j) ** 2 * seen[i, j] for i, j in cells) / chance if chance else None


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=40))
def test_kappa_is_that_of_its_definition(pairs: list[tuple[int, int]]) -> None:
    found, wanted = agreement(pairs).kappa, by_table(pairs)
    assert found == wanted if wanted is None else found == pytest.approx(wanted, abs=1e-9)


def test_figures_of_an_example() -> None:
    found = agreement([(3, 3), (2, 3), (2, 2), (1, 1), (0, 2), (1, 1), (3, 3), (2, 2), (3, 2), (0, 0)])
    assert (found.n, found.near) == (10, 0.9)
    assert found.kappa == pytest.approx(1 - 0.6 / 2.14)


def test_nothing_is_said_of_nothing_and_no_kappa_where_nothing_varies() -> None:
    assert agreement([]) == Agreement(0)
    assert agreement([(2, 2)] * 60) == Agreement(60, 1.0, None)


@pytest.mark.parametrize(
    ("n", "near", "kappa", "short"),
    [
        (ENOUGH, 0.90, 0.70, False),
        (ENOUGH, 0.89, 0.90, True),
        (ENOUGH, 0.95, 0.69, True),
        (ENOUGH, 1.00, None, False),
        (ENOUGH - 1, 0.50, 0.10, False),
    ],
)
def test_scorers_calibrate_where_either_figure_falls_short(n: int, near: float, kappa: float, short: bool) -> None:
    assert Agreement(n, near, kappa).falls_short is short
