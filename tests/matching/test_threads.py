"""Pieces of work come back in order, and a piece that fails is heard of."""

from __future__ import annotations

import pytest

from crosstie.matching.threads import in_threads


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_results_come_in_the_order_of_the_pieces(size: int) -> None:
    found = list(in_threads(lambda n: n * n, range(size)))
    assert found == [n * n for n in range(size)]


def test_a_failure_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_threads(lambda n: 1 // (n - 2), range(4)))
