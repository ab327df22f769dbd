"""A sheet of a workbook as flat rows of text, under the names in its header."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.sources.reading.flat import Flat
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.layout import recognise
from crosstie.sources.reading.workbook import Cell, workbook
from crosstie.sources.spreadsheet.mapping import SheetMapping

__all__ = ["header_of", "read_sheet"]


def header_of(member: Member, mapping: SheetMapping) -> dict[int, str]:
    """Read the names of the columns, and check that the mapping knows them.

    Raises:
        UnreadableFile: there is no such sheet, or no header where one is expected.
        UnknownLayout: a column is missing, or not known.

    """
    with workbook(member) as book:
        sheet = _sheet(book.sheets, member, mapping)
        for cells in book.rows(sheet):
            if cells[0].row == mapping.header:
                header = {cell.column: _text(cell, ".").strip() for cell in cells}
                recognise(list(header.values()), [mapping.layout], member.label)
                return header
            if cells[0].row > mapping.header:
                break
    raise UnknownLayout(
        f"row {mapping.header} of sheet {sheet!r} is empty: no header stands there",
        place=Place(member.label, 0),
        next_step="say in the mapping in which row it stands: header = 3",
    )


def read_sheet(
    member: Member, mapping: SheetMapping, header: dict[int, str]
) -> Iterator[Flat]:
    """Yield the rows below the header; days and numbers are written exactly."""
    with workbook(member) as book:
        for cells in book.rows(_sheet(book.sheets, member, mapping)):
            if cells[0].row > mapping.header:
                yield Flat(
                    {
                        header[cell.column]: _text(cell, mapping.decimal)
                        for cell in cells
                        if cell.column in header
                    }
                )


def _sheet(sheets: tuple[str, ...], member: Member, mapping: SheetMapping) -> str:
    wanted = mapping.sheet or sheets[0]
    if wanted not in sheets:
        raise UnreadableFile(
            f"there is no sheet {wanted!r}; there are: {', '.join(sheets)}",
            place=Place(member.label),
            next_step="name one of them in the mapping: sheet = ...",
        )
    return wanted


def _text(cell: Cell, decimal: str) -> str:
    """Write a cell as text, a number with the decimal sign of the mapping."""
    value = cell.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        shown = value * 100 if cell.is_share else value
        text = f"{shown.normalize():f}"
        return text.replace(".", decimal)
    return value.isoformat() if isinstance(value, date) else value
