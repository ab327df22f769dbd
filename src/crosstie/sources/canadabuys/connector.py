"""Loads award notices: one entry an amendment, with the supplier and its country."""

from __future__ import annotations

import re

from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["archive", "load"]

_COMPLETE = "awardnoticecomplete-avisattributioncomplet.csv"
_YEAR = re.compile(r"(\d{4}-\d{4})-awardnotice-avisattribution\.csv", re.IGNORECASE)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, progress=progress)


def archive(name: str, layout: str) -> tuple[str, str | None] | None:
    """Read the dataset id off the publisher's name of a file; it carries no version.

    >>> archive("2026-2027-awardNotice-avisAttribution.csv", "canadabuys-80")
    ('CanadaBuys/award-notices/2026-2027', None)
    """
    if name.lower() == _COMPLETE:
        return "CanadaBuys/award-notices/complete", None
    found = _YEAR.fullmatch(name)
    return (f"CanadaBuys/award-notices/{found[1]}", None) if found else None
