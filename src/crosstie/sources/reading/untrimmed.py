"""Marks the rows in which a cell begins or ends with a blank, for the engine to trim.

To trim every cell in the engine takes longer than all the rest of typing it. The first
and last byte of each cell are looked at here as arrays; a row marked without need costs
a trim and changes nothing, so the neighbours of empty cells need no special care.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

__all__ = ["UNTRIMMED", "untrimmed"]

UNTRIMMED = "row untrimmed"
"""Name of the column that says which rows have a cell to trim."""

_BLANK = 32
"""Blank, tab and line ends are bytes up to this one."""


def untrimmed(batch: Any) -> Any:
    """Return an Arrow array: true where a text cell of the row may need trimming."""
    found = np.zeros(batch.num_rows, dtype=bool)
    for column in batch.columns:
        if pa.types.is_string(column.type):
            found |= _edges(column)
    return pa.array(found)


def _edges(column: Any) -> Any:
    """Look at the first and the last byte of each cell of one column."""
    _, places, text = column.buffers()
    begin, count = column.offset, len(column)
    offsets = np.frombuffer(places, np.int32)[begin : begin + count + 1]
    if text is None or offsets[0] == offsets[-1]:
        return np.zeros(count, dtype=bool)
    data = np.frombuffer(text, np.uint8)
    first = data[np.minimum(offsets[:-1], offsets[-1] - 1)]
    last = data[np.maximum(offsets[1:] - 1, offsets[0])]
    return (first <= _BLANK) | (last <= _BLANK)
