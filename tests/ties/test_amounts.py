"""Amounts: kinds apart, what one award does not state is not summed."""

from __future__ import annotations

from decimal import Decimal

from crosstie.ties.amounts import amounts


def award(**stated: object) -> dict[str, object]:
    empty = dict.fromkeys(("outlaid", "current_value", "ceiling"))
    return {"ceiling_is_shared": False, **empty, **stated}


def test_a_kind_that_one_award_does_not_state_is_not_summed():
    one = award(outlaid=Decimal(5), ceiling=Decimal(100))
    two = award(outlaid=None, ceiling=Decimal(50))
    sums = amounts([Decimal(7), None, Decimal(-2)], [one, two])
    assert (sums.obligated, sums.outlaid, sums.ceiling) == (5, None, 150)
    assert sums.current_value is None


def test_no_amount_is_none_and_never_zero():
    sums = amounts([None], [])
    assert (sums.obligated, sums.ceiling, sums.shared_ceiling) == (None, None, None)


def test_a_zero_stays_a_zero():
    assert amounts([Decimal(0)], [award(outlaid=Decimal(0))]).outlaid == 0


def test_a_shared_ceiling_stands_apart():
    own = award(ceiling=Decimal(10))
    big = award(ceiling=Decimal(900), ceiling_is_shared=True)
    small = award(ceiling=Decimal(300), ceiling_is_shared=True)
    sums = amounts([Decimal(1)], [own, big, small])
    assert (sums.ceiling, sums.shared_ceiling) == (10, 900)
