"""Amounts, days and identifiers as publishers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosstie.text.dates import iso_day
from crosstie.text.identifiers import is_lei, normal_identifier
from crosstie.text.money import exact_amount


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_amount_of_cents_is_kept(amount: Decimal) -> None:
    assert exact_amount(str(amount)) == amount
    assert exact_amount(f"{amount:e}") == amount


@pytest.mark.parametrize(
    "written", ["", "1,000", "1_000", "NaN", "1e99", "0.005", "x", None, True]
)
def test_what_is_no_amount_is_none(written: object) -> None:
    assert exact_amount(written) is None


def test_noise_of_floats_is_no_fraction() -> None:
    assert exact_amount(0.1 + 0.2) == Decimal("0.30")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-29T23:59:59Z", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-02", None),
        ("29/02/2024", None),
        (None, None),
    ],
)
def test_days(written: object, day: date | None) -> None:
    assert iso_day(written) == day


def test_identifiers() -> None:
    assert is_lei("001GPB6A9XPE8XJICC14")
    assert not is_lei("001GPB6A9XPE8XJICC41")
    assert normal_identifier("XI-LEI", "a b") == ("lei", "AB")
    assert normal_identifier("", "x") is None
