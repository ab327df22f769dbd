"""Where the quotes, line ends and commas of a block of CSV stand, as bits of words.

One bit a byte: what would be a step a byte is a step for 64 of them. Whether a quote is
open after a byte is whether the number of quotes up to it is odd, which is a running
exclusive-or over the bits: six shifts within a word, and one carry from word to word.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["COMMA", "NEWLINE", "QUOTE", "RETURN", "Marks"]

QUOTE, NEWLINE, RETURN, COMMA = 34, 10, 13, 44

_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_ONE, _TOP = np.uint64(1), np.uint64(63)
_SHIFTS = tuple(np.uint64(n) for n in (1, 2, 4, 8, 16, 32))


class Marks:
    """The marks of one run of bytes that begins outside of any quote."""

    def __init__(self, data: Any) -> None:
        self.data = data
        newline = data == NEWLINE
        self.newlines = np.flatnonzero(newline)
        """Offsets of all line ends, within quotes too."""
        self._newline = newline
        quote = data == QUOTE
        self._open = None
        if quote.any():
            self._quote = _bits(quote)
            self._open = _running(self._quote)
            self._edge = _bits(newline) | _bits(data == COMMA)

    def is_open(self, offsets: Any) -> Any:
        """Tell at each of some offsets whether a quote is open after its byte."""
        if self._open is None:
            return np.zeros(len(offsets), dtype=bool)
        held = self._open.view(np.uint8)[offsets >> 3]
        return ((held >> (offsets & 7).astype(np.uint8)) & 1).astype(bool)

    def first_odd(self) -> int | None:
        """Find the first quote that opens or closes where none should.

        An opening one follows a comma, a line's start or a quote; a closing one
        precedes a comma, a line's end or a quote.
        """
        if self._open is None:
            return None
        edge = self._quote | self._edge
        before = _later(edge)
        before[0] |= _ONE
        wrong = self._quote & self._open & ~before
        edge |= _bits(self.data == RETURN)
        after = _earlier(edge)
        last = len(self.data) - 1
        after[last >> 6] |= _ONE << np.uint64(last & 63)
        wrong |= self._quote & ~self._open & ~after
        words = np.flatnonzero(wrong)
        if not len(words):
            return None
        word = int(wrong[words[0]])
        return int(words[0]) * 64 + (word & -word).bit_length() - 1

    def separators(self) -> Any:
        """Return the offsets of the commas and line ends that stand outside quotes."""
        if self._open is not None:
            return self._places(self._edge & ~self._open)
        found = self.data == COMMA
        found |= self._newline
        return np.flatnonzero(found)

    def doubled(self) -> Any:
        """Return the offsets of quotes within a cell, which are written twice."""
        if self._open is None:
            return np.zeros(0, dtype=np.int64)
        found = self._quote & ~self._open & _earlier(self._quote)
        return self._places(found) if found.any() else np.zeros(0, dtype=np.int64)

    def _places(self, bits: Any) -> Any:
        """Return the offsets of the bits that are set."""
        count = len(self.data)
        found = np.unpackbits(bits.view(np.uint8), count=count, bitorder="little")
        return np.flatnonzero(found.view(bool))


def _bits(found: Any) -> Any:
    """Pack one truth a byte into words of 64, the first in the lowest bit."""
    words = np.zeros((len(found) + 63) >> 6 or 1, dtype="<u8")
    packed = np.packbits(found, bitorder="little")
    words.view(np.uint8)[: len(packed)] = packed
    return words


def _running(bits: Any) -> Any:
    """Return the exclusive-or of all bits up to each one."""
    found = bits.copy()
    for shift in _SHIFTS:
        found ^= found << shift
    carried = np.bitwise_xor.accumulate(found >> _TOP)
    found[1:] ^= carried[:-1] * _ALL
    return found


def _later(bits: Any) -> Any:
    """Move each bit to the next byte's place."""
    found = bits << _ONE
    found[1:] |= bits[:-1] >> _TOP
    return found


def _earlier(bits: Any) -> Any:
    """Move each bit to the place of the byte before."""
    found = bits >> _ONE
    found[:-1] |= bits[1:] << _TOP
    return found
