"""Hashes of words as sums, so that two glued words are hashed without their text.

h(word) = sum of mix[letter] * P**position, modulo 2**64; so h(ab) = h(a) + P**len(a) *
h(b). Keys take the upper bits, which are the well mixed ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]

LONGEST = 1024
"""Powers are kept up to this many letters; a longer glued run repeats the last."""

_P = 0x9E3779B97F4A7C15 | 1


def _mix() -> U64:
    """Draw a number for each byte from a fixed sequence (splitmix64)."""
    made, state = [], 0
    for _ in range(256):
        state = (state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        value = state
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        made.append(value ^ (value >> 31))
    return np.array(made, np.uint64)


def _powers() -> U64:
    made, value = [], 1
    for _ in range(LONGEST):
        made.append(value)
        value = (value * _P) & 0xFFFFFFFFFFFFFFFF
    return np.array(made, np.uint64)


INVERSE = np.uint64(pow(_P, -1, 2**64))
"""Undoes one power: moves a word's end back by a letter."""

MIX = _mix()
POWERS = _powers()
_MIX_LETTERS = np.where(np.arange(256) > 32, MIX, 0).astype(np.uint64)


@dataclass(frozen=True)
class Hashes:
    """A sorted set of hashes with a quick first answer to "is it in?"."""

    values: U64
    order: npt.NDArray[np.int64]
    """Index, in the list that it was made from, of each sorted value."""
    sieve: npt.NDArray[np.bool_]

    def find(self, hashes: U64) -> npt.NDArray[np.int64]:
        """Return the index in `values` of each hash, or -1."""
        found = np.full(len(hashes), -1, np.int64)
        maybe = np.flatnonzero(self.sieve[hashes >> np.uint64(48)])
        asked = hashes[maybe]
        at = np.minimum(np.searchsorted(self.values, asked), len(self.values) - 1)
        found[maybe] = np.where(self.values[at] == asked, at, -1)
        return found

    def has(self, hashes: U64) -> npt.NDArray[np.bool_]:
        """Tell of each hash whether it is in the set."""
        return self.find(hashes) >= 0


def hash_words(words: list[str]) -> Hashes:
    """Hash a list of words."""
    values = np.array([hash_word(word.encode()) for word in words], np.uint64)
    order = np.argsort(values, kind="stable")
    sieve = np.zeros(65536, bool)
    sieve[values >> np.uint64(48)] = True
    return Hashes(values[order], order, sieve)


def hash_word(word: bytes) -> int:
    """Hash one word."""
    letters = np.frombuffer(word, np.uint8)
    return int((MIX[letters] * POWERS[: len(letters)]).sum(dtype=np.uint64))


def glue(first: U64, lengths: npt.NDArray[np.int32], second: U64) -> U64:
    """Hash two words glued together, from their hashes and the first one's length."""
    return first + POWERS[np.minimum(lengths, LONGEST - 1)] * second


def hash_runs(text: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64]) -> U64:
    """Hash runs of bytes, each up to the next run's start; gaps count for nothing."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    size = len(text) - starts[0]
    inside = np.ones(size, np.int32)
    inside[0] = 0
    inside[starts[1:] - starts[0]] = 1 - np.diff(starts)
    np.cumsum(inside, out=inside)
    np.minimum(inside, LONGEST - 1, out=inside)
    values = POWERS.take(inside)
    values *= _MIX_LETTERS.take(text[starts[0] :])
    return np.add.reduceat(values, starts - starts[0])


def ragged(
    starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int32]
) -> npt.NDArray[np.int64]:
    """Index the members of runs: start, start + 1, ... for each run in turn."""
    ends = np.cumsum(lengths, dtype=np.int64)
    if not len(ends):
        return np.zeros(0, np.int64)
    shift = np.repeat(starts - (ends - lengths), lengths)
    return np.asarray(np.arange(ends[-1]) + shift, np.int64)
