"""Whether an action's day lies inside what a chain rests on, and how surely dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crosstie.text.language import _

UNDATED = 0.995
"""Factor on a link where an action counts on a day that no statement dates."""


@dataclass(frozen=True)
class Interval:
    """A time in which one thing holds; `until` is the first day it no longer does."""

    what: str
    """The thing as a clause: 'Acme Inc is controlled by Parent Ltd'."""
    since: date | None = None
    until: date | None = None
    dated_from: date | None = None
    """First day that a source states it."""
    dated_to: date | None = None
    is_current: bool = True

    def refusal(self, day: date | None) -> str | None:
        """Say why a day is outside, or None where it is not."""
        if self.since is None and self.until is None:
            return None
        if day is None:
            undated = _("the record gives no date, and {what} only for a time")
            return undated.format(what=self.what)
        if self.since is not None and day < self.since:
            return _("{what} only from {since_day}").format(
                what=self.what, since_day=self.since
            )
        if self.until is not None and day >= self.until:
            return _("{what} only until {until_day}").format(
                what=self.what, until_day=self.until
            )
        return None

    def gap(self, first: date | None, last: date | None) -> str | None:
        """Say what is not dated for actions between two days, or None."""
        if first is None or last is None:
            return None
        if self.since is None and (self.dated_from is None or first < self.dated_from):
            words = _("No source says since when {what}").format(what=self.what)
            said = _("It is first stated on {day}.").format(day=self.dated_from)
            return _ended(words) + (f" {said}" if self.dated_from else "")
        if (
            self.until is None
            and not self.is_current
            and (self.dated_to is None or last > self.dated_to)
        ):
            words = _("No source says until when {what}").format(what=self.what)
            said = _("It is last stated on {day}.").format(day=self.dated_to)
            return _ended(words) + (f" {said}" if self.dated_to else "")
        return None


def _ended(text: str) -> str:
    """End a sentence; a name that ends with a full stop needs no second."""
    return text if text.endswith(".") else f"{text}."


def refusal(intervals: Sequence[Interval], day: date | None) -> str | None:
    """Say why a day is outside any of the intervals, or None where all hold."""
    for interval in intervals:
        reason = interval.refusal(day)
        if reason:
            return reason
    return None
