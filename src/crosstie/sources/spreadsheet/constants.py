"""What a mapping file states for every row, checked and written as SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from crosstie.sources.reading.countries import country_code
from crosstie.sources.reading.typed import literal
from crosstie.text.dates import iso_day
from crosstie.text.identifiers import is_lei
from crosstie.text.money import exact_amount

__all__ = ["constant", "is_date_form"]

_FORM = re.compile(r"(%-?[YymdBbjeaA]|[^%'])+")
"""A form of dates: day, month and year as `strptime` writes them."""

_CURRENCY = re.compile(r"[A-Z]{3}")


def is_date_form(text: object) -> bool:
    """Tell whether a text is a form of dates.

    >>> is_date_form("%d/%m/%Y"), is_date_form("%Q"), is_date_form(7)
    (True, False, False)
    """
    return isinstance(text, str) and _FORM.fullmatch(text) is not None and "%" in text


def constant(value: Any, kind: str) -> str:
    """Write a constant as SQL of a kind of cell.

    Raises:
        ValueError: it is none of that kind; the text says what is expected.

    """
    if kind.startswith("choice:"):
        known = kind[7:].split("|")
        return _text(str(value), lambda text: text in known, ", ".join(known))
    return _KINDS[kind](value)


def _text(text: str, is_good: Callable[[str], bool], expected: str) -> str:
    if not is_good(text):
        raise ValueError(expected)
    return literal(text)


def _plain(value: Any) -> str:
    if isinstance(value, str | int | date) and not isinstance(value, bool):
        return literal(value if isinstance(value, str) else str(value))
    raise ValueError("a text")


def _day(value: Any) -> str:
    found = value.date() if isinstance(value, datetime) else value
    day = found if isinstance(found, date) else iso_day(value)
    if day is None:
        raise ValueError("a day as YYYY-MM-DD")
    return f"date {literal(day.isoformat())}"


def _money(value: Any) -> str:
    amount = exact_amount(value)
    if amount is None:
        raise ValueError("an amount of at most two decimals")
    return f"cast({literal(str(amount))} as decimal(18, 2))"


def _percent(value: Any) -> str:
    try:
        share = Decimal(str(value))
    except InvalidOperation:
        share = Decimal(-1)
    if isinstance(value, bool) or not (share.is_finite() and 0 <= share <= 100):
        raise ValueError("a share in per cent")
    return f"cast({literal(f'{share:.4f}')} as decimal(7, 4))"


def _whole(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
        raise ValueError("a whole number")
    return f"cast({literal(str(value))} as bigint)"


def _flag(value: Any) -> str:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return "true" if value else "false"


def _country(value: Any) -> str:
    code = country_code(value) if isinstance(value, str) else None
    if code is None:
        raise ValueError("a country")
    return literal(code)


_KINDS: Mapping[str, Callable[[Any], str]] = {
    "text": _plain,
    "date": _day,
    "money": _money,
    "percent": _percent,
    "whole": _whole,
    "flag": _flag,
    "country": _country,
    "currency": lambda value: _text(
        str(value), lambda text: _CURRENCY.fullmatch(text) is not None, "a currency"
    ),
    "lei": lambda value: _text(str(value), is_lei, "an LEI"),
}
