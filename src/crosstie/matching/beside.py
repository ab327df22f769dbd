"""What stands beside two names and is no part of the model: addresses, and dates."""

from __future__ import annotations

import numpy as np

from crosstie.matching import policy
from crosstie.matching.features import Table
from crosstie.matching.names import Ints
from crosstie.matching.net import Floats

ADDRESS, HELD, LATE, EARLY = 1, 2, 4, 8
"""The marks of a pair: house number and street agree; the query's date lies in the
days of the register's name, after them, or before them."""

_SAID = {
    ADDRESS: "house number and street agree",
    HELD: "it bore that name on the date given",
    LATE: "it no longer bore that name on the date given",
    EARLY: "it did not yet bear that name on the date given",
}


def marks(left: Table, right: Table, rows: tuple[Ints, Ints], dates: Ints) -> Ints:
    """Mark pairs (row of left, row of right); `dates` are those of left's rows."""
    x, y = left.address[rows[0]], right.address[rows[1]]
    found = np.where((x == y) & (x > 0), ADDRESS, 0)
    if not dates.any():
        return found
    day = dates[rows[0]]
    since, until = right.since[rows[1]], right.until[rows[1]]
    asked = (day > 0) & ((since > 0) | (until > 0))
    late = asked & (until > 0) & (day > until + policy.GRACE_DAYS)
    early = asked & (day < since)
    found |= np.where(late, LATE, np.where(early, EARLY, np.where(asked, HELD, 0)))
    return found


def log_odds(found: Ints) -> Floats:
    """Return what marks add to the log-odds of each pair, or take away."""
    agrees = np.where(found & ADDRESS, policy.ADDRESS_AGREES, 0.0)
    outside = np.where(found & (LATE | EARLY), policy.OUTSIDE_DATES, 0.0)
    return (agrees + outside).astype(np.float32)


def said(found: int) -> list[str]:
    """Say in words what the marks of one pair are."""
    return [text for mark, text in _SAID.items() if found & mark]
