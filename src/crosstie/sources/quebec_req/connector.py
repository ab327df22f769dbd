"""Loads the register's CSV files, joined on the enterprise's number (NEQ).

Names stand in Nom.csv, so it is read before Entreprise.csv. DomaineValeur.csv says what
codes mean; it is read beside the others. A number that begins with 22, and the legal
form IND, are a natural person's enterprise, which is counted and left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import PurePosixPath

import pyarrow as pa

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.sources.quebec_req import fill
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member, beside
from crosstie.sources.reading.layout import Layout, Source
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["arrange", "load"]

_CODES = "DomaineValeur.csv"
_CODES_LOW = _CODES.lower()
_CODE_COLUMNS = ("TYP_DOM_VAL", "COD_DOM_VAL", "VAL_DOM_FRAN")
_MOST_CODES = 200_000
_ORDER = (
    "nom.csv",
    "entreprise.csv",
    "etablissements.csv",
    "fusionscissions.csv",
    "continuationstransformations.csv",
)


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one of the files.

    Raises:
        UnreadableFile: Entreprise.csv comes before any name is loaded.

    """
    _make_codes(db, beside(member, _CODES))

    def _fill(db: Database, layout: Layout, file_id: str) -> Sequence[str]:
        if layout.name == "req-entreprise" and not fill.has_names(db):
            raise UnreadableFile(
                "the names stand in another file, which is not loaded",
                place=Place(member.label),
                next_step="load the publisher's zip, or Nom.csv before Entreprise.csv",
            )
        return fill.FILL[layout.name](db, file_id)

    return load_csv(db, member, source.layouts, fill=_fill, progress=progress)


def arrange(members: Sequence[Member]) -> list[Member]:
    """Put Nom.csv before Entreprise.csv, and leave out the table of codes."""

    def place(member: Member) -> int:
        name = PurePosixPath(member.member or member.path.name).name.lower()
        return _ORDER.index(name) if name in _ORDER else len(_ORDER)

    kept = [
        member
        for member in members
        if PurePosixPath(member.member or "").name.lower() != _CODES_LOW
    ]
    return sorted(kept or members, key=place)


def _make_codes(db: Database, member: Member | None) -> None:
    """Make the table `req_code`: kind of code, code, what it means; empty without."""
    rows: list[list[str]] = []
    if member is not None:
        with member.open() as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
            reader = csv.reader(text)
            head = next(reader, [])
            if tuple(head) != _CODE_COLUMNS:
                raise UnknownLayout(
                    f"the columns are not {', '.join(_CODE_COLUMNS)}",
                    place=Place(member.label, 0),
                    next_step="download it again from the publisher",
                )
            for row in reader:
                if len(row) == len(_CODE_COLUMNS) and len(rows) < _MOST_CODES:
                    rows.append([cell.strip() for cell in row])
    columns = ("kind", "code", "label")
    table = pa.table(
        {
            name: pa.array([row[n] for row in rows], pa.string())
            for n, name in enumerate(columns)
        }
    )
    db.register("codes", table)
    try:
        db.run(
            "req_code",
            "create or replace temp table req_code as\n"
            "select kind, code, any_value(label) as label\nfrom codes\n"
            "group by kind, code",
        )
    finally:
        db.unregister("codes")
