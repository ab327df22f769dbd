"""Loads the sheet "Current US$": one row a country and year that has a number.

"..." stands for no data and "xxx" for a state that did not exist; both are counted.
Colours of the letters tell estimates (blue) from highly uncertain figures (red).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.reading.countries import country_code
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.workbook import LARGEST, SCALE, Cell, workbook
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import MILITARY_SPENDING

__all__ = ["archive", "load"]

LAYOUT = "milex-current-usd"
SHEET = "Current US$"
NOTHING = {"...": "no data", ". .": "no data", "xxx": "no such state in that year"}
COLOURS = {"0000FF": "estimate", "FF0000": "uncertain"}

_STATES = {
    "Congo, DR": "CD",
    "Congo, Republic": "CG",
    "Cote d'Ivoire": "CI",
    "Korea, North": "KP",
    "Korea, South": "KR",
    "Kyrgyz Republic": "KG",
    "Timor Leste": "TL",
}
"""Spellings of the publisher that the table of countries does not know, or not so."""


_NAME = re.compile(r"SIPRI-Milex-data-(\d{4}-\d{4})")


def archive(name: str, layout: str) -> tuple[str, str] | None:
    """Read the years that the publisher's name of a file carries."""
    found = _NAME.match(name)
    return ("SIPRI/milex", found[1]) if found else None


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one workbook."""
    with workbook(member) as book:
        if SHEET not in book.sheets:
            raise UnknownLayout(
                f"the workbook has no sheet {SHEET!r}",
                place=Place(member.label),
                next_step="sheets found: " + ", ".join(book.sheets),
            )
        rows = list(book.rows(SHEET))
    header = _header(rows, member)
    titles = " ".join(c.text for row in rows[: rows.index(header)] for c in row)
    if "millions of US$ at current prices" not in titles:
        raise UnknownLayout(
            f"sheet {SHEET!r} does not say: millions of US$ at current prices",
            place=Place(member.label),
            next_step=f"its first lines: {titles[:200]}",
        )
    tables, count, rejected = Tables(db), Counter[str](), []
    nowhere: set[str] = set()
    for country, cell, year, notes in _cells(header, rows):
        if cell.text in NOTHING:
            count[NOTHING[cell.text]] += 1
            continue
        count["read"] += 1
        number = count["read"]
        if cell.number is None or abs(cell.number) >= LARGEST:
            rejected.append(_reject(number, country, cell, year))
            continue
        code = _STATES.get(country) or country_code(country)
        if code is None:
            nowhere.add(country)
        row = _row(country, code, cell, year, notes)
        tables.add(
            MILITARY_SPENDING, {"file_id": member.file_id, "row_number": number, **row}
        )
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    return Outcome(
        layout=LAYOUT,
        rows_read=count["read"],
        rows_loaded=count["read"] - len(rejected),
        rows_rejected=len(rejected),
        notes=_notes(count, nowhere),
    )


def _header(rows: Sequence[list[Cell]], member: Member) -> list[Cell]:
    for row in rows[:30]:
        years = [c.number for c in row if c.number is not None]
        if row[0].text == "Country" and years and _follow(years):
            return row
    raise UnknownLayout(
        f"sheet {SHEET!r} has no row of headings: Country and years in order",
        place=Place(member.label),
        next_step="compare with the workbook of https://www.sipri.org/databases/milex",
    )


def _follow(years: Sequence[Decimal]) -> bool:
    first = int(years[0])
    return [int(y) for y in years] == list(range(first, first + len(years)))


def _cells(
    header: list[Cell], rows: Sequence[list[Cell]]
) -> Iterator[tuple[str, Cell, int, str]]:
    """Yield every cell of a country and year; rows of regions hold none."""
    years = {c.column: int(c.number) for c in header if c.number is not None}
    first = min(years)
    for row in rows[rows.index(header) + 1 :]:
        if row[0].column != header[0].column or not row[0].text:
            continue
        notes = " ".join(c.text for c in row[1:] if c.column < first)
        for cell in row:
            if cell.column in years:
                yield row[0].text, cell, years[cell.column], notes


def _row(
    country: str, code: str | None, cell: Cell, year: int, notes: str
) -> dict[str, Any]:
    assert cell.number is not None  # noqa: S101  asked before
    return {
        "country_name": country,
        "country": code,
        "year": year,
        "amount": cell.number.quantize(SCALE),
        "currency": "USD",
        "unit": "millions",
        "prices": "current",
        "certainty": COLOURS.get(cell.colour or "", "stated"),
        "notes": notes or None,
        "address": cell.address,
    }


def _reject(number: int, country: str, cell: Cell, year: int) -> dict[str, Any]:
    return {
        "row_number": number,
        "line": cell.row,
        "column_name": str(year),
        "reason": f"{cell.address} is neither an amount below {LARGEST:,} nor one of "
        + ", ".join(dict.fromkeys(NOTHING)),
        "record": f"{country}, {year}: {cell.value}",
    }


def _notes(count: Counter[str], nowhere: set[str]) -> tuple[str, ...]:
    notes = [
        f"Cells that state {why}: {count[why]:,}."
        for why in dict.fromkeys(NOTHING.values())
        if count[why]
    ]
    if nowhere:
        notes.append("Kept without a country code: " + ", ".join(sorted(nowhere)) + ".")
    notes.append("To be cited as: SIPRI Military Expenditure Database.")
    return tuple(notes)
