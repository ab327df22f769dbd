"""Counts of people held, workbook by workbook, from the table that a recipe names.

The recipe's `settings` say which table (a pattern of its title without the year), which
row is everybody held, and in which column the total stands; no label is known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crosstie.figures.ask import Ask
from crosstie.figures.evidence import files_of, is_of_buyer, supported
from crosstie.model.claims import (
    Drawing,
    FigureValue,
    Missing,
    NotLoaded,
    Point,
    Reading,
    Support,
)
from crosstie.store.engine import Row
from crosstie.text.numerals import grouped

__all__ = ["Sheet", "Unread", "answer", "latest", "sheets"]

CELLS = """\
select
  cell.file_id, cell.row_number, cell.workbook, cell.published, cell.as_of, cell.sheet,
  cell.row_label, cell.column_label, cell.value, cell.unit, cell.address
from detention_cell as cell
where cell.table_key like $table
order by cell.as_of, cell.published, cell.row_number"""


@dataclass(frozen=True)
class Unread:
    """A loaded workbook from which a figure could not be made, and why."""

    workbook: str
    day: date | None
    why: str


@dataclass(frozen=True)
class Sheet:
    """The counts of one workbook, by row and column."""

    workbook: str
    published: date | None
    as_of: date | None
    counts: Mapping[tuple[str, str], Row]
    total: str
    """Label of the column that adds up the others, and of the row."""

    def count(self, row: str, column: str) -> Decimal:
        """Give one count."""
        return Decimal(self.counts[row, column]["value"]).normalize() + 0

    def columns(self) -> list[str]:
        """List the columns beside the total."""
        found = dict.fromkeys(column for _, column in self.counts)
        return [column for column in found if column != self.total]

    def without(self, rows: Sequence[str], column: str) -> Decimal:
        """Count everybody of a column but those of some rows."""
        everybody = self.count(self.total, column)
        return everybody - sum((self.count(row, column) for row in rows), Decimal(0))


def sheets(ask: Ask) -> tuple[list[Sheet], list[Unread]]:
    """Read every loaded workbook of the buyer that was published by the day."""
    settings = ask.recipe.settings
    files = files_of(ask)
    by_file: dict[str, list[Row]] = {}
    for row in ask.rows("counts of people held", CELLS, {"table": settings["table"]}):
        publisher = str(files.get(str(row["file_id"]), {}).get("publisher") or "")
        if is_of_buyer(ask.case.buyer, publisher) and ask.is_known(_known_on(row)):
            by_file.setdefault(str(row["file_id"]), []).append(row)
    found: dict[tuple[date | None, date | None], Sheet] = {}
    unread = []
    for rows in by_file.values():
        made = _sheet(rows, settings)
        if isinstance(made, Unread):
            unread.append(made)
        else:
            found[made.as_of, made.published] = made
    ordered = sorted(found.values(), key=_order)
    return ordered, unread


def latest(ask: Ask) -> Sheet | None:
    """Give the newest workbook that was published by the day asked for."""
    found, _ = sheets(ask)
    return found[-1] if found else None


def answer(ask: Ask) -> Iterator[FigureValue | NotLoaded]:
    """Give the share of people held who stand in none of the rows left out."""
    found, unread = sheets(ask)
    if not found:
        why = Missing.NO_ROWS if unread else Missing.NOT_LOADED
        told = "; ".join(f"{one.workbook}: {one.why}" for one in unread)
        yield ask.missing(why=why, what=told)
        return
    sheet = found[-1]
    left_out = ask.recipe.settings["left_out"]
    held = sheet.count(sheet.total, sheet.total)
    those = sheet.without(left_out, sheet.total)
    points = [_point(one, left_out, one is sheet) for one in found]
    points += [Point(one.workbook, None, one.day, says=one.why) for one in unread]
    yield ask.figure(
        those / held,
        sheet.as_of,
        published=sheet.published,
        numerator=those,
        denominator=held,
        cells=_cells(ask, sheet, left_out),
        readings=tuple(_readings(ask, found)),
        points=tuple(sorted(points, key=lambda one: one.day or date.min)),
        draws=Drawing.SERIES,
        caveats=tuple(
            ask.say("unread", workbook=one.workbook, why=one.why) for one in unread
        ),
    )


def _known_on(row: Row) -> date | None:
    """Say from which day on a number could be read by everybody."""
    found: date | None = row["published"] or row["as_of"]
    return found


def _order(sheet: Sheet) -> tuple[date, date]:
    return sheet.as_of or date.min, sheet.published or date.min


def _sheet(rows: list[Row], settings: Mapping[str, object]) -> Sheet | Unread:
    """Make the counts of one workbook, or say what they lack."""
    total, parts = str(settings["total"]), settings["parts"]
    assert isinstance(parts, list)  # noqa: S101  the recipe is ours, and tested
    first = rows[0]
    counts = {
        (row["row_label"], row["column_label"]): row
        for row in rows
        if row["unit"] == "count"
    }
    made = Sheet(first["workbook"], first["published"], first["as_of"], counts, total)
    lost = [row for row in (total, *parts) if (row, total) not in counts]
    if lost:
        why = f"its table has no count in row {', '.join(lost)}, column {total}"
        return Unread(made.workbook, _known_on(first), why)
    held = made.count(total, total)
    added = sum((made.count(row, total) for row in parts), Decimal(0))
    if held <= 0 or added != held:
        why = f"its rows add up to {added}, its total is {held}"
        return Unread(made.workbook, _known_on(first), why)
    return made


def _point(sheet: Sheet, left_out: Sequence[str], is_figure: bool) -> Point:
    held = sheet.count(sheet.total, sheet.total)
    those = sheet.without(left_out, sheet.total)
    return Point(
        sheet.workbook, those / held, sheet.as_of, those, held, is_figure=is_figure
    )


def _cells(ask: Ask, sheet: Sheet, left_out: Sequence[str]) -> tuple[Support, ...]:
    files = files_of(ask)
    rows = [sheet.counts[row, sheet.total] for row in (sheet.total, *left_out)]
    return tuple(supported(row, files) for row in rows)


def _readings(ask: Ask, found: Sequence[Sheet]) -> Iterator[Reading]:
    """Say what people take for this figure: other rows, columns and days."""
    sheet = found[-1]
    settings = ask.recipe.settings
    held = sheet.count(sheet.total, sheet.total)
    for name, rows in settings.get("neighbours", {}).items():
        those = sheet.without(rows, sheet.total)
        yield ask.reading(
            name, those / held, count=grouped(int(those)), held=grouped(int(held))
        )
    those = sheet.without(settings["left_out"], sheet.total)
    yield ask.reading("complement", 1 - those / held, count=grouped(int(held - those)))
    for column in sheet.columns():
        if all(
            (row, column) in sheet.counts for row in (sheet.total, *settings["parts"])
        ):
            of_column = sheet.count(sheet.total, column)
            if of_column:
                share = sheet.without(settings["left_out"], column) / of_column
                yield ask.reading(
                    "column", share, column=column, held=grouped(int(of_column))
                )
    for other in found[-3:-1]:
        point = _point(other, settings["left_out"], is_figure=False)
        if point.value is not None:
            yield ask.reading(
                "day",
                point.value,
                day=other.as_of,
                published=other.published,
                workbook=other.workbook,
            )
