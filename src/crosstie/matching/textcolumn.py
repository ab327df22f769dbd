"""A column of texts in two arrays: read from disk in place, one text at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from crosstie.matching.hashing import ragged
from crosstie.matching.records import lines

END = 10


class TextColumn(Sequence[str]):
    """Texts end to end in UTF-8, each closed by a line feed.

    >>> column = text_column(["one", "", "three"])
    >>> column[2], len(column), column.take(np.array([0, 2]))
    ('three', 3, ['one', 'three'])
    """

    def __init__(
        self, data: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64]
    ) -> None:
        self.data = data
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return self.take(np.arange(len(self))[at])
        row = at + len(self) if at < 0 else at
        if not 0 <= row < len(self):
            raise IndexError(at)
        return bytes(self.data[self.starts[row] : self.starts[row + 1] - 1]).decode()

    def __iter__(self) -> Iterator[str]:
        yield from self.data.tobytes().decode().split("\n")[:-1]

    def take(self, rows: npt.NDArray[np.int64]) -> list[str]:
        """Return some of the texts."""
        if not len(rows):
            return []
        begin = self.starts[rows]
        lengths = (self.starts[rows + 1] - begin).astype(np.int32)
        return self.data[ragged(begin, lengths)].tobytes().decode().split("\n")[:-1]


def text_column(texts: Sequence[str]) -> TextColumn:
    """Lay texts end to end; a line feed inside a text becomes a blank."""
    if isinstance(texts, TextColumn):
        return texts
    data = np.frombuffer(lines(texts), np.uint8)
    ends = np.flatnonzero(data == END) + 1
    return TextColumn(data, np.concatenate([np.zeros(1, np.int64), ends]))
