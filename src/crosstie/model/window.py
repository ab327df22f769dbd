"""Which actions a trace counts, and the day on which it judges status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Window:
    """Actions from `since` to `until`, both included; status as of `as_of`."""

    since: date | None = None
    until: date | None = None
    as_of: date | None = None
