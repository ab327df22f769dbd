"""Loads transfer payments of one fiscal year, in any of the publisher's three headers.

A line names a recipient and what it was paid; a line without one carries the
expenditure of the whole class, and is no payment to anybody: it is kept without a
recipient and without an amount paid.
"""

from __future__ import annotations

import re

from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["archive", "load"]

_YEAR = re.compile(r"pt-tp-(\d{4})(?:-eng)?\.csv", re.IGNORECASE)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, progress=progress)


def archive(name: str, layout: str) -> tuple[str, str | None] | None:
    """Read the dataset id off the publisher's name of a file; it carries no version.

    >>> archive("pt-tp-2024.csv", "transfers-19")
    ('Public-Accounts/transfers/2024', None)
    """
    found = _YEAR.fullmatch(name)
    return (f"Public-Accounts/transfers/{found[1]}", None) if found else None
