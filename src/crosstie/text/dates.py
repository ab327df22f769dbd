"""Dates as publishers write them in JSON and XML -> days."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["iso_day"]

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?=$|[T\sZ])")


def iso_day(written: object) -> date | None:
    """Return the day of an ISO 8601 date or time; None where it is none.

    A month alone is no day and is not completed.

    >>> iso_day("2024-09-30T23:59:59+01:00")
    datetime.date(2024, 9, 30)
    >>> iso_day("2024-09") is None
    True
    """
    found = _DAY.match(str(written or "").strip())
    if found is None or found[3] is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
