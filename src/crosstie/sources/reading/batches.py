"""Records of a CSV file as Arrow batches of text, and those that cannot be read.

Only the columns asked for are ever made: a personal column is skipped by the parser
and never becomes a value in memory.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from crosstie.sources.reading.ahead import ahead
from crosstie.sources.reading.cutting import VIEW, cut
from crosstie.sources.reading.scan import Piece, Records, Scanner, cells
from crosstie.sources.reading.untrimmed import UNTRIMMED, untrimmed

__all__ = ["Batches", "Torn", "withheld"]

WANTED = 2**20
WITHHELD = "[withheld: may hold personal columns]"


@dataclass(frozen=True)
class Torn:
    """One record that is not a row: wrong number of cells, or torn by a quote."""

    row: int
    line: int | None
    reason: str
    record: str


@dataclass
class Batches:
    """Reads a scanner's records into Arrow batches with a `row_number`."""

    scanner: Scanner
    header: Sequence[str]
    wanted: Sequence[str]
    personal_from: int | None
    """Index of the first personal column, where the layout has any."""
    torn: list[Torn] = field(default_factory=list)
    rows_read: int = 0
    failure: BaseException | None = None
    """What went wrong while the engine was pulling batches; it would hide the cause."""

    @property
    def schema(self) -> Any:
        """The columns of the batches."""
        names = [pa.field(name, VIEW) for name in self.wanted]
        return pa.schema(
            [
                pa.field("row_number", pa.int64()),
                pa.field(UNTRIMMED, pa.bool_()),
                *names,
            ]
        )

    def reader(self, progress: Callable[[int], None] | None = None) -> Any:
        """Return an Arrow reader that the engine can take batch by batch."""
        return pa.RecordBatchReader.from_batches(self.schema, self._guarded(progress))

    def _guarded(self, progress: Callable[[int], None] | None) -> Iterator[Any]:
        try:
            yield from ahead(self._read(progress))
        except BaseException as cause:
            self.failure = cause
            raise

    def _read(self, progress: Callable[[int], None] | None) -> Iterator[Any]:
        waiting: list[Records] = []
        size = 0
        for found in self.scanner.read():
            if isinstance(found, Piece):
                self._keep_piece(found)
                continue
            waiting.append(found)
            size += len(found.data)
            if size >= WANTED:
                yield from self._parse(waiting)
                waiting, size = [], 0
                if progress:
                    progress(self.rows_read)
        if waiting:
            yield from self._parse(waiting)

    def _parse(self, records: list[Records]) -> Iterator[Any]:
        """Make batches of some runs of records; row numbers skip the invalid ones."""
        numbers = np.concatenate(
            [np.arange(r.first_row, r.first_row + len(r.starts)) for r in records]
        )
        self.rows_read += len(numbers)
        places = [self.header.index(name) for name in self.wanted]
        found = cut(records, len(self.header), places)
        if found is None:
            yield from self._parse_irregular(records, numbers)
            return
        columns, to_trim = found
        columns = [pa.array(numbers, pa.int64()), pa.array(to_trim), *columns]
        yield pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _parse_irregular(self, records: list[Records], numbers: Any) -> Iterator[Any]:
        """Parse records of which one may hold too few or too many cells."""
        invalid: list[tuple[int, int]] = []

        def note(row: Any) -> str:
            invalid.append((row.number, row.actual_columns))
            return "skip"

        data = b"".join(_without_blank_lines(r) for r in records)
        if data.startswith(codecs.BOM_UTF8):
            # Arrow takes one mark away, and here it is a row's own.
            data = codecs.BOM_UTF8 + data
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=len(data) + 1,
                column_names=list(self.header),
            ),
            parse_options=arrow_csv.ParseOptions(
                newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,
                include_columns=list(self.wanted),
                column_types={name: pa.string() for name in self.wanted},
                strings_can_be_null=False,
            ),
        )
        for number, found in invalid:
            self._keep_invalid(records, int(numbers[number - 1]), found)
        valid = np.delete(numbers, [number - 1 for number, _ in invalid])
        if len(valid) != table.num_rows:
            raise AssertionError(
                f"{len(numbers)} records became {table.num_rows} rows"
                f" and {len(invalid)} invalid ones"
            )
        if len(valid):
            numbered = pa.array(valid, pa.int64())
            for batch in table.combine_chunks().to_batches():
                texts = [column.cast(VIEW) for column in batch.columns]
                columns = [numbered, untrimmed(batch), *texts]
                yield pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _keep_invalid(self, records: list[Records], row: int, found: int) -> None:
        run = next(
            r for r in records if r.first_row <= row < r.first_row + len(r.starts)
        )
        index = row - run.first_row
        expected = len(self.header)
        missing = max(0, expected - found)
        self.torn.append(
            Torn(
                row,
                run.line(index),
                f"{found} cells where the header has {expected}",
                withheld(run.text(index), self.personal_from, missing),
            )
        )

    def _keep_piece(self, piece: Piece) -> None:
        self.rows_read += 1
        start = self.personal_from if piece.from_start else 0
        if self.personal_from is None:
            start = None
        self.torn.append(
            Torn(
                piece.row,
                piece.line,
                "a quote is opened and not closed, or text stands outside the quotes",
                withheld(piece.text, start, 0),
            )
        )


def withheld(text: str, personal_from: int | None, missing: int) -> str:
    """Cut a record's text before the first cell that may be of a personal column.

    In a torn record nobody knows which cell is which; so many cells fewer are kept as
    are missing, and commas are counted whether quoted or not.
    """
    if personal_from is None:
        return text
    try:
        if not missing and len(found := cells(text)) > personal_from:
            plain = ",".join(_quoted(cell) for cell in found[:personal_from])
            return f"{plain},{WITHHELD}"
    except (ValueError, StopIteration):
        pass
    kept = text.split(",")[: max(0, personal_from - missing)]
    return ",".join([*kept, WITHHELD])


def _quoted(cell: str) -> str:
    if any(char in cell for char in ',"\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _without_blank_lines(records: Records) -> bytes:
    """Leave out the blank lines before the first record of a run."""
    return records.data[int(records.starts[0]) :] if len(records.starts) else b""
