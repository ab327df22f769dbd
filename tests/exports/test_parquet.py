"""Parquet: exact amounts, real dates, every column described."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from crosstie.exports.formats import Export
from crosstie.exports.parquet import parquet_bytes
from crosstie.exports.schema import TABLES

FACTS = {"run": "0123"}


def test_the_sample_read_back_is_the_sample(sample_export: Export) -> None:
    for table in TABLES:
        rows = sample_export.rows[table.name]
        content = parquet_bytes(table, rows, FACTS)
        assert parquet_bytes(table, rows, FACTS) == content
        found = pq.read_table(BytesIO(content))
        assert found.num_rows == len(rows)
        assert found.column_names == list(table.columns)
        assert found.schema.metadata[b"run"] == b"0123"
        assert all(field.metadata[b"description"] for field in found.schema)


def test_amounts_are_exact_and_days_are_days(sample_export: Export) -> None:
    ties = next(table for table in TABLES if table.name == "ties")
    content = parquet_bytes(ties, sample_export.rows["ties"], FACTS)
    found = pq.read_table(BytesIO(content))
    assert found.schema.field("obligated").type == pa.decimal128(18, 2)
    assert found.schema.field("first_date").type == pa.date32()
    first = found.to_pylist()[0]
    assert isinstance(first["obligated"], Decimal)
    assert isinstance(first["first_date"], date)
    assert first["probability"] == Decimal(
        sample_export.rows["ties"][0]["probability"].text
    )  # type: ignore[union-attr]
    assert first["outlaid"] is None
