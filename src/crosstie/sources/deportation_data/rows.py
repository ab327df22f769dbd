"""Rows of a release, only the columns that figures need; the others are not opened.

The parquet file names its columns in one form (`stay_book_in_date_time`), older sheets
in words ("Stay Book In Date Time"); both are read under the first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from crosstie.errors import Place, UnknownLayout, UnreadableFile
from crosstie.sources.reading.inputs import Member
from crosstie.sources.reading.workbook import Cell, Workbook, workbook

__all__ = ["COLUMNS", "rows"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "identifier": ("unique_identifier", "anonymized_identifier"),
    "book_in": ("stay_book_in_date_time", "stay_book_in_date"),
    "book_out": ("stay_book_out_date_time", "stay_book_out_date"),
    "birth_year": ("birth_year",),
    "citizenship": ("citizenship_country",),
    "criminality": ("book_in_criminality", "case_criminality"),
    "case_status": ("case_status",),
    "release_reason": ("stay_release_reason",),
    "departure": ("departure_country",),
    "duplicate": ("duplicate_likely",),
}
"""What is read -> the names that releases have given it."""

REQUIRED = ("identifier", "book_in", "citizenship")
_BATCH = 50_000
_MOST_ROWS = 100_000_000
_MOST_GROUP = 4 * 2**30
_MOST_IN_ZIP = 512 * 2**20
_HEADER_ROWS = 20

Row = Mapping[str, Any]


def rows(member: Member) -> Iterator[Row]:
    """Yield every row under the names of `COLUMNS`.

    Raises:
        UnknownLayout: a column that is needed is missing; it says which.
        UnreadableFile: the file is damaged.

    """
    with member.open() as stream:
        start = stream.read(4)
    if start == b"PAR1":
        yield from _parquet(member)
    else:
        with workbook(member) as book:
            yield from _sheets(book, member)


def _parquet(member: Member) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with member.open() as stream:
        opened: Any = stream
        if member.member is not None:
            opened = io.BytesIO(stream.read(_MOST_IN_ZIP))
        with _readable(member):
            file = pq.ParquetFile(opened)
            facts = file.metadata
            largest = max(
                (
                    facts.row_group(n).total_byte_size
                    for n in range(facts.num_row_groups)
                ),
                default=0,
            )
        if facts.num_rows > _MOST_ROWS or largest > _MOST_GROUP:
            raise UnreadableFile(
                f"it states {facts.num_rows:,} rows, up to {largest:,} bytes at once",
                place=Place(member.label),
                next_step="check that it is the publisher's file",
            )
        found = _found(file.schema_arrow.names, member)
        batches = file.iter_batches(batch_size=_BATCH, columns=list(found.values()))
        while True:
            with _readable(member):
                batch = next(batches, None)
                read = batch.to_pylist() if batch is not None else []
            if batch is None:
                return
            for one in read:
                yield {name: one[column] for name, column in found.items()}


def _sheets(book: Workbook, member: Member) -> Iterator[Row]:
    """Read every sheet that has the columns; a sheet without them is some notes."""
    missing: UnknownLayout | None = None
    found_any = False
    for sheet in book.sheets:
        header: dict[int, str] | None = None
        for number, cells in enumerate(book.rows(sheet)):
            if header is None:
                try:
                    header = _header(cells, member)
                except UnknownLayout as error:
                    missing = missing or error
                    if number >= _HEADER_ROWS:
                        break
                continue
            found_any = True
            yield {header[c.column]: _plain(c) for c in cells if c.column in header}
    if not found_any and missing is not None:
        raise missing


def _header(cells: Sequence[Cell], member: Member) -> dict[int, str]:
    names = {_snake(cell.text): cell.column for cell in cells if cell.text}
    return {names[column]: name for name, column in _found(list(names), member).items()}


def _found(names: Sequence[str], member: Member) -> dict[str, str]:
    """Find the columns that are read; the first of several names stands."""
    known = {_snake(name): name for name in names}
    found = {
        name: known[spelled[0]]
        for name, choice in COLUMNS.items()
        if (spelled := [one for one in choice if one in known])
    }
    missing = [" or ".join(COLUMNS[name]) for name in REQUIRED if name not in found]
    if missing:
        raise UnknownLayout(
            f"these are no detention stays; missing: {', '.join(missing)}",
            place=Place(member.label, 0),
            next_step="load detention-stays-latest.parquet, or a sheet of stays",
        )
    return found


def _snake(title: str) -> str:
    """Write a title as the parquet file does.

    >>> _snake("Stay Book In Date Time"), _snake("stay_ID")
    ('stay_book_in_date_time', 'stay_id')
    """
    return re.sub(r"[^a-z0-9]+", "_", title.strip().lower()).strip("_")


def _plain(cell: Cell) -> Any:
    number = cell.number
    if number is not None:
        return int(number) if number == int(number) else number
    return cell.value


@contextmanager
def _readable(member: Member) -> Iterator[None]:
    """Turn what the reader of parquet stumbles over into `UnreadableFile`."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, ValueError, MemoryError) as cause:
        raise UnreadableFile(
            f"this is no parquet file that can be read ({type(cause).__name__})",
            place=Place(member.label),
            next_step="download it again",
        ) from cause
