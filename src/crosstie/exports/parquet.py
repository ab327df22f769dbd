"""The tables as Parquet: exact amounts, real dates, each column described."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from crosstie.exports.csvcells import Bare, Cell
from crosstie.exports.schema import Table

__all__ = ["parquet_bytes", "typed"]

Row = Mapping[str, Cell]


def parquet_bytes(table: Table, rows: Sequence[Row], facts: Mapping[str, str]) -> bytes:
    """Write a table; `facts` go into its metadata. Same rows, same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            pa.field(f.name, _arrow(f.type), metadata={"description": f.about})
            for f in table.fields
        ],
        metadata={"description": table.about, **facts},
    )
    columns = [
        pa.array([typed(row[f.name]) for row in rows], _arrow(f.type))
        for f in table.fields
    ]
    out = BytesIO()
    made = pa.Table.from_arrays(columns, schema=schema)
    pq.write_table(made, out, compression="zstd", version="2.6")
    return out.getvalue()


def typed(value: Cell) -> str | int | bool | Decimal | date | None:
    """Give a cell its own type; an empty text is none."""
    if isinstance(value, Bare):
        return Decimal(value.text)
    return None if value == "" else value


def _arrow(type: str) -> Any:
    import pyarrow as pa

    return {
        "text": pa.string(),
        "url": pa.string(),
        "integer": pa.int64(),
        "number": pa.decimal128(9, 4),
        "amount": pa.decimal128(18, 2),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }[type]
