"""Two tables of names in, scored pairs out: the matcher as a pure function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from crosstie.matching import beside, kinds, policy
from crosstie.matching import index as search
from crosstie.matching.dated import days_of
from crosstie.matching.features import (
    FEATURES,
    Known,
    Table,
    know,
    pair_features,
    sharing,
)
from crosstie.matching.identifiers import Bearers, bearers
from crosstie.matching.index import Index
from crosstie.matching.names import Ints
from crosstie.matching.net import Floats, Model, probability, shipped
from crosstie.matching.records import Records, raw_codes
from crosstie.matching.sides import table_of, taken, with_other_names

BEST_FEATURES = (
    "logit",
    "margin",
    "margin_third",
    "close",
    "search_share",
    "country_same",
    "country_differs",
    "city_same",
    "city_differs",
    "form_same",
    "form_conflict",
    "plain_equal",
    "glued_equal",
    "left_met",
    "right_met",
    "left_alone_most",
    "right_alone_most",
    "numbers_conflict",
    "namesakes",
    "left_rarity",
    "left_size",
    "core_ratio",
    "plain_ratio",
    "list",
    "near",
    "family",
    "right_first_weight",
    "size_share",
)
"""What the second model sees: the best row, and by how much it is the best."""

_FAR = 20.0
_CLOSE, _NEAR = 1.0, 4.0


@dataclass(frozen=True)
class Register:
    """A register made ready: its index, its names, and who bears them."""

    ids: Sequence[str]
    owner: Ints
    table: Table
    index: Index
    known: Known
    main: Ints
    """The row of each record's first name."""
    bearers: Bearers


@dataclass(frozen=True)
class Pairs:
    """Pairs compared: query, name row of the register, search score, features."""

    query: Ints
    row: Ints
    share: Floats
    features: Floats
    evidence: Floats
    """Log-odds that identifiers add or take away."""
    beside: Ints
    """What addresses and dates say: marks of `beside`."""


@dataclass(frozen=True)
class Matches:
    """Scored pairs, sorted by query and rank."""

    query: Ints
    record: Ints
    rank: npt.NDArray[np.int32]
    score: Floats
    features: Floats
    evidence: Floats
    row: Ints
    """The name of the record that was compared: a row of the register's table."""
    beside: Ints
    """What addresses and dates say: marks of `beside`."""


def prepare(records: Records) -> Register:
    """Index a register; the order of its rows does not matter."""
    names, owner = with_other_names(records)
    table = table_of(records, names, owner)
    with ThreadPoolExecutor(1) as pool:
        shared = pool.submit(sharing, table.names)
        index = search.build(table.names, raw_codes(records.ids)[owner])
        known = know(index, table.names, shared.result())
    owner = _one_owner_for_each_id(records.ids)[owner]
    main = np.arange(len(records))
    return Register(
        records.ids, owner, table, index, known, main, bearers(records.identifiers)
    )


def match(
    register: Register,
    queries: Records,
    quality: policy.Quality,
    *,
    top: int = 1,
    model: Model | None = None,
) -> Iterator[Matches]:
    """Match queries piece by piece; the score of rank 1 is a calibrated probability."""
    if not len(register.ids):
        return
    known = model or shipped()
    quality = policy.widened(quality, len(register.table.names))
    for start in range(0, len(queries), policy.PIECE):
        asked = taken(queries, start, start + policy.PIECE)
        pairs = compare(register, asked, quality)
        yield moved(decide(register, pairs, known, top, asked.names), start)


def moved(found: Matches, start: int) -> Matches:
    """Count the queries of a piece from the first query of all."""
    return replace(found, query=found.query + start)


def compare(register: Register, queries: Records, quality: policy.Quality) -> Pairs:
    """Find each query's candidates and compare them feature by feature."""
    names, owner = with_other_names(queries, parted=True)
    left = table_of(queries, names, owner)
    found = search.find(register.index, left.names, quality)
    weight = search.rarity_of(
        register.index, left.names.word, len(register.table.names)
    )
    return compare_found(register, queries, left, owner, Found(found, weight), quality)


@dataclass(frozen=True)
class Found:
    """What the search gave for a piece of queries."""

    candidates: search.Candidates
    weight: Floats
    """Rarity, in the register, of each word of the queries."""


def compare_found(
    register: Register,
    queries: Records,
    left: Table,
    owner: Ints,
    found: Found,
    quality: policy.Quality,
) -> Pairs:
    """Compare queries with their candidates; `owner` tells whose each name of left is.

    The index of the register is asked for nothing but ties: it may be a small register
    put together from what was found in a large one.
    """
    query, row, share = _worth_comparing(
        left, register.table, found.candidates, quality.compared
    )
    told, bearer = register.bearers.find(queries.identifiers)
    query = np.concatenate([query, told])
    row = np.concatenate([row, register.main[bearer]])
    share = np.concatenate([share, np.zeros(len(told), np.float32)])
    features = pair_features(
        left, register.table, (query, row), found.weight, register.known
    )
    asked = days_of(queries.date, len(queries))[owner]
    marks = beside.marks(left, register.table, (query, row), asked)
    query = owner[query]
    evidence = register.bearers.evidence(
        queries.identifiers, query, register.owner[row]
    )
    return Pairs(query, row, share, features, evidence, marks)


def decide(
    register: Register,
    pairs: Pairs,
    model: Model,
    top: int,
    asked: Sequence[str] = (),
) -> Matches:
    """Rank each query's rows and give each a probability.

    Where the queries' names are given, the rules of `kinds` lower what they forbid.
    """
    logits = model.pair_logits(pairs.features) + pairs.evidence
    logits += beside.log_odds(pairs.beside)
    order, logits, first = ranked(register, pairs, logits)
    query = pairs.query[order]
    best = best_features(pairs, order, logits, first)
    sure = probability(model.best_logits(best))
    proven = pairs.evidence[order[first]] >= policy.STRONG_EVIDENCE
    if len(asked):
        sure = _ruled(register, pairs, order[first], sure, asked)
    sure = np.where(proven, np.float32(policy.PROVEN), sure)
    rank = np.arange(len(order)) - np.repeat(first, _counts(first, len(order))) + 1
    score = _shared(logits, first, sure)
    keep = rank <= top
    kept = order[keep]
    return Matches(
        query[keep],
        register.owner[pairs.row[kept]],
        rank[keep].astype(np.int32),
        score[keep],
        pairs.features[kept],
        pairs.evidence[kept],
        pairs.row[kept],
        pairs.beside[kept],
    )


def _ruled(
    register: Register, pairs: Pairs, at: Ints, sure: Floats, asked: Sequence[str]
) -> Floats:
    """Lower the best rows that a rule forbids; equal names need no rule."""
    rows = pairs.features[at]
    equal = rows[:, FEATURES.index("plain_equal")] > 0
    alike = rows[:, FEATURES.index("form_same")] > 0
    doubted = np.flatnonzero((sure >= policy.RULED_FROM) & ~equal)
    ventures = [kinds.may_be_venture(asked[q]) for q in pairs.query[at[doubted]]]
    doubted = doubted[~alike[doubted] | np.array(ventures, bool)]
    if not len(doubted):
        return sure
    left = [asked[query] for query in pairs.query[at[doubted]].tolist()]
    right = register.table.names.plain.strings(pairs.row[at[doubted]])
    odds = sure[doubted] / np.maximum(1 - sure[doubted], 1e-9)
    odds = odds * np.exp(kinds.adjust(left, right))
    lower = sure.copy()
    lower[doubted] = odds / (1 + odds)
    return lower


def ranked(
    register: Register, pairs: Pairs, logits: Floats
) -> tuple[Ints, Floats, Ints]:
    """Sort pairs by query and log-odds, one a record; say where queries begin."""
    tie = register.index.tie[pairs.row]
    order = np.lexsort((tie, -logits, pairs.query))
    both = pairs.query[order] * len(register.ids) + register.owner[pairs.row[order]]
    order = order[np.sort(np.unique(both, return_index=True)[1])]
    query = pairs.query[order]
    start = np.concatenate([[True], query[1:] != query[:-1]])[: len(order)]
    return order, logits[order], np.flatnonzero(start)


def best_features(pairs: Pairs, order: Ints, logits: Floats, first: Ints) -> Floats:
    """Describe each query's best pair, and how far the others stand back."""
    count = _counts(first, len(order))
    best = logits[first]
    second = np.where(count > 1, logits[np.minimum(first + 1, len(logits) - 1)], -_FAR)
    third = np.where(count > 2, logits[np.minimum(first + 2, len(logits) - 1)], -_FAR)
    near = logits > np.repeat(best, count) - _CLOSE
    close = np.add.reduceat(near.astype(np.float32), first) if len(first) else best
    near = logits > np.repeat(best, count) - _NEAR
    nearer = np.add.reduceat(near.astype(np.float32), first) if len(first) else best
    odds = np.exp(np.clip(logits, -30, 30)).astype(np.float64)
    every = np.add.reduceat(odds, first) if len(first) else best
    others = np.maximum(every - odds[first], 0) + 1
    made = {
        "logit": best,
        "margin": np.minimum(best - second, _FAR),
        "margin_third": np.minimum(best - third, _FAR),
        "close": np.log(np.maximum(close, 1)),
        "search_share": pairs.share[order[first]],
        "list": best - np.log(others),
        "near": np.log(np.maximum(nearer, 1)),
    }
    rows = pairs.features[order[first]]
    columns = [
        made[name] if name in made else rows[:, FEATURES.index(name)]
        for name in BEST_FEATURES
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _shared(logits: Floats, first: Ints, sure: Floats) -> Floats:
    """Give the best row its probability; the others share what it leaves."""
    count = _counts(first, len(logits))
    odds = np.exp(np.clip(logits, -30, 30)).astype(np.float64)
    odds[first] = 0
    others = np.repeat(np.add.reduceat(odds, first), count) if len(first) else odds
    left = np.repeat(1 - sure, count)
    score = left * odds / (1 + others)
    score[first] = sure
    return np.minimum(score, np.repeat(sure, count)).astype(np.float32)


def _counts(first: Ints, size: int) -> Ints:
    return np.diff(np.append(first, size))


def _worth_comparing(
    left: Table, right: Table, found: search.Candidates, keep: int
) -> tuple[Ints, Ints, Floats]:
    """Keep the candidates that search score and country put first."""
    rows, scores = found.rows, found.scores.copy()
    known = np.maximum(rows, 0)
    here, there = left.country[:, None], right.country[known]
    both = (here > 0) & (there > 0)
    scores *= np.where(both & (here == there), policy.COUNTRY_LIFT, 1.0)
    scores *= np.where(both & (here != there), policy.COUNTRY_DROP, 1.0)
    head = left.names.head[:, None]
    scores *= np.where(head == right.names.head[known], policy.HEAD_LIFT, 1.0)
    scores *= np.where(head == right.names.glued[known], policy.ALL_LIFT, 1.0)
    scores += left.names.glued[:, None] == right.names.glued[known]
    scores[rows < 0] = -1
    order = np.argsort(-scores, axis=1, kind="stable")[:, :keep]
    chosen = np.take_along_axis(rows, order, axis=1)
    score = np.take_along_axis(scores, order, axis=1)
    query, place = np.nonzero(chosen >= 0)
    top = np.maximum(score[:, :1], 1e-6)
    share = (score / top)[query, place].astype(np.float32)
    return query, chosen[query, place].astype(np.int64), share


def _one_owner_for_each_id(ids: Sequence[str]) -> Ints:
    """Rows with one id are names of one organisation: the first stands for all."""
    if len(set(ids)) == len(ids):
        return np.arange(len(ids))
    first: dict[str, int] = {}
    return np.array([first.setdefault(i, n) for n, i in enumerate(ids)], np.int64)
