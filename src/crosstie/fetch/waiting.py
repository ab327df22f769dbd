"""How long to wait: after a failure, because a publisher asks, between two requests."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["Pace", "back_off", "retry_after"]

FIRST = 1.0
MOST = 60.0


def back_off(attempt: int, chance: random.Random) -> float:
    """Give the seconds before try `attempt` + 1: doubling, and up to half less.

    >>> 0.5 <= back_off(1, random.Random(1)) <= 1.0
    True
    """
    longest = min(MOST, FIRST * 2.0 ** (attempt - 1))
    return longest * chance.uniform(0.5, 1.0)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Read Retry-After: seconds, or a date, which is compared with the server's own.

    A clock that is wrong here or there does not matter where the answer is dated.

    >>> retry_after({"retry-after": "120"}, datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    given = headers.get("retry-after", "").strip()
    if not given:
        return None
    if given.isdigit():
        return float(given)
    until = _date(given)
    if until is None:
        return None
    start = _date(headers.get("date", "")) or now
    return max(0.0, (until - start).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Pace:
    """Keeps requests to each host apart by at least an interval."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1.0 / per_second
        self._next: dict[str, float] = {}

    def wait(self, host: str, now: float) -> float:
        """Return the seconds to wait before asking a host, and book the moment."""
        start = max(now, self._next.get(host, now))
        self._next[host] = start + self._interval
        return start - now
