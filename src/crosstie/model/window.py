"""The days that a run looks at: which actions, and the day of every status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Window:
    """Which actions count, by their date, and the day on which status is decided.

    >>> Window(since=date(2020, 10, 1)).holds(date(2020, 9, 30))
    False
    """

    since: date | None = None
    """First day that counts; None means from the first record."""
    until: date | None = None
    """Last day that counts; None means to the last record."""
    as_of: date | None = None
    """Day of every status; None means the newest date in the data."""

    def holds(self, day: date | None) -> bool:
        """Tell whether a day is inside; an unknown day is only in an open window."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )
