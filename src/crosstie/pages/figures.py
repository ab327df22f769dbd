"""The numbers of a figure as text, each with its unit."""

from __future__ import annotations

from decimal import Decimal

from crosstie.pages.money import around, short
from crosstie.text.language import _, counted
from crosstie.text.numerals import fixed, grouped

__all__ = ["said", "unit_of"]

_RATIOS = 2
_SMALL = Decimal("0.1")


def said(value: Decimal, unit: str) -> str:
    """Write a number with its unit, rounded as a reader wants it.

    >>> said(Decimal("0.73597"), "share"), said(Decimal(50259), "people")
    ('73.6%', '50,259 people')
    >>> said(Decimal("3.0046"), "ratio"), said(Decimal(15), "rank")
    ('3.00 times', '15')
    >>> said(Decimal("28712500000"), "USD")
    'US$28.7bn'
    """
    if unit == "share":
        percent = value * 100
        return _("{number}%").format(number=fixed(percent, 1))
    if unit == "ratio":
        return _("{number} times").format(number=fixed(value, _RATIOS))
    if unit == "people":
        return counted("{count} person", "{count} people", int(value))
    if unit in ("count", "rank"):
        return grouped(int(value))
    before, after = around(unit)
    return f"{before}{short(value)}{after}"


def unit_of(unit: str) -> str:
    """Name a unit: what the number counts."""
    names = {
        "share": _("share, per cent"),
        "ratio": _("ratio, times"),
        "people": _("people"),
        "count": _("count"),
        "rank": _("countries"),
    }
    return names.get(unit, unit)
