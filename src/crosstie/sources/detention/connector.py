"""Loads the tables of the sheet "Detention FYnn" as one long table of numbers.

The tables move between years, so they are found by their titles. The days up to which
they reach stand in the workbook's notes; one for the people held at that moment, one
for what was counted since the year began.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from crosstie.errors import Place, UnknownLayout
from crosstie.sources.detention.asking import plan
from crosstie.sources.detention.grid import Figure, Grid, table_key
from crosstie.sources.reading.csvload import Progress
from crosstie.sources.reading.inputs import Member, name_of
from crosstie.sources.reading.layout import Source
from crosstie.sources.reading.workbook import LARGEST, SCALE, Workbook, workbook
from crosstie.sources.reading.writing import Tables
from crosstie.store.engine import Database
from crosstie.store.loading import Outcome, keep_rejects
from crosstie.store.tables import DETENTION_CELL

__all__ = ["load", "plan"]

LAYOUT = "detention-workbook"
REQUIRED = "ICE Currently Detained by Criminality and Arresting Agency"
"""The table without which the sheet is not the publisher's."""

_SHEET = re.compile(r"\s*Detention (?:EO)?FY\s?(\d{2})\s*")
_DAY = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_HELD = re.compile(rf"Currently in ICE Detention.*?snapshot as(?: of)? {_DAY}", re.I)
_SINCE = re.compile(rf"ICE Detention data are updated through {_DAY}", re.I)
_NAMED = re.compile(r"(\d{2})(\d{2})(20\d{2})(?=\D*$)")


def load(
    db: Database, source: Source, member: Member, progress: Progress | None = None
) -> Outcome:
    """Load one workbook."""
    with workbook(member) as book:
        sheet, year = _sheet(book, member)
        grid = Grid(list(book.rows(sheet)))
        figures = list(grid.figures())
        held, since = _days(book, sheet)
        published = _published(name_of(member.path)) or book.saved
        others = [name for name in book.sheets if name != sheet]
    keys = Counter(table_key(figure.title) for figure in figures)
    if REQUIRED not in keys:
        raise UnknownLayout(
            f"sheet {sheet!r} has no table {REQUIRED!r}",
            place=Place(member.label),
            next_step="titles found: " + ("; ".join(keys) or "none"),
        )
    tables, rejected = Tables(db), []
    for number, figure in enumerate(figures, start=1):
        key = table_key(figure.title)
        if abs(_number(figure)) >= LARGEST:
            rejected.append(_reject(number, figure))
            continue
        tables.add(
            DETENTION_CELL,
            {
                "file_id": member.file_id,
                "row_number": number,
                "workbook": name_of(member.path),
                "published": published,
                "as_of": held if "Currently Detained" in key else since,
                "fiscal_year": f"20{year}",
                "sheet": sheet,
                **_row(figure, key),
            },
        )
    tables.flush()
    keep_rejects(db, member.file_id, rejected)
    if progress:
        progress(len(figures))
    days = [day for day in (held, since) if day]
    return Outcome(
        layout=LAYOUT,
        rows_read=len(figures),
        rows_loaded=len(figures) - len(rejected),
        rows_rejected=len(rejected),
        notes=_notes(grid, figures, keys, source, others),
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        version=published.isoformat() if published else None,
    )


def _sheet(book: Workbook, member: Member) -> tuple[str, str]:
    for name in book.sheets:
        if found := _SHEET.fullmatch(name):
            return name, found[1]
    raise UnknownLayout(
        "the workbook has no sheet 'Detention FYnn'",
        place=Place(member.label),
        next_step="sheets found: " + ", ".join(book.sheets),
    )


def _number(figure: Figure) -> Decimal:
    value = figure.cell.value
    assert isinstance(value, Decimal)  # noqa: S101  a figure is made of a number
    return value


def _reject(number: int, figure: Figure) -> dict[str, Any]:
    return {
        "row_number": number,
        "line": figure.cell.row,
        "column_name": figure.column_label,
        "reason": f"{figure.cell.address} is {LARGEST:,} or more",
        "record": f"{figure.title}, {figure.row_label}: {figure.cell.value}",
    }


def _row(figure: Figure, key: str) -> dict[str, Any]:
    return {
        "table_title": figure.title,
        "table_key": key,
        "row_label": figure.row_label,
        "column_label": figure.column_label,
        "value": _number(figure).quantize(SCALE),
        "unit": _unit(figure, key),
        "address": figure.cell.address,
    }


def _unit(figure: Figure, key: str) -> str:
    """Say what a number counts, by its format and the words above it."""
    if figure.cell.is_share or figure.column_label.lower().startswith("percent"):
        return "share"
    if "Length of Stay" in key or "(In Days)" in key:
        return "days"
    return "average" if "Average" in key else "count"


def _days(book: Workbook, sheet: str) -> tuple[date | None, date | None]:
    """Find up to which day people are counted as held, and since the year began."""
    notes = [name for name in book.sheets if "footnote" in name.lower()]
    texts = [c.text for name in [*notes, sheet] for row in book.rows(name) for c in row]
    since = _first_day(_SINCE, texts)
    return _first_day(_HELD, texts) or since, since


def _first_day(pattern: re.Pattern[str], texts: Sequence[str]) -> date | None:
    for text in texts:
        if found := pattern.search(text):
            try:
                return date(int(found[3]), int(found[1]), int(found[2]))
            except ValueError:
                continue
    return None


def _published(name: str) -> date | None:
    """Read the day in a file's name, month first.

    >>> _published("FY26_detentionStats_02122026.xlsx")
    datetime.date(2026, 2, 12)
    >>> _published("FY24_detentionStats.xlsx") is None
    True
    """
    found = _NAMED.search(name.rpartition(".")[0])
    try:
        return date(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _notes(
    grid: Grid,
    figures: Sequence[Figure],
    keys: Counter[str],
    source: Source,
    others: Sequence[str],
) -> tuple[str, ...]:
    notes = []
    known = source.expect[LAYOUT].categories["table_key"]
    new = [f"{key} ({count})" for key, count in keys.items() if key not in known]
    if new:
        notes.append("Titles of tables that are not known, loaded: " + "; ".join(new))
    used = {(f.cell.row, f.cell.column) for f in figures}
    left = sorted(
        (place, cell)
        for place, cell in grid.cells.items()
        if cell.number is not None and place not in used
    )
    if left:
        shown = ", ".join(cell.address for _, cell in left[:8])
        notes.append(f"Numbers outside any table, left out: {len(left)} ({shown}).")
    notes.append("Sheets that are not read: " + ", ".join(n.strip() for n in others))
    return tuple(notes)
