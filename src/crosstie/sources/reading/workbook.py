"""Workbooks (xlsx) read cell by cell, with limits: text, exact numbers, days.

A number is stored in a workbook as the nearest binary fraction; the decimal that is
read here is the shortest one that stands for it, which is what the publisher typed.
Formulas give the value that was saved with them; nothing is computed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crosstie.errors import CrosstieError, Place, UnreadableFile
from crosstie.sources.reading.inputs import Member

__all__ = ["LARGEST", "SCALE", "Cell", "Workbook", "address", "workbook"]

MOST_UNPACKED = 2 * 2**30
MOST_IN_ZIP = 256 * 2**20
MOST_RATIO = 400
SMALL = 10 * 2**20
MOST_COLUMNS = 2_000
LONGEST_TEXT = 40_000
"""Characters of a cell; the format itself allows 32,767."""

SCALE = Decimal(1).scaleb(-17)
"""Decimals that a stored number keeps: those of a binary fraction below one."""
LARGEST = Decimal(10) ** 11
"""A number from here on is rejected: it counts nothing, and would lose decimals."""

Value = str | Decimal | date | bool


@dataclass(frozen=True)
class Cell:
    """One cell that holds something; rows and columns count from 1."""

    row: int
    column: int
    value: Value
    is_share: bool = False
    """The number is shown with a per cent sign: 0.5 stands for 50 %."""
    colour: str | None = None
    """Colour of the letters, six hexadecimal digits, where the cell states one."""

    @property
    def address(self) -> str:
        """Write where it stands, as A1."""
        return address(self.row, self.column)

    @property
    def text(self) -> str:
        """Give its text with single blanks; of a number or day, none."""
        return " ".join(self.value.split()) if isinstance(self.value, str) else ""

    @property
    def number(self) -> Decimal | None:
        """Give its number, if it is one."""
        return self.value if isinstance(self.value, Decimal) else None


class Workbook:
    """An open workbook: its sheets by name, and the day on which it was saved."""

    def __init__(self, book: Any, label: str) -> None:
        self._book = book
        self._label = label
        self.sheets: tuple[str, ...] = tuple(
            sheet.title for sheet in book.worksheets if hasattr(sheet, "iter_rows")
        )
        if not self.sheets:
            raise _refused(label, "it has no sheet")
        saved = book.properties.modified
        self.saved: date | None = saved.date() if saved else None

    def rows(self, sheet: str) -> Iterator[list[Cell]]:
        """Yield the rows of a sheet that hold anything, cells from left to right.

        Raises:
            UnreadableFile: the sheet is damaged, or wider than any publisher's.

        """
        found = self._book[sheet]
        found.reset_dimensions()
        rows = found.iter_rows()
        while True:
            with _readable(self._label):
                row = next(rows, None)
            if row is None:
                return
            if len(row) > MOST_COLUMNS:
                raise _refused(self._label, f"sheet {sheet!r} has {len(row):,} columns")
            with _readable(self._label):
                cells = [cell for one in row if (cell := _cell(one)) is not None]
            if cells:
                yield cells


@contextmanager
def workbook(member: Member) -> Iterator[Workbook]:
    """Open a workbook for reading; nothing of it is run or fetched.

    Raises:
        UnreadableFile: no workbook, damaged, or unpacking to far too much.

    """
    import openpyxl

    with member.open() as stream:
        opened: Any = stream
        if member.member is not None:
            if member.size > MOST_IN_ZIP:
                raise _refused(member.label, "it is too large inside a zip")
            opened = io.BytesIO(stream.read(MOST_IN_ZIP))
        _check(opened, member.label)
        with warnings.catch_warnings():
            # What a workbook holds beside its cells (forms, drawings) is not read.
            warnings.simplefilter("ignore")
            with _readable(member.label):
                book = openpyxl.load_workbook(
                    opened, read_only=True, data_only=True, keep_links=False
                )
            try:
                yield Workbook(book, member.label)
            finally:
                book.close()


def address(row: int, column: int) -> str:
    """Write a place as spreadsheets do.

    >>> address(20, 1), address(7, 28)
    ('A20', 'AB7')
    """
    letters = ""
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{row}"


def _cell(found: Any) -> Cell | None:
    value = _value(found.value)
    if value is None:
        return None
    shown = str(found.number_format or "")
    font = getattr(found, "font", None)
    colour = getattr(getattr(font, "color", None), "rgb", None)
    return Cell(
        found.row,
        found.column,
        value,
        is_share="%" in shown and isinstance(value, Decimal),
        colour=colour[-6:].upper() if isinstance(colour, str) else None,
    )


def _value(found: object) -> Value | None:
    if found is None or (isinstance(found, str) and not found.strip()):
        return None
    if isinstance(found, bool):
        return found
    if isinstance(found, int | float):
        number = Decimal(repr(found))
        return number if number.is_finite() else None
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    return str(found)[:LONGEST_TEXT]


def _check(stream: Any, label: str) -> None:
    """Refuse a workbook that would unpack to far more than a publisher's does."""
    with _readable(label):
        infos = zipfile.ZipFile(stream).infolist()
        stream.seek(0)
    total = sum(info.file_size for info in infos)
    swollen = any(
        i.file_size > SMALL and i.file_size > MOST_RATIO * max(i.compress_size, 1)
        for i in infos
    )
    if total > MOST_UNPACKED or swollen:
        raise _refused(label, f"it unpacks to {total:,} bytes")


@contextmanager
def _readable(label: str) -> Iterator[None]:
    """Turn whatever the reader of workbooks stumbles over into `UnreadableFile`."""
    try:
        yield
    except CrosstieError:
        raise
    except Exception as cause:
        raise UnreadableFile(
            f"this is not a workbook that can be read ({type(cause).__name__})",
            place=Place(label),
            next_step="download it again, and open it with a spreadsheet program",
        ) from cause


def _refused(label: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"the workbook cannot be read safely: {why}",
        place=Place(label),
        next_step="check that it is the publisher's file",
    )
