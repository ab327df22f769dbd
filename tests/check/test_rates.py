"""Rates between currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crosstie.check.rates import Rate, convert, parse_rates, read_rates, shipped_rates
from crosstie.errors import UnreadableFile

HEAD = "base,quote,period,rate,citation_publisher,citation_title,citation_url\n"


def rate(period: str, value: str) -> Rate:
    return Rate("USD", "CAD", period, Decimal(value), "A bank", "Rates", "")


def test_the_rate_of_the_month_goes_before_that_of_the_year() -> None:
    rates = (rate("2025", "1.39"), rate("2025-11", "1.40"))
    found = convert(Decimal(100), "USD", "CAD", date(2025, 11, 28), rates)
    assert found and (found.amount, found.rate.period) == (Decimal("140.00"), "2025-11")
    other = convert(Decimal(140), "CAD", "USD", date(2025, 11, 28), rates)
    assert other and other.amount == Decimal("100.00")


def test_a_year_without_a_rate_is_the_mean_of_its_twelve_months() -> None:
    months = tuple(rate(f"2025-{n:02}", "1.30") for n in range(1, 13))
    found = convert(Decimal(10), "USD", "CAD", date(2025, 5, 1), months)
    assert found and found.amount == Decimal("13.00")


def test_no_rate_is_no_conversion() -> None:
    assert (
        convert(Decimal(1), "USD", "JPY", date(2025, 1, 1), (rate("2025", "1"),))
        is None
    )
    assert convert(Decimal(1), "USD", "CAD", None, (rate("2025", "1"),)) is None


def test_the_shipped_rates_have_a_publisher_and_an_address() -> None:
    assert all(
        one.publisher and one.url.startswith("https://") for one in shipped_rates()
    )
    seven = convert(
        Decimal("7234926.20"), "USD", "CAD", date(2025, 11, 28), shipped_rates()
    )
    assert seven and seven.amount == Decimal("10168688.77")
    assert len({(r.base, r.quote, r.period) for r in shipped_rates()}) == len(
        shipped_rates()
    )


def test_a_brought_table_says_where_it_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(HEAD + "usd,cad,2025,1.4,A bank,Rates,\n", encoding="utf-8")
    assert read_rates(path) == (rate("2025", "1.4"),)
    with pytest.raises(UnreadableFile, match="is no rate") as caught:
        parse_rates(HEAD + "USD,CAD,2025,none,,,\n", "own.csv")
    assert str(caught.value.place) == "own.csv, row 2, column rate"
    with pytest.raises(UnreadableFile, match="no column base"):
        parse_rates("quote,rate\n", "own.csv")
