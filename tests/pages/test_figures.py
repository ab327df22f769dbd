"""Numbers of figures as text, each with its unit, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crosstie.pages.figures import said, unit_of
from crosstie.text.language import speaking


@pytest.mark.parametrize(
    ("value", "unit", "english", "french"),
    [
        ("0.735975", "share", "73.6%", "73,6 %"),
        ("3.0046", "ratio", "3.00 times", "3,00 fois"),
        ("50259", "people", "50,259 people", "50 259 personnes"),
        ("1", "people", "1 person", "1 personne"),
        ("15", "rank", "15", "15"),
        ("28712500000", "USD", "US$28.7bn", None),
    ],
)
def test_a_number_with_its_unit(
    value: str, unit: str, english: str, french: str | None
) -> None:
    assert said(Decimal(value), unit) == english
    with speaking("fr"):
        told = said(Decimal(value), unit).replace("\u202f", " ").replace("\u00a0", " ")
    assert french is None or told == french


def test_every_unit_is_named() -> None:
    assert unit_of("rank") == "countries"
    assert unit_of("USD") == "USD"
