"""Loads a person's table, CSV or Excel, as its mapping file says.

The row number of a record counts the rows that hold anything below the header, as in a
CSV file. A file is known by its bytes: with another mapping it must be unloaded first.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crosstie.sources.reading.csvload import Progress, load_csv, load_flat
from crosstie.sources.reading.flat import FlatRows
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.spreadsheet.fill import filler
from crosstie.sources.spreadsheet.mapping import find_mapping, read_mapping
from crosstie.sources.spreadsheet.sheet import header_of, read_sheet
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["load"]


def load(
    db: Database,
    source: Source,
    member: Member,
    progress: Progress | None = None,
    *,
    mapping: Path | None = None,
) -> Outcome:
    """Load one file; without a `mapping` the one beside it is taken."""
    read = read_mapping(find_mapping(member.path, mapping))
    table = read.layout.name.removeprefix("spreadsheet-")
    fill = filler(table, read.facts["publisher"])
    name = member.member or member.path.name
    if name.lower().endswith(".xlsx"):
        header = header_of(member, read)
        rows = FlatRows(
            lambda: read_sheet(member, read, header), list(read.layout.read)
        )
        outcome = load_flat(
            db, member.file_id, read.layout, rows, fill=fill, progress=progress
        )
    else:
        outcome = load_csv(db, member, [read.layout], fill=fill, progress=progress)
    return replace(
        outcome,
        notes=(read.note, *outcome.notes),
        facts={**outcome.facts, **read.facts},
    )
