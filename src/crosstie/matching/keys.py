"""Keys of names: two names must share one for the index to bring them together.

Words, words glued to the next, whole cores, initials, pieces of letters, first words
with a letter left out, their consonants, and their start with the next word.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from crosstie.matching import policy
from crosstie.matching.hashing import (
    INVERSE,
    LONGEST,
    MIX,
    POWERS,
    U64,
    glue,
    ragged,
)
from crosstie.matching.names import Ints, Names
from crosstie.matching.wordtables import words

ROW_BITS = np.uint64(23)
MOST_ROWS = 1 << 23
"""Rows of one index have smaller numbers; a larger register lies in parts."""

ROW = np.uint64(MOST_ROWS - 1)
_KIND_AT = np.uint64(39)
WORD, GRAM, SLIP, SHAPE = (np.uint64(n) << _KIND_AT for n in range(4))
"""The highest bits of a key: a word, a piece, a word with a letter left out, a word's
consonants or its start and the next word."""

_IS_VOWEL = np.isin(np.arange(256), np.frombuffer(b"aeiouy", np.uint8))
_GRAM_MIX = np.uint64(0xC2B2AE3D27D4EB4F)


def key_entries(names: Names) -> U64:
    """List all keys of all names, each with its row, sorted, none twice."""
    several = np.flatnonzero(names.word_row[1:] == names.word_row[:-1])
    pair = glue(
        names.word[several], names.word_length[several], names.word[several + 1]
    )
    count = np.diff(names.first)
    some = np.flatnonzero(count > 0)
    long = np.flatnonzero(count > 2)
    hashes = np.concatenate([names.word, pair, names.glued[some], names.initials[long]])
    rows = np.concatenate([names.word_row, names.word_row[several], some, long])
    if len(names) < policy.TOGETHER:
        return np.concatenate([_entries(WORD, hashes, rows), *_rest_of_entries(names)])
    with ThreadPoolExecutor(2) as pool:
        # Each kind is sorted apart, in two threads; they lie one after the other.
        rest = pool.submit(_rest_of_entries, names)
        first = _entries(WORD, hashes, rows)
        return np.concatenate([first, *rest.result()])


def _rest_of_entries(names: Names) -> list[U64]:
    return [
        _entries(GRAM, *_grams(names)),
        _entries(SLIP, *_slips(names)),
        _entries(SHAPE, *_shapes(names)),
    ]


def _entries(kind: np.uint64, hashes: U64, rows: npt.NDArray[np.integer]) -> U64:
    """Put keys of one kind and their rows into single numbers, sorted, none twice."""
    entries = keys_of(hashes, kind)
    entries <<= ROW_BITS
    entries |= rows.astype(np.uint64)
    entries.sort()
    new = np.concatenate([[True], entries[1:] != entries[:-1]])[: len(rows)]
    return np.asarray(entries[new])


def keys_of(hashes: U64, kind: np.uint64) -> U64:
    """Make keys of hashes: the upper bits, with the kind above them."""
    keys = hashes >> np.uint64(25)
    keys |= kind
    return keys


def _slips(names: Names) -> tuple[U64, Ints]:
    """Hash first words with one letter left out: a misspelt word still meets them."""
    full = np.flatnonzero(np.diff(names.first) > 0)
    word = names.first[full]
    size = names.word_length[word]
    fit = (size >= policy.SLIP_SHORTEST) & (size <= policy.SLIP_LONGEST)
    fit &= ~words().plain.has(names.word[word]) & ~names.is_number[word]
    word, size = word[fit], size[fit]
    inside = ragged(np.zeros(len(word), np.int64), size)
    text = names.core.data[ragged(names.word_start[word], size)]
    value = MIX[text] * POWERS[inside]
    run = np.concatenate([np.zeros(1, np.uint64), np.cumsum(value)])
    end = np.cumsum(size, dtype=np.int64)
    before = run[:-1] - np.repeat(run[end - size], size)
    after = np.repeat(run[end], size) - run[1:]
    values = np.concatenate([before + after * INVERSE, names.word[word]])
    return values, np.concatenate([np.repeat(full[fit], size), full[fit]])


def _shapes(names: Names) -> tuple[U64, Ints]:
    """Hash the first word's consonants, and its start together with the next word."""
    count = np.diff(names.first)
    full = np.flatnonzero(count > 0)
    word = names.first[full]
    size = names.word_length[word]
    fit = (size >= policy.SLIP_SHORTEST) & ~names.is_number[word]
    fit &= ~words().plain.has(names.word[word])
    size = np.minimum(size[fit], LONGEST - 1)
    inside = ragged(np.zeros(int(fit.sum()), np.int64), size)
    text = names.core.data[ragged(names.word_start[word[fit]], size)]
    first = inside == 0
    kept = first | ~_IS_VOWEL[text]
    kept[1:] &= first[1:] | (text[1:] != text[:-1])
    ends = np.cumsum(size, dtype=np.int64)
    place = np.cumsum(kept, dtype=np.int64) - 1
    start = np.repeat(place[ends - size], size)
    value = np.where(kept, MIX[text] * POWERS[place - start], 0).astype(np.uint64)
    bones = np.add.reduceat(value, ends - size) if len(ends) else np.zeros(0, np.uint64)
    left = np.add.reduceat(kept.astype(np.int32), ends - size) if len(ends) else size
    enough = left >= policy.BONES
    two = full[(count[full] > 1) & (names.word_length[word] >= policy.START)]
    head = names.first[two]
    began = np.zeros(len(two), np.uint64)
    for offset in range(policy.START):
        letter = names.core.data[names.word_start[head] + offset]
        began += MIX[letter] * POWERS[offset]
    began = glue(began, np.full(len(two), policy.START, np.int32), names.word[head + 1])
    hashes = np.concatenate([bones[enough] * INVERSE, began])
    return hashes, np.concatenate([full[fit][enough], two])


def _grams(names: Names) -> tuple[U64, npt.NDArray[np.uint32]]:
    """Cut every core into overlapping pieces."""
    text = names.core.data
    size = len(text) - policy.GRAM + 1
    if size < 1:
        return np.zeros(0, np.uint64), np.zeros(0, np.uint32)
    value = np.empty(size, np.uint32)
    for offset in range(policy.GRAM):
        many = (len(text) - offset) // policy.GRAM
        part = text[offset : offset + policy.GRAM * many]
        value[offset :: policy.GRAM] = np.ascontiguousarray(part).view("<u4")
    whole = np.ones(len(text), bool)
    ends = names.core.starts[1:] - 1
    for offset in range(policy.GRAM):
        at = ends - offset
        whole[at[at >= 0]] = False
    lengths = np.maximum(names.core.lengths - policy.GRAM + 1, 0)
    row = np.repeat(np.arange(len(names), dtype=np.uint32), lengths)
    hashes = value[whole[:size]].astype(np.uint64) * _GRAM_MIX
    return hashes, row


def is_kind(keys: U64, kind: np.uint64) -> npt.NDArray[np.bool_]:
    """Tell of each key whether it is of a kind."""
    return np.asarray(keys >> _KIND_AT == kind >> _KIND_AT)


def word_keys(hashes: U64) -> U64:
    """Make keys of the hashes of words."""
    return keys_of(hashes, WORD)
