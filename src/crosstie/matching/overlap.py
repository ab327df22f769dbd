"""Compares the words of two names: which agree, nearly agree, or stand alone.

Words weigh by their rarity in the register. Words without an equal partner are compared
by letters, each pair of words once however many names it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq, Prefix
from rapidfuzz.process import cpdist

from crosstie.matching import policy
from crosstie.matching.hashing import U64, ragged
from crosstie.matching.names import Ints, Names

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Side:
    """One side's words, pair after pair: `first` tells where each pair's begin."""

    words: Ints
    first: Ints
    pair: Ints
    weight: Floats
    match: Floats
    """How well each word is met on the other side, 0 to 1."""


def compare_words(
    left: Names,
    right: Names,
    rows: tuple[Ints, Ints],
    weights: tuple[Floats, Floats],
) -> tuple[Side, Side]:
    """Meet the words of each pair of names; weights are those of all words."""
    a, b = _side(left, rows[0]), _side(right, rows[1])
    many = np.diff(b[1])[a[2]]
    cell_a = np.repeat(np.arange(len(a[0])), many)
    cell_b = ragged(b[1][a[2]], many.astype(np.int32))
    equal = left.word[a[0]][cell_a] == right.word[b[0]][cell_b]
    match_a = np.zeros(len(a[0]), np.float32)
    match_b = np.zeros(len(b[0]), np.float32)
    match_a[cell_a[equal]] = 1
    match_b[cell_b[equal]] = 1
    alone = np.flatnonzero((match_a[cell_a] == 0) & (match_b[cell_b] == 0))
    cell_a, cell_b = cell_a[alone], cell_b[alone]
    likeness = _likeness(left, right, a[0][cell_a], b[0][cell_b])
    np.maximum.at(match_a, cell_a, likeness)
    np.maximum.at(match_b, cell_b, likeness)
    return (
        Side(*a, weights[0][a[0]], match_a),
        Side(*b, weights[1][b[0]], match_b),
    )


def _side(names: Names, rows: Ints) -> tuple[Ints, Ints, Ints]:
    count = (names.first[rows + 1] - names.first[rows]).astype(np.int32)
    first = np.concatenate([[0], np.cumsum(count, dtype=np.int64)])
    return (
        ragged(names.first[rows], count),
        first,
        np.repeat(np.arange(len(rows)), count),
    )


def _likeness(left: Names, right: Names, a: Ints, b: Ints) -> Floats:
    """Compare words by letters: misspelt, cut short, or without its vowels."""
    found = np.zeros(len(a), np.float32)
    size_a, size_b = left.word_length[a], right.word_length[b]
    initial_a = left.core.data[left.word_start[a]]
    initial_b = right.core.data[right.word_start[b]]
    same_start = initial_a == initial_b
    both_numbers = left.is_number[a] & right.is_number[b]
    short, long = np.minimum(size_a, size_b), np.maximum(size_a, size_b)
    near = ~both_numbers & (short >= 2) & (same_start | (short * 2 > long))
    at = np.flatnonzero(near)
    if not len(at):
        return found
    pairs: U64 = left.word[a[at]] * np.uint64(3) + right.word[b[at]]
    _, one, where = np.unique(pairs, return_index=True, return_inverse=True)
    chosen = at[one]
    words_a = left.word_strings(a[chosen])
    words_b = right.word_strings(b[chosen])
    threads = policy.threads(len(words_a))
    common = cpdist(
        words_a, words_b, scorer=LCSseq.similarity, dtype=np.int32, workers=threads
    )
    start = cpdist(
        words_a, words_b, scorer=Prefix.similarity, dtype=np.int32, workers=threads
    )
    low, high = short[chosen], long[chosen]
    ratio = 2.0 * common / (low + high)
    value = np.where(ratio >= policy.WORD_RATIO, ratio, 0.0)
    inside = (common == low) & same_start[chosen] & (low >= 3)
    value = np.maximum(value, np.where(inside, policy.WORD_INSIDE, 0.0))
    prefix = (start == low) & (low >= 3)
    value = np.maximum(value, np.where(prefix, policy.WORD_PREFIX, 0.0))
    found[at] = value[where]
    return found


def total(side: Side, values: Floats) -> Floats:
    """Add up a value of each word by pair."""
    size = len(side.first) - 1
    return np.bincount(side.pair, values, size).astype(np.float32)


def largest(side: Side, values: Floats) -> Floats:
    """Take the largest value among a pair's words; 0 where there is none."""
    found = np.zeros(len(side.first) - 1, np.float32)
    full = np.flatnonzero(np.diff(side.first) > 0)
    if len(full):
        found[full] = np.maximum.reduceat(values, side.first[full])
    return found


def of_first(side: Side, values: Floats) -> Floats:
    """Take the value of a pair's first word; 0 where there is none."""
    found = np.zeros(len(side.first) - 1, np.float32)
    full = np.diff(side.first) > 0
    found[full] = values[side.first[:-1][full]]
    return found
