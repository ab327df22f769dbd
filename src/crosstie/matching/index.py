"""Finds the rows of a register that may be meant: words, glued words, rare pieces.

Memory is the register's keys and one piece of the queries; the work for one query is
bounded by a budget of postings, whatever the register's size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from crosstie.errors import UsageError
from crosstie.matching import policy
from crosstie.matching.hashing import (
    U64,
)
from crosstie.matching.keys import (
    GRAM,
    MOST_ROWS,
    ROW,
    ROW_BITS,
    SLIP,
    is_kind,
    key_entries,
    word_keys,
)
from crosstie.matching.names import Ints, Names

U32 = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.integer[Any]]
Doubles = npt.NDArray[np.float64]

_ONE = np.uint32(1)


@dataclass(frozen=True)
class Index:
    """Postings by key, the key's rarity, and each row's divisor."""

    keys: U64
    starts: Ints
    postings: U32
    """Row and weight in one number, key after key."""
    bits: np.uint32
    """How many of its lower bits are the weight."""
    useful: npt.NDArray[np.bool_]
    """Keys that are not too common to find anybody."""
    scale: npt.NDArray[np.float32]
    tie: U64
    """What decides between rows of equal score, whatever their order."""
    total: npt.NDArray[np.int32]
    """Rows with each key in the whole register, of which this may be a part."""


@dataclass(frozen=True)
class Candidates:
    """Rows found for each query, the best first; -1 where there are fewer."""

    rows: npt.NDArray[np.int32]
    scores: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Posted:
    """The keys of some names, sorted, and the rows that bear each; no weights yet."""

    keys: U64
    starts: Ints
    rows: U32


@dataclass(frozen=True)
class Scheme:
    """How a whole register weighs its keys, in however many parts it lies."""

    rows: int
    """Names in the whole register."""
    bits: np.uint32
    most: float
    """The largest rarity of a key."""

    @property
    def unit(self) -> float:
        """What a rarity of 1 is as a weight."""
        return float((2 ** int(self.bits) - 1) / max(self.most, 1e-6))


def post(names: Names) -> Posted:
    """List the keys of names, each with its rows.

    Raises:
        UsageError: where there are more names than a part of a register may hold.

    """
    if len(names) >= MOST_ROWS:
        raise UsageError(
            f"{len(names):,} names are too many to be indexed in memory at once",
            next_step="crosstie index REGISTER.csv lays them on disk in parts",
        )
    entries = key_entries(names)
    keys = entries >> ROW_BITS
    begin = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    if not len(entries):
        begin = np.zeros(0, np.int64)
    starts = np.append(begin, len(entries))
    return Posted(keys[begin], starts, (entries & ROW).astype(np.uint32))


def rarities(keys: U64, totals: Counts, rows: int) -> Doubles:
    """Tell how much keys weigh that so many of a register's rows bear."""
    rarity = np.log((rows + 1) / totals) ** policy.RARITY_POWER
    rarity[is_kind(keys, GRAM)] *= policy.GRAM_WEIGHT
    return np.asarray(rarity, np.float64)


def bits_for(rows: int) -> np.uint32:
    """Tell how many bits of a posting are left for its weight."""
    return np.uint32(32 - max(1, rows).bit_length())


def build(names: Names, tie: U64) -> Index:
    """Index a register's names."""
    posted = post(names)
    totals = np.diff(posted.starts)
    most = rarities(posted.keys, totals, len(names)).max(initial=1)
    scheme = Scheme(len(names), bits_for(len(names)), float(most))
    return weigh(posted, totals, names.core.lengths, tie, scheme)


def weigh(posted: Posted, totals: Counts, sizes: Ints, tie: U64, by: Scheme) -> Index:
    """Give postings their weights, by how many rows of the whole register bear them.

    `totals` are those rows, key by key; `sizes` the letters of each row's core.
    """
    weight = np.maximum(rarities(posted.keys, totals, by.rows) * by.unit, 1).astype(
        np.uint32
    )
    postings = posted.rows << by.bits
    postings |= np.repeat(weight, np.diff(posted.starts))
    scale = (sizes + policy.LENGTH_BASE) ** -policy.LENGTH_POWER / by.unit
    limit = max(policy.ALWAYS_RARE, int(policy.MOST_COMMON * by.rows))
    return Index(
        posted.keys,
        posted.starts,
        postings,
        by.bits,
        totals <= limit,
        scale.astype(np.float32),
        tie,
        totals.astype(np.int32),
    )


def find(index: Index, names: Names, quality: policy.Quality) -> Candidates:
    """Find the rows of the index that share rare keys with each name."""
    asked = ask(names)
    at = places(index.keys, asked.keys)
    none = at < 0
    counts = np.where(none, 0, index.total[at]) if len(index.keys) else at * 0
    useful = ~none & index.useful[at] if len(index.keys) else ~none
    chosen = afford(
        asked,
        counts,
        useful,
        (_is_known(index, names.head), _is_known(index, names.glued)),
        quality.budget,
    )
    query = asked.query[chosen]
    most = heaviest(len(names), query, weights_of(index, at[chosen]))
    return read(index, at[chosen], query, most, quality.found)


@dataclass(frozen=True)
class Asked:
    """The keys of a piece of queries."""

    keys: U64
    query: Ints
    queries: int


def ask(names: Names) -> Asked:
    """List the keys of queries, in the order of the keys."""
    entries = key_entries(names)
    return Asked(entries >> ROW_BITS, (entries & ROW).astype(np.int64), len(names))


def places(keys: U64, wanted: U64) -> Ints:
    """Tell where each wanted key stands among sorted keys; -1 where it does not."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1)


def afford(
    asked: Asked,
    counts: Counts,
    useful: npt.NDArray[np.bool_],
    known: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]],
    budget: int,
) -> Ints:
    """Choose each query's rarest keys until the budget of postings is spent.

    `known` tells of each query whether the register has its first word, and its core.
    """
    hit = useful & (~is_kind(asked.keys, SLIP) | ~known[0][asked.query])
    at = np.flatnonzero(hit)
    query, count = asked.query[at], counts[at].astype(np.int64)
    order = np.lexsort((asked.keys[at], count, query))
    at, query, count = at[order], query[order], count[order]
    spent = np.cumsum(count)
    begin = np.searchsorted(query, np.arange(asked.queries))
    before = np.concatenate([[0], spent])[begin]
    few = max(1, int(budget * policy.SHARE_IF_EQUAL))
    allowed = np.where(known[1], few, budget)
    keep = spent - count - before[query] < allowed[query]
    return np.asarray(at[keep], np.int64)


def weights_of(index: Index, key: Ints) -> U32:
    """Read the weights of keys from their first postings."""
    return index.postings[index.starts[key]] & ((_ONE << index.bits) - _ONE)


def heaviest(queries: int, query: Ints, weights: U32) -> U32:
    """Tell the largest weight among each query's keys; `query` is sorted."""
    found = np.zeros(queries, np.uint32)
    np.maximum.at(found, query, weights)
    return found


def read(index: Index, key: Ints, query: Ints, most: U32, keep: int) -> Candidates:
    """Read the postings of chosen keys, query by query, and keep the best rows.

    One thread: the arrays are so short that two would wait for each other.
    """
    queries = len(most)
    bounds = np.searchsorted(query, np.arange(queries + 1))
    rows = np.full((queries, keep), -1, np.int32)
    scores = np.zeros((queries, keep), np.float32)
    starts, ends = index.starts[key].tolist(), index.starts[key + 1].tolist()
    first = bounds.tolist()
    least = (most * policy.ALONE_FROM).astype(np.uint32)
    for number in range(queries):
        spans = range(first[number], first[number + 1])
        if spans:
            parts = [index.postings[starts[s] : ends[s]] for s in spans]
            _find_one(index, parts, least[number], rows[number], scores[number])
    return Candidates(rows, scores)


def _is_known(index: Index, hashes: U64) -> npt.NDArray[np.bool_]:
    """Tell whether the register has words, glued or not, of these hashes."""
    return np.asarray(places(index.keys, word_keys(hashes)) >= 0)


def _find_one(
    index: Index,
    spans: list[U32],
    least: np.uint32,
    rows: npt.NDArray[np.int32],
    scores: npt.NDArray[np.float32],
) -> None:
    """Add up the weights of each row and keep the best rows."""
    packed = np.concatenate(spans)
    packed.sort()
    packed = packed[_promising(packed, index.bits, least)]
    if not len(packed):
        return
    row = packed >> index.bits
    first = np.zeros(len(row), np.bool_)
    first[0] = True
    np.not_equal(row[1:], row[:-1], out=first[1:])
    starts = first.nonzero()[0]
    packed &= (_ONE << index.bits) - _ONE
    found = row[starts]
    values = np.add.reduceat(packed, starts) * index.scale[found]
    keep = min(len(rows), len(found))
    if len(found) > keep:
        best = (values >= values.max() * policy.FAR_BEHIND).nonzero()[0]
        if len(best) >= keep:
            found, values = found[best], values[best]
        fewer = len(values) - keep
        best = (values >= np.partition(values, fewer)[fewer]).nonzero()[0]
        found, values = found[best], values[best]
    order = np.lexsort((index.tie[found], -values))[:keep]
    rows[:keep] = found[order]
    scores[:keep] = values[order]


def _promising(packed: U32, bits: np.uint32, least: np.uint32) -> Ints:
    """Find the postings of rows that share several keys, or one that weighs enough."""
    mask = (_ONE << bits) - _ONE
    again = (packed[1:] ^ packed[:-1]) <= mask
    keep = (packed & mask) >= least
    keep[1:] |= again
    keep[:-1] |= again
    return keep.nonzero()[0]


def rarity_of(index: Index, hashes: U64, rows: int) -> npt.NDArray[np.float32]:
    """Tell how rare words are in a register; a word that it lacks is rarest."""
    at = places(index.keys, word_keys(hashes))
    if not len(index.keys) or not len(at):
        return np.full(len(at), np.log(rows + 1), np.float32)
    return rarity(np.where(at >= 0, index.total[at], 0), rows)


def rarity(totals: Counts, rows: int) -> npt.NDArray[np.float32]:
    """Tell how rare words are that so many rows bear; none counts for half a row."""
    return np.asarray(np.log((rows + 1) / np.maximum(totals, 0.5)), np.float32)
