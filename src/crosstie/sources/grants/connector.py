"""Loads grants and contributions and their amendments, as published in one CSV.

A recipient of the type P (an individual or a sole proprietorship) is counted and its
name, number and place are not kept; where the type is empty, a name that has the shape
of a person's is treated so too.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.reading.csvload import Progress, fill_table, load_csv
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Layout, Source
from crosstie.sources.wholes import plan_files
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome
from crosstie.text.identifiers import business_number

__all__ = ["load", "plan"]


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one file."""
    return load_csv(db, member, source.layouts, fill=_fill, progress=progress)


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the one file that holds every department's grants and contributions."""
    file = Download(
        dataset="grants",
        url=state.client.rules.addresses["grants"],
        about="every grant and contribution, and its amendments",
        name="grants.csv",
        kind="csv",
        dataset_id="open.canada.ca/grants",
    )
    return plan_files(state, [file])


def _fill(db: Database, layout: Layout, file_id: str) -> None:
    _business_numbers(db)
    fill_table(db, layout, file_id)


def _business_numbers(db: Database) -> None:
    """Make the table `number_written`: each spelling, its nine digits, its check."""
    found = db.rows(
        "business numbers",
        "select distinct number_written as written\nfrom accepted\n"
        "where number_written is not null",
    )
    read = [(row["written"], *business_number(row["written"])) for row in found]
    table = pa.table(
        {
            "written": pa.array([one[0] for one in read], pa.string()),
            "number": pa.array([one[1] for one in read], pa.string()),
            "is_valid": pa.array([one[2] for one in read], pa.bool_()),
        }
    )
    db.register("numbers", table)
    try:
        db.run(
            "number_written",
            "create or replace temp table number_written as\n"
            "select written, number, is_valid\nfrom numbers",
        )
    finally:
        db.unregister("numbers")
