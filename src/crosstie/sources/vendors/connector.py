"""Loads names that sold to a government, in any of the publisher's six layouts."""

from __future__ import annotations

from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["load"]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, progress=progress)
