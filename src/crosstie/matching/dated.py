"""Reads the days on which a former name was borne, where a register states them.

A register's `other_names` may say after a name when it was borne: `Old Name Ltd (until
2015-03-01)`, `Old Name Ltd (2010-01-01 to 2015-03-01)`, `New Name Ltd (from 2015-03)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from crosstie.matching.names import Ints

_DAY = r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)"
_DATES = re.compile(
    rf"\s*\((?:(?:from|since)\s+{_DAY}|(?:until|to)\s+{_DAY}"
    rf"|(?:from\s+)?{_DAY}\s+(?:to|until)\s+{_DAY})\)\s*$",
    re.IGNORECASE,
)
_MONTHS = 12


@dataclass(frozen=True)
class Dated:
    """A name without its dates, and the days, as ordinals; 0 where none is stated."""

    name: str
    since: int
    """The first day on which the name was borne."""
    until: int
    """The last day on which the name may have been borne."""


def read_dated(written: str) -> Dated:
    """Part a name from the dates after it; what is no date stays part of the name.

    A month or a year alone is read as widely as it can be meant.

    >>> read_dated("Research In Motion Limited (until 2013-07-08)").name
    'Research In Motion Limited'
    >>> date.fromordinal(read_dated("Old (2010 to 2015-02)").until).isoformat()
    '2015-02-28'
    """
    found = _DATES.search(written) if written.rstrip().endswith(")") else None
    if found is None:
        return Dated(written, 0, 0)
    opens, closes, begin, end = found.groups()
    try:
        since, until = _first(opens or begin), _last(closes or end)
    except ValueError:
        return Dated(written, 0, 0)
    return Dated(written[: found.start()], since, until)


def _first(written: str | None) -> int:
    """Return the first day that a year, a month or a day can mean; 0 for nothing."""
    if not written:
        return 0
    parts = [int(part) for part in written.split("-")]
    return date(*[*parts, 1, 1][:3]).toordinal()


def _last(written: str | None) -> int:
    """Return the last day that it can mean."""
    if not written:
        return 0
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 3:
        return date(*parts).toordinal()
    year, month = parts[0], parts[1] if len(parts) > 1 else _MONTHS
    after = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return (after - timedelta(1)).toordinal()


def is_day(written: str) -> bool:
    """Tell whether a text begins with a day, YYYY-MM-DD.

    >>> is_day("2013-07-08"), is_day("8 July 2013")
    (True, False)
    """
    return day_of(written) > 0


def day_of(written: str) -> int:
    """Read the day that a text begins with, as an ordinal; 0 where there is none."""
    try:
        return date.fromisoformat(written.strip()[:10]).toordinal()
    except ValueError:
        return 0


def days_of(written: Sequence[str], rows: int) -> Ints:
    """Read a column of days, which may be missing."""
    if not len(written):
        return np.zeros(rows, np.int64)
    known = {text: day_of(text) if text else 0 for text in set(written)}
    return np.array([known[text] for text in written], np.int64)


def iso(day: int) -> str:
    """Write a day as YYYY-MM-DD; nothing for 0."""
    return date.fromordinal(day).isoformat() if day else ""
