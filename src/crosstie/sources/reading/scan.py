"""Cuts CSV bytes into whole records, and finds those that a stray quote swallowed.

A quote that is opened and never closed makes a CSV reader take the following lines for
one cell, often without an error. Here every quote of a block is looked at (as arrays,
not one by one): an opening one must follow a comma or a line's start, a closing one
must precede a comma or a line's end. Where that fails, or where a record of several
lines holds a line that is a whole record by itself, the lines are read one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from crosstie.sources.reading.encoding import CleanText
from crosstie.sources.reading.marks import NEWLINE, RETURN, Marks

__all__ = ["Piece", "Records", "Scanner", "cells"]

BLOCK = 2**18
LONGEST_RECORD = 8 * 2**20
NARROW = 16 * 2**10
LOOK_AHEAD = 400
"""Lines that a record with quotes in odd places may have."""

csv.field_size_limit(LONGEST_RECORD)


@dataclass(frozen=True)
class Records:
    """Whole records in one run of bytes; `starts` are their offsets.

    `separators` are the offsets of the commas and line ends outside quotes, and
    `doubled` those of quotes that are written twice; None where a quote or a blank line
    may stand in the way, so that a parser has to look.
    """

    data: bytes
    starts: Any
    first_row: int
    first_line: int
    separators: Any = None
    doubled: Any = None

    def text(self, index: int) -> str:
        """Return one record's text."""
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.data)
        return self.data[self.starts[index] : end].decode("utf-8").rstrip("\r\n")

    def line(self, index: int) -> int:
        """Return the line in the file on which a record starts."""
        return self.first_line + self.data.count(b"\n", 0, int(self.starts[index]))


@dataclass(frozen=True)
class Piece:
    """Text that is no record: a torn line, or a record that a quote swallowed."""

    text: str
    row: int
    line: int
    from_start: bool
    """True where the text begins at a record's first cell."""


def cells(text: str) -> list[str]:
    """Split one record into its cells."""
    return next(csv.reader([text + "\n"]), [])


class Scanner:
    """Yields the records of a stream in order, numbered, and the pieces between.

    In a file of few columns whose cells hold text of several lines, a line of prose
    with as many commas looks like a record: `keeps_lines` trusts well-placed quotes.
    """

    def __init__(self, text: CleanText, *, keeps_lines: bool = False) -> None:
        self.keeps_lines = keeps_lines
        self._text = text
        self._buffer = b""
        self._ended = False
        self._row = 0
        self._line = 1
        self._width = 0
        self._window = BLOCK

    def header(self) -> list[str]:
        """Read the first record: the names of the columns."""
        self._more()
        while (
            b"\n" not in self._buffer
            and not self._ended
            and len(self._buffer) <= LONGEST_RECORD
        ):
            self._more()
        while self._buffer[:1] in (b"\n", b"\r"):
            self._line += self._buffer[:1] == b"\n"
            self._buffer = self._buffer[1:]
        end = _record_end(self._buffer)
        names = _cells_or_none(self._buffer[:end].decode("utf-8").rstrip("\r\n"))
        self._line += self._buffer.count(b"\n", 0, end)
        self._buffer = self._buffer[end:]
        self._width = len(names)
        return [name.strip() for name in names]

    def read(self) -> Iterator[Records | Piece]:
        """Read everything after the header."""
        while self._buffer or not self._ended:
            self._more()
            yield from self._block()

    def _more(self) -> None:
        if self._ended:
            return
        block = self._text.read(BLOCK)
        self._ended = not block
        self._buffer += block
        if self._ended and self._buffer and not self._buffer.endswith(b"\n"):
            self._buffer += b"\n"

    def _block(self) -> Iterator[Records | Piece]:
        """Take from the buffer all records that are whole.

        After an odd record the view is narrow and widens again, so that a file with
        many of them is not looked at from end to end for each.
        """
        while self._buffer:
            view = _View(self._buffer[: self._window])
            cut, odd = view.cut()
            if cut:
                yield from self._whole(view, cut)
                self._buffer = self._buffer[cut:]
            if odd:
                self._look_ahead()
                yield from self._odd()
                self._window = NARROW
            elif self._window < len(self._buffer) or (cut and self._ended):
                self._window *= 2
            elif cut or not (self._ended or len(self._buffer) > LONGEST_RECORD):
                return
            else:
                yield from self._odd()

    def _look_ahead(self) -> None:
        """Fill the buffer so that an odd record can be judged."""
        while (
            not self._ended
            and len(self._buffer) < LONGEST_RECORD
            and self._buffer.count(b"\n", 0, LONGEST_RECORD) <= LOOK_AHEAD
        ):
            self._more()

    def _whole(self, view: _View, cut: int) -> Iterator[Records | Piece]:
        """Yield records up to an offset; those of several lines are looked into."""
        starts, inner = view.starts(cut)
        begin = 0
        for index in inner:
            end = int(starts[index + 1]) if index + 1 < len(starts) else cut
            text = self._buffer[int(starts[index]) : end]
            if not self._holds_record(text):
                continue
            yield from self._run(view, starts, begin, index, cut)
            yield from self._lines(text)
            begin = index + 1
        yield from self._run(view, starts, begin, len(starts), cut)

    def _run(
        self, view: _View, starts: Any, begin: int, end: int, cut: int
    ) -> Iterator[Records]:
        if begin >= end:
            self._blank_lines(starts, begin, cut)
            return
        first = int(starts[begin]) if begin else 0
        last = int(starts[end]) if end < len(starts) else cut
        yield Records(
            self._buffer[first:last],
            starts[begin:end] - first,
            self._row + 1,
            self._line,
            *view.cells(first, last, end - begin),
        )
        self._row += end - begin
        self._line += view.lines(first, last)

    def _blank_lines(self, starts: Any, begin: int, cut: int) -> None:
        if not begin and not len(starts):
            self._line += self._buffer.count(b"\n", 0, cut)

    def _holds_record(self, text: bytes) -> bool:
        """Tell whether a line inside a record of several lines is a record itself."""
        lines = text.split(b"\n")[1:-1]
        return (
            not self.keeps_lines
            and self._width > 2
            and any(self._is_whole(line.decode("utf-8")) for line in lines)
        )

    def _is_whole(self, line: str) -> bool:
        return _closed(line) and len(_cells_or_none(line.rstrip("\r\n"))) == self._width

    def _odd(self) -> Iterator[Records | Piece]:
        """Read the buffer's first record, whose quotes stand in odd places."""
        lines = self._buffer[:LONGEST_RECORD].split(b"\n")[:LOOK_AHEAD]
        text = b""
        for number, line in enumerate(lines):
            raw = line + b"\n"
            if number and self._is_whole(raw.decode("utf-8")):
                break
            text += raw
            if _closed(text.decode("utf-8")):
                self._buffer = self._buffer[len(text) :]
                yield self._one(text)
                return
        first = lines[0] + b"\n"
        self._buffer = self._buffer[len(first) :]
        yield self._piece(first, from_start=True)

    def _lines(self, text: bytes) -> Iterator[Records | Piece]:
        """Read a swallowed record line by line."""
        for number, line in enumerate(text.split(b"\n")[:-1]):
            raw = line + b"\n"
            if self._is_whole(raw.decode("utf-8")):
                yield self._one(raw)
            elif line.strip():
                yield self._piece(raw, from_start=number == 0)
            else:
                self._line += 1

    def _one(self, raw: bytes) -> Records:
        self._row += 1
        record = Records(raw, np.zeros(1, dtype=np.int64), self._row, self._line)
        self._line += raw.count(b"\n")
        return record

    def _piece(self, raw: bytes, *, from_start: bool) -> Piece:
        self._row += 1
        text = raw.decode("utf-8").rstrip("\r\n")
        piece = Piece(text, self._row, self._line, from_start)
        self._line += raw.count(b"\n")
        return piece


class _View:
    """Where the records of a buffer end, and where its quotes go wrong."""

    def __init__(self, buffer: bytes) -> None:
        data = self._bytes = np.frombuffer(buffer, dtype=np.uint8)
        self._marks = marks = Marks(data)
        inside = marks.is_open(marks.newlines)
        self._ends = marks.newlines[~inside]
        self._inner = marks.newlines[inside]
        self._odd_at = marks.first_odd()

    def cut(self) -> tuple[int, bool]:
        """Return how far the buffer holds whole records, and if an odd one follows."""
        if self._odd_at is None:
            return (int(self._ends[-1]) + 1 if len(self._ends) else 0), False
        sure = self._ends[self._ends < self._odd_at]
        return (int(sure[-1]) + 1 if len(sure) else 0), True

    def starts(self, cut: int) -> tuple[Any, list[int]]:
        """Return where records start, and which of them have several lines."""
        ends = self._ends[self._ends < cut]
        starts = np.concatenate(([0], ends + 1))[: len(ends)]
        first = self._bytes[starts]
        second = self._bytes[np.minimum(starts + 1, len(self._bytes) - 1)]
        blank = (first == NEWLINE) | ((first == RETURN) & (second == NEWLINE))
        starts = starts[~blank]
        inner = self._inner[self._inner < cut]
        several = np.unique(np.searchsorted(starts, inner, side="right") - 1)
        return starts, [int(index) for index in several if index >= 0]

    def lines(self, first: int, last: int) -> int:
        """Count the line ends between two offsets, within quotes too."""
        begin, end = np.searchsorted(self._marks.newlines, (first, last))
        return int(end - begin)

    def cells(self, first: int, last: int, records: int) -> tuple[Any, Any]:
        """Return the separators and doubled quotes of a run, from its beginning.

        Nothing where a blank line stands between the records.
        """
        begin, end = np.searchsorted(self._ends, (first, last))
        if end - begin != records:
            return None, None
        return tuple(
            found[slice(*np.searchsorted(found, (first, last)))] - first
            for found in (self._separators, self._doubled)
        )

    @cached_property
    def _separators(self) -> Any:
        return self._marks.separators()

    @cached_property
    def _doubled(self) -> Any:
        return self._marks.doubled()


def _closed(text: str) -> bool:
    """Tell whether no quote is open at a text's end, as a CSV reader sees it."""
    if '"' not in text:
        return True
    lines = [line + "\n" for line in text.rstrip("\n").split("\n")]
    try:
        return next(reversed(list(csv.reader([*lines, "end"])))) == ["end"]
    except csv.Error:
        return False


def _cells_or_none(text: str) -> list[str]:
    """Split a record; one with a cell beyond the limit holds no cells."""
    try:
        return cells(text)
    except csv.Error:
        return []


def _record_end(buffer: bytes) -> int:
    """Return the offset after the first record of a buffer."""
    position = 0
    for _ in range(LOOK_AHEAD):
        found = buffer.find(b"\n", position)
        if found < 0:
            break
        if _closed(buffer[: found + 1].decode("utf-8", errors="replace")):
            return found + 1
        position = found + 1
        if position > LONGEST_RECORD // 8:
            break
    return buffer.find(b"\n") + 1 or len(buffer)
