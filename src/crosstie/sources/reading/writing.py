"""Rows that a connector makes in Python, written to the tables in large batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from crosstie.store.engine import Database, quoted
from crosstie.store.schema import Table

__all__ = ["Tables"]

_BATCH = 20_000


class Tables:
    """Collects rows by table; `flush` writes what is left."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: dict[str, tuple[Table, list[Mapping[str, Any]]]] = {}

    def add(self, table: Table, row: Mapping[str, Any]) -> None:
        """Add one row; columns that it lacks become null."""
        rows = self._waiting.setdefault(table.name, (table, []))[1]
        rows.append(row)
        if len(rows) >= _BATCH:
            self._write(table.name)

    def flush(self) -> None:
        """Write every row that waits."""
        for name in list(self._waiting):
            self._write(name)

    def _write(self, name: str) -> None:
        table, rows = self._waiting.pop(name)
        schema = pa.schema([(c.name, _arrow_type(c.type)) for c in table.columns])
        arrow = pa.Table.from_arrays(
            [pa.array([row.get(f.name) for row in rows], f.type) for f in schema],
            schema=schema,
        )
        # Until the transaction ends the engine keeps what was registered: so it is
        # given a reader, which holds nothing once it is read.
        self._db.register("arriving", _once(arrow))
        try:
            names = ",\n  ".join(quoted(c.name) for c in table.columns)
            self._db.fill(table, f"select\n  {names}\nfrom arriving")
        finally:
            self._db.unregister("arriving")


def _once(arrow: Any) -> Any:
    """Make a reader that lets go of each batch as it hands it on."""
    batches, schema = arrow.to_batches(), arrow.schema

    def handed() -> Iterator[Any]:
        while batches:
            yield batches.pop(0)

    return pa.RecordBatchReader.from_batches(schema, handed())


def _arrow_type(declared: str) -> Any:
    if declared.startswith("decimal"):
        digits, scale = declared[8:-1].split(",")
        return pa.decimal128(int(digits), int(scale))
    return {
        "varchar": pa.string(),
        "date": pa.date32(),
        "bigint": pa.int64(),
        "boolean": pa.bool_(),
        "double": pa.float64(),
    }[declared]
