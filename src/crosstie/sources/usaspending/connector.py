"""Loads the layouts in which USAspending.gov gives out contracts.

All of it is declared in `layouts/`: five CSV layouts, told apart by their columns.
"""

from __future__ import annotations

import re

from crosstie.sources.reading.csvload import Progress, fill_table, load_csv, load_flat
from crosstie.sources.reading.flat import FlatRows
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.usaspending import search
from crosstie.sources.usaspending.asking import plan
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["archive", "load", "plan"]

SEARCH = "search-21"

_ARCHIVE = re.compile(
    r"(?P<period>FY\d{4})_(?P<agency>\d{3}|All)_(?P<kind>[A-Za-z]+)_Full_(?P<day>\d{8})"
    r"(?:_\d+)?\.(?:zip|csv)",
    re.IGNORECASE,
)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file: CSV as it is downloaded, or records of the search."""
    tables = [layout for layout in source.layouts if layout.name != SEARCH]
    if not (member.member or member.path.name).lower().endswith(".jsonl"):
        return load_csv(db, member, tables, progress=progress)
    layout = next(layout for layout in source.layouts if layout.name == SEARCH)
    rows = FlatRows(lambda: search.read(member), list(layout.read))
    return load_flat(
        db, member.file_id, layout, rows, fill=fill_table, progress=progress
    )


def archive(name: str, layout: str) -> tuple[str, str] | None:
    """Read dataset id and version off the name of a ready archive.

    Only these names say which agency and period a file holds in full; a download that
    a person asked for may be filtered by anything and so never replaces another.

    >>> archive("FY2026_070_Contracts_Full_20261004.zip", "transactions-297")
    ('USAspending/transactions-297/070/FY2026', '20261004')
    """
    found = _ARCHIVE.fullmatch(name)
    if found is None:
        return None
    agency, period = found["agency"].upper(), found["period"].upper()
    return f"USAspending/{layout}/{agency}/{period}", found["day"]
