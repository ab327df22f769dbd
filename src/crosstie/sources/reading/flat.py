"""Records of JSON or XML made flat: text under column names, as in a CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from crosstie.sources.reading.batches import Torn
from crosstie.sources.reading.untrimmed import UNTRIMMED

__all__ = ["Flat", "FlatRows"]

_BATCH = 5_000


@dataclass(frozen=True)
class Flat:
    """One record: its cells, or why it is left out."""

    cells: Mapping[str, str | None]
    refused: str | None = None


@dataclass
class FlatRows:
    """Rows of a file of records; `read` starts again from the first each time."""

    read: Callable[[], Iterator[Flat]]
    columns: Sequence[str]
    torn: list[Torn] = field(default_factory=list)
    rows_read: int = 0
    failure: BaseException | None = None

    def reader(self, progress: Callable[[int], None] | None = None) -> Any:
        """Return an Arrow reader of text columns and `row_number`."""
        names = [pa.field(name, pa.string()) for name in self.columns]
        schema = pa.schema(
            [
                pa.field("row_number", pa.int64()),
                pa.field(UNTRIMMED, pa.bool_()),
                *names,
            ]
        )
        return pa.RecordBatchReader.from_batches(
            schema, self._batches(schema, progress)
        )

    def texts(self, rows: set[int]) -> list[tuple[int, int | None, str]]:
        """Read again for the text of some records."""
        if not rows:
            return []
        return [
            (number, None, _text(record))
            for number, record in enumerate(self.read(), start=1)
            if number in rows
        ]

    def _batches(
        self, schema: Any, progress: Callable[[int], None] | None
    ) -> Iterator[Any]:
        waiting: list[dict[str, Any]] = []
        try:
            for record in self.read():
                self.rows_read += 1
                if record.refused is not None:
                    self.torn.append(
                        Torn(self.rows_read, None, record.refused, _text(record))
                    )
                    continue
                row = {name: record.cells.get(name) or "" for name in self.columns}
                waiting.append({"row_number": self.rows_read, UNTRIMMED: True, **row})
                if len(waiting) == _BATCH:
                    yield from pa.Table.from_pylist(waiting, schema).to_batches()
                    waiting = []
                    if progress:
                        progress(self.rows_read)
            if waiting:
                yield from pa.Table.from_pylist(waiting, schema).to_batches()
        except BaseException as cause:
            self.failure = cause
            raise


def _text(record: Flat) -> str:
    cells = {name: cell for name, cell in record.cells.items() if cell}
    return json.dumps(cells, ensure_ascii=False)
