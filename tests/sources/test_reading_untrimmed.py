"""Rows with a cell to trim are marked, wherever the batch begins."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from crosstie.sources.reading.untrimmed import untrimmed

_CELL = st.text(alphabet=" \t\n\rabé", max_size=5)


def test_blanks_at_either_end_are_seen_and_those_inside_are_not() -> None:
    cells = pa.array(["plain", "two words", " led", "trailed\t", "\n", ""])
    batch = pa.RecordBatch.from_arrays([cells], names=["name"])
    assert untrimmed(batch).to_pylist()[:5] == [False, False, True, True, True]


@given(st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=20), st.integers(0, 3))
def test_no_row_that_needs_trimming_is_missed(
    rows: list[tuple[str, str]], skipped: int
) -> None:
    columns = [pa.array([row[n] for row in rows]) for n in (0, 1)]
    batch = pa.RecordBatch.from_arrays(columns, names=["a", "b"]).slice(skipped)
    marked = untrimmed(batch).to_pylist()
    for row, mark in zip(rows[skipped:], marked, strict=True):
        assert mark or all(cell == cell.strip(" \t\n\r") for cell in row)
