"""Loads the register's CSV files, joined on the enterprise's number (NEQ).

Names stand in Nom.csv, so it is read before Entreprise.csv. DomaineValeur.csv says what
codes mean; it is read beside the others. A number that begins with 22, and the legal
form IND, are a natural person's enterprise, which is counted and left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import pyarrow as pa

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.fetch.jobs import changed
from crosstie.fetch.plan import Download, Plan, State
from crosstie.sources.ckan import ask_dataset
from crosstie.sources.quebec_req import fill
from crosstie.sources.reading.csvload import Progress, load_csv
from crosstie.sources.reading.inputs import Member, beside
from crosstie.sources.reading.layout import Layout, Source
from crosstie.sources.wholes import plan_files
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome

__all__ = ["arrange", "load", "plan"]

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


def plan(options: Mapping[str, str], state: State) -> Plan:
    """Plan the zip that the catalogue lists, under the licence that it states.

    Raises:
        FetchError: the catalogue cannot be had, or lists another number of zips.

    """
    rules = state.client.rules
    listed = ask_dataset(state, "catalogue", "registre-des-entreprises")
    zips = {one.url: one for one in listed.resources if one.format == "zip"}
    if len(zips) != 1:
        raise changed(
            rules.source,
            f"the catalogue lists {len(zips)} zip files, where one is expected",
            rules.page,
        )
    (found,) = zips.values()
    file = Download(
        dataset="register",
        url=found.url,
        about="every enterprise registered in Quebec",
        name="registre-des-entreprises.zip",
        kind="zip",
        dataset_id="Quebec/registre-des-entreprises",
        version=found.day,
        licence=listed.licence,
    )
    stated = listed.licence or "no licence"
    return plan_files(state, [file], notes=[f"the catalogue states: {stated}"])


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
