"""Amounts and probabilities as text."""

from decimal import Decimal

import pytest

from crosstie.pages import money


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        ("7234926.2", "USD", "US$7,234,926.20"),
        ("0", "CAD", "C$0.00"),
        ("-1250.5", "GBP", "\u2212£1,250.50"),
        ("12", "XTS", "XTS\u00a012.00"),
    ],
)
def test_an_amount_is_written_in_full(value: str, currency: str, text: str) -> None:
    assert money.amount(Decimal(value), currency) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("41504139.95", "41.5m"),
        ("409344.91", "409k"),
        ("999999", "1.0m"),
        ("1200000000", "1.2bn"),
        ("-150000", "\u2212150k"),
        ("950", "950"),
    ],
)
def test_a_drawing_rounds(value: str, text: str) -> None:
    assert money.short(Decimal(value)) == text


def test_no_amount_is_empty_for_programs() -> None:
    assert money.plain(None) == ""
    assert money.plain(Decimal("-0.5")) == "-0.50"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.9496, "0.94"), (0.95, "0.95"), (0.29, "0.29"), (1.0, "1.00"), (0.999, "0.99")],
)
def test_a_probability_is_never_lifted_to_a_threshold(value: float, text: str) -> None:
    assert money.probability(value) == text


def test_a_program_reads_four_decimals() -> None:
    assert money.exact_probability(0.949612) == "0.9496"
