"""Where a tie stands on a day: from the ends of its awards, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from crosstie.model.words import Status

_SAID = {
    "cancelled": Status.CANCELLED,
    "unsuccessful": Status.CANCELLED,
    "pending": Status.PLANNED,
    "planned": Status.PLANNED,
}
"""What a publisher's own status means, where it says more than an end date (OCDS)."""


def status_said(said: Iterable[str | None]) -> tuple[Status, date | None] | None:
    """Take the publisher's status where every award has the same; no date is known."""
    found = {_SAID.get((word or "").strip().lower()) for word in said}
    if len(found) != 1:
        return None
    status = found.pop()
    return (status, None) if status else None


def status_on(
    as_of: date | None, ends: Iterable[date | None]
) -> tuple[Status, date | None]:
    """Give the status and its date: active while any award runs, ended when all have.

    One award without an end leaves it open whether the rest ended last, so the
    status is unknown unless another award still runs.
    """
    known = list(ends)
    dated = [end for end in known if end is not None]
    if as_of is not None and any(end >= as_of for end in dated):
        return Status.ACTIVE, as_of
    if not dated or len(dated) < len(known) or as_of is None:
        return Status.UNKNOWN, None
    return Status.ENDED, max(dated)
