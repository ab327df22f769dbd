"""Cuts regular CSV records into Arrow columns whose cells point into the bytes read.

A block is regular where each record has exactly the header's number of cells and each
quote opens or closes a whole cell. All its separators are found at once, and a wanted
cell becomes a view of 16 bytes: its length, and either its text (up to 12 bytes) or its
first four bytes and where it lies. Nothing is made of the other columns. Where a block
is not regular, nothing is returned, and its records are for a parser that takes one
after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import pyarrow as pa

from crosstie.sources.reading.marks import NEWLINE, QUOTE, RETURN
from crosstie.sources.reading.scan import Records

__all__ = ["VIEW", "cut"]

VIEW = pa.string_view()
"""The Arrow type of the columns: text that lies in shared buffers."""

_INLINE = 12
"""Bytes of text that a view holds itself."""

_BEFORE = b"\0" * 4
_AFTER = b"\0" * 16
_BLANK = 32
_MOST_DOUBLED = 0.2
"""Doubled quotes a record beyond which a parser is faster."""


def _mask(length: int, first: int, count: int) -> int:
    """Write the mask of a word that keeps the bytes of a text of some length."""
    return sum(0xFF << 8 * n for n in range(count) if first + n < length)


_HEAD = np.array(
    [_mask(length, 0, 4) << 32 for length in range(_INLINE + 1)], dtype="<u8"
)
_TAIL = np.array([_mask(length, 4, 8) for length in range(_INLINE + 1)], dtype="<u8")


def cut(
    runs: Sequence[Records], width: int, wanted: Sequence[int]
) -> tuple[list[Any], Any] | None:
    """Cut runs of whole records into the wanted columns; tell which rows need trimming.

    Returns:
        The columns as Arrow arrays, and true for each row in which a cell begins or
        ends with a blank; None where a run is not regular.

    """
    records = sum(len(run.starts) for run in runs)
    if not len(wanted) or any(
        run.separators is None or len(run.separators) != len(run.starts) * width
        for run in runs
    ):
        return None
    found, doubled = _joined(runs)
    if len(doubled) > records * _MOST_DOUBLED:
        return None
    padded = b"".join((_BEFORE, *(run.data for run in runs), _AFTER))
    data = np.frombuffer(padded, np.uint8)[len(_BEFORE) : -len(_AFTER)]
    ends = found.reshape(records, width)
    if not (data[ends[:, -1]] == NEWLINE).all():
        return None
    begin, end = _edges(data, ends, np.asarray(wanted))
    views, untrimmed = _views(padded, data, begin, end)
    buffers = [pa.py_buffer(padded)]
    if len(doubled):
        places = {column: n for n, column in enumerate(wanted)}
        buffers.append(_undoubled(views, padded, doubled, found, width, places))
    arrays = [
        pa.Array.from_buffers(VIEW, records, [None, pa.py_buffer(column), *buffers])
        for column in views
    ]
    return arrays, untrimmed


def _joined(runs: Sequence[Records]) -> tuple[Any, Any]:
    """Join the separators and the doubled quotes of runs that follow one another."""
    begins = [0, *accumulate(len(run.data) for run in runs[:-1])]
    return (
        _moved([run.separators for run in runs], begins),
        _moved([run.doubled for run in runs], begins),
    )


def _moved(parts: Sequence[Any], begins: Sequence[int]) -> Any:
    """Join offsets, each part counted from its own beginning."""
    joined = np.empty(sum(map(len, parts)), dtype=np.int64)
    place = 0
    for part, begin in zip(parts, begins, strict=True):
        np.add(part, begin, out=joined[place : place + len(part)])
        place += len(part)
    return joined


def _edges(data: Any, ends: Any, wanted: Any) -> tuple[Any, Any]:
    """Return where the wanted cells begin and end, without their quotes.

    One row of the arrays is a column of the file.
    """
    begin = ends.T[wanted - 1] + 1
    end = ends.T[wanted]
    if (first := np.flatnonzero(wanted == 0)).size:
        begin[first, 0] = 0
        begin[first, 1:] = ends[:-1, -1] + 1
    if (last := np.flatnonzero(wanted == ends.shape[1] - 1)).size:
        end[last] -= data[np.maximum(end[last] - 1, 0)] == RETURN
    is_quoted = data[begin] == QUOTE
    begin += is_quoted
    end -= is_quoted
    return begin, end


def _views(padded: bytes, data: Any, begin: Any, end: Any) -> tuple[Any, Any]:
    """Make the views of cells, and mark the rows with a blank at a cell's edge."""
    views = np.zeros((*begin.shape, 2), dtype="<u8")
    untrimmed = np.zeros(begin.shape[1], dtype=bool)
    around = np.ndarray(
        len(padded) - 15, dtype="V16", buffer=padded, offset=0, strides=(1,)
    )
    length = end - begin
    for column in np.flatnonzero(length.any(axis=1)):
        size, place = length[column], begin[column]
        # Four bytes before each cell, which the length takes, and its first twelve.
        view = around[place].view("<u8").reshape(-1, 2)
        head, tail = view[:, 0], view[:, 1]
        short = np.minimum(size, _INLINE)
        head &= _HEAD[short]
        tail &= _TAIL[short]
        blank = (head >> np.uint64(32)) & np.uint64(0xFF) <= _BLANK
        blank |= data[end[column] - 1] <= _BLANK
        untrimmed |= blank & (size > 0)
        head |= size.view(np.uint64)
        place = (place + len(_BEFORE)) << 32
        np.copyto(tail, place.view(np.uint64), where=size > _INLINE)
        views[column] = view
    return views, untrimmed


def _undoubled(
    views: Any,
    padded: bytes,
    doubled: Any,
    found: Any,
    width: int,
    places: dict[int, int],
) -> Any:
    """Point cells that hold quotes to a buffer of their own, with each quote once."""
    held = bytearray()
    for cell in np.unique(np.searchsorted(found, doubled)).tolist():
        record, column = divmod(cell, width)
        if column not in places:
            continue
        begin = int(found[cell - 1]) + 2 if cell else 1
        end = int(found[cell])
        raw = padded[len(_BEFORE) + begin : len(_BEFORE) + end]
        text = raw[: raw.rindex(b'"')].replace(b'""', b'"')
        view = len(text).to_bytes(4, "little")
        if len(text) <= _INLINE:
            view += text.ljust(_INLINE, b"\0")
        else:
            place = (1).to_bytes(4, "little") + len(held).to_bytes(4, "little")
            view += text[:4] + place
            held += text
        views[places[column], record] = np.frombuffer(view, "<u8")
    return pa.py_buffer(bytes(held))
