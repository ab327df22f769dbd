"""Loads LEI records, relationships and reporting exceptions, in any format of GLEIF's.

XML and JSON are made flat under the golden copy's column names, so that one mapping
serves all three formats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.gleif import fill, records
from crosstie.sources.gleif.asking import plan
from crosstie.sources.reading.csvload import Progress, load_csv, load_flat
from crosstie.sources.reading.flat import FlatRows
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, Source
from crosstie.store.engine import Database, Row
from crosstie.store.loading import Outcome

__all__ = ["archive", "deleted", "load", "plan"]

_ARCHIVE = re.compile(
    r"(?P<day>\d{8}-\d{4})-gleif-goldencopy-(?P<kind>lei2|rr|repex)-golden-copy"
    r"\.(?:csv|xml|json)(?:\.zip)?",
    re.IGNORECASE,
)


def load(
    db: Database,
    source: Source,
    member: Member,
    progress: Progress | None = None,
    *,
    role: str | None = None,
) -> Outcome:
    """Load one file; `role` (lei, rr, repex) says what it was given as."""
    layouts = {layout.name.removeprefix("gleif-"): layout for layout in source.layouts}
    form, found = records.sniff(member)
    if form == "csv":
        wanted = [layouts[role]] if role else list(layouts.values())
        return load_csv(db, member, wanted, fill=_fill, progress=progress)
    if found is None or (role and found != role):
        raise UnknownLayout(
            f"this is no file of {role or 'LEI data'}"
            + (f"; it looks like one of {found}" if found else ""),
            place=Place(member.label),
            next_step="known kinds: lei, rr, repex, as CSV, XML or JSON",
        )
    layout = layouts[found]
    rows = FlatRows(lambda: records.read(member, form, found), list(layout.read))
    return load_flat(db, member.file_id, layout, rows, fill=_fill, progress=progress)


def _fill(db: Database, layout: Layout, file_id: str) -> None:
    if layout.name == "gleif-lei":
        fill.entities(db, file_id)
    elif layout.name == "gleif-rr":
        fill.relationships(db, file_id)
    else:
        fill.exceptions(db, file_id)


def archive(name: str, layout: str) -> tuple[str, str] | None:
    """Read dataset id and version off the name of a golden copy.

    >>> archive("20261004-0800-gleif-goldencopy-rr-golden-copy.csv.zip", "gleif-rr")
    ('GLEIF/golden-copy/rr', '20261004-0800')
    """
    found = _ARCHIVE.fullmatch(name)
    if found is None:
        return None
    return f"GLEIF/golden-copy/{found['kind'].lower()}", found["day"]


def deleted(db: Database, file_ids: Sequence[str]) -> dict[str, list[Row]]:
    """List what a file of changes says is deleted, by what names it in our tables.

    Such records stand among the rejects, as text, under the golden copy's names.
    """
    values = {"ids": list(file_ids)}
    marked = (
        "from reject\nwhere list_contains($ids, file_id)\n"
        "  and starts_with(reason, 'the publisher has deleted')\n"
    )
    exceptions = db.rows(
        "withdrawn exceptions",
        f"select distinct\n  'lei:' || {_cell('LEI')} as organisation_id,\n"
        f"  case when starts_with({_cell('Exception.Category')}, 'DIRECT')\n"
        "    then 'direct parent' else 'ultimate parent' end as category\n"
        f"{marked}  and {_cell('Exception.Category')} is not null",
        values,
    )
    child, parent = (
        _cell("Relationship.StartNode.NodeID"),
        _cell("Relationship.EndNode.NodeID"),
    )
    relationships = db.rows(
        "deleted relationships",
        f"select distinct concat_ws('_', {child},\n"
        f"  upper({_cell('Relationship.RelationshipType')}), {parent}) as record_id\n"
        f"{marked}  and {child} is not null",
        values,
    )
    return {"ownership_exception": exceptions, "ownership_statement": relationships}


def _cell(name: str) -> str:
    """Write the expression that takes one cell out of a rejected record's text."""
    return f"""json_extract_string(record, '$."{name}"')"""
