"""Numbers and months as the language that is being spoken writes them.

English is written here; for every other language Babel knows the signs (CLDR). It is
imported when it is needed, and not before.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from crosstie.text.catalogues import LANGUAGES, current

LOCALES = {"fr": "fr_CA"}
"""The CLDR locale whose signs a language takes; else the language's own."""

_ENGLISH = re.compile(r"\d+|\d{1,3}(,\d{3})+|(\d+|\d{1,3}(,\d{3})+)\.\d+")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Signs(NamedTuple):
    """What stands between thousands, and before the cents."""

    group: str
    decimal: str


def signs() -> Signs:
    """Give the signs of the language that is being spoken."""
    return _signs(current())


def grouped(number: int) -> str:
    """Write a whole number with its thousands apart: 1,204 or 1 204."""
    return localised(f"{number:,}")


def fixed(value: Decimal | float, places: int = 2) -> str:
    """Write a number with thousands apart and some decimals: 7,234,926.20."""
    return localised(f"{value:,.{places}f}")


def localised(english: str) -> str:
    """Write a number that is formatted for English as the language writes it."""
    group, decimal = signs()
    if (group, decimal) == (",", "."):
        return english
    whole, point, rest = english.partition(".")
    return whole.replace(",", group) + (decimal if point else "") + rest


def regrouped(text: str) -> str:
    """Write a number anew that a table holds as English; other texts stay."""
    return localised(text) if _ENGLISH.fullmatch(text) else text


def month(number: int) -> str:
    """Name a month, from 1 to 12, as it stands in a date."""
    return _months(current(), "wide")[number - 1]


def short_month(number: int) -> str:
    """Name a month shortly, for a drawing."""
    return _months(current(), "abbreviated")[number - 1]


@cache
def _signs(language: str) -> Signs:
    if language == LANGUAGES[0]:
        return Signs(",", ".")
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = LOCALES.get(language, language)
    return Signs(get_group_symbol(locale), get_decimal_symbol(locale))


@cache
def _months(language: str, width: str) -> tuple[str, ...]:
    if language == LANGUAGES[0]:
        return tuple(m if width == "wide" else m[:3] for m in _MONTHS)
    from babel.dates import get_month_names

    locale = LOCALES.get(language, language)
    names = get_month_names(width, "format", locale)  # type: ignore[arg-type]
    return tuple(names[number] for number in range(1, 13))
