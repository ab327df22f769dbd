"""What is known of a pair of names, as numbers: one column a feature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, LCSseq, Prefix
from rapidfuzz.process import cpdist

from crosstie.matching import policy
from crosstie.matching.hashing import U64
from crosstie.matching.index import Index, rarity_of
from crosstie.matching.names import Ints, Names
from crosstie.matching.overlap import (
    Floats,
    Side,
    compare_words,
    largest,
    of_first,
    total,
)
from crosstie.matching.wordtables import words

FEATURES = (
    "core_ratio",
    "core_inside",
    "core_sorted",
    "core_start",
    "core_jaro",
    "glued_equal",
    "glued_ratio",
    "plain_ratio",
    "plain_sorted",
    "plain_equal",
    "left_met",
    "right_met",
    "left_alone",
    "right_alone",
    "left_alone_most",
    "right_alone_most",
    "met_most",
    "met_total",
    "left_words_alone",
    "right_words_alone",
    "left_first_met",
    "right_first_met",
    "form_same",
    "form_near",
    "form_conflict",
    "form_one_side",
    "country_same",
    "country_differs",
    "city_same",
    "city_differs",
    "postal_same",
    "postal_differs",
    "numbers_same",
    "numbers_conflict",
    "numbers_one_side",
    "acronym",
    "namesakes",
    "left_rarity",
    "left_size",
    "right_size",
    "size_share",
    "left_first_weight",
    "right_first_weight",
    "right_rarity",
    "form_left_only",
    "family",
    "right_rarest",
    "left_count",
    "right_count",
    "head_is_all",
    "start_inside",
)
"""Columns in order; left is the query, right the register's row."""


Made = dict[str, "npt.NDArray[np.generic] | float"]


@dataclass(frozen=True)
class Table:
    """A side of the comparison: names, and what else is known, as numbers.

    A number stands for one value on both sides; 0 is "not known".
    """

    names: Names
    country: Ints
    city: Ints
    postal: Ints
    address: Ints
    since: Ints
    until: Ints
    """The days on which a name began and ceased to be borne, as ordinals."""


@dataclass(frozen=True)
class Known:
    """What the register says of its own words and names."""

    weight: Floats
    """Rarity of each word of the register."""
    namesakes: Floats
    """Of each name: how many others have the same core (log of the count)."""
    family: Floats
    """Of each name: how many have the same first word (log of the count)."""


def know(index: Index, names: Names, shared: tuple[Floats, Floats]) -> Known:
    """Weigh a register's words by their count, beside what its names share."""
    return Known(rarity_of(index, names.word, len(names)), *shared)


def sharing(names: Names) -> tuple[Floats, Floats]:
    """Count equal cores, and equal first words, of a register."""
    return _sharing(names.glued), _sharing(names.head)


def _sharing(hashes: U64) -> Floats:
    """Count how often each hash stands in the column, as a logarithm."""
    order = np.argsort(hashes)
    ordered = hashes[order]
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(hashes)]
    begin = np.flatnonzero(new)
    count = np.diff(np.append(begin, len(hashes)))
    found = np.zeros(len(hashes), np.float32)
    found[order] = np.repeat(np.log(count), count)
    return found


def pair_features(
    left: Table,
    right: Table,
    rows: tuple[Ints, Ints],
    left_weight: Floats,
    known: Known,
) -> Floats:
    """Compare pairs (row of left, row of right)."""
    made: Made = {}
    a, b = compare_words(left.names, right.names, rows, (left_weight, known.weight))
    _texts(made, left.names, right.names, rows)
    _words(made, a, b)
    _forms(made, left.names.form[rows[0]], right.names.form[rows[1]])
    for name in ("country", "city", "postal"):
        x, y = getattr(left, name)[rows[0]], getattr(right, name)[rows[1]]
        made[f"{name}_same"] = (x == y) & (x > 0)
        made[f"{name}_differs"] = (x != y) & (x > 0) & (y > 0)
    _numbers(made, left.names, right.names, rows)
    made["namesakes"] = known.namesakes[rows[1]]
    made["family"] = known.family[rows[1]]
    found = np.empty((len(rows[0]), len(FEATURES)), np.float32)
    for column, name in enumerate(FEATURES):
        found[:, column] = made[name]
    return found


def _texts(
    made: Made,
    left: Names,
    right: Names,
    rows: tuple[Ints, Ints],
) -> None:
    core = _strings(left.core.strings, rows[0]), _strings(right.core.strings, rows[1])
    plain = (
        _strings(left.plain.strings, rows[0]),
        _strings(right.plain.strings, rows[1]),
    )
    glued = [[text.replace(" ", "") for text in side] for side in core]

    def run(sides: Sequence[list[str]], scorer: Any) -> Floats:
        one, other = sides
        threads = policy.threads(len(one))
        found = cpdist(one, other, scorer=scorer, dtype=np.float32, workers=threads)
        return np.asarray(found, np.float32)

    made["core_ratio"] = run(core, fuzz.ratio) / 100
    common = run(glued, LCSseq.similarity)
    made["core_sorted"] = run(core, fuzz.token_sort_ratio) / 100
    made["core_jaro"] = run(core, JaroWinkler.similarity)
    start = run(glued, Prefix.normalized_similarity)
    made["core_start"] = start
    made["plain_ratio"] = run(plain, fuzz.ratio) / 100
    made["plain_sorted"] = run(plain, fuzz.token_sort_ratio) / 100
    made["plain_equal"] = made["plain_ratio"] == 1
    same = left.glued[rows[0]] == right.glued[rows[1]]
    made["glued_equal"] = same & (left.core.lengths[rows[0]] > 0)
    x = left.core.lengths[rows[0]].astype(np.float32)
    y = right.core.lengths[rows[1]].astype(np.float32)
    blanks = np.diff(left.first)[rows[0]] + np.diff(right.first)[rows[1]] - 2
    made["left_count"] = np.diff(left.first)[rows[0]] / 5
    made["right_count"] = np.diff(right.first)[rows[1]] / 5
    made["head_is_all"] = left.head[rows[0]] == right.glued[rows[1]]
    long, short = np.maximum(x, y), np.maximum(np.minimum(x, y), 1)
    made["start_inside"] = start * long / short
    letters = np.maximum(x + y - blanks, 1)
    made["glued_ratio"] = 2 * common / letters
    made["core_inside"] = common / short
    made["left_size"], made["right_size"] = x / 20, y / 20
    made["size_share"] = np.minimum(x, y) / np.maximum(long, 1)


def _strings(get: Callable[[Ints], list[str]], rows: Ints) -> list[str]:
    """Fetch each text once, and repeat it as often as it is compared."""
    unique, where = np.unique(rows, return_inverse=True)
    texts = np.array([*get(unique), ""], dtype=np.object_)
    found: list[str] = texts[where].tolist()
    return found


def _words(made: Made, a: Side, b: Side) -> None:
    for name, side in (("left", a), ("right", b)):
        full = total(side, side.weight)
        met = total(side, side.weight * side.match)
        alone = side.weight * (1 - side.match)
        made[f"{name}_met"] = met / np.maximum(full, 1e-6)
        made[f"{name}_alone"] = (full - met) / 10
        made[f"{name}_alone_most"] = largest(side, alone) / 10
        made[f"{name}_words_alone"] = total(side, (side.match == 0).astype(np.float32))
        made[f"{name}_first_met"] = of_first(side, side.match)
    made["met_most"] = largest(a, a.weight * a.match) / 10
    made["met_total"] = total(a, a.weight * a.match) / 10
    made["left_rarity"] = total(a, a.weight) / 10
    made["right_rarity"] = total(b, b.weight) / 10
    made["right_rarest"] = largest(b, b.weight) / 10
    made["left_first_weight"] = of_first(a, a.weight) / 10
    made["right_first_weight"] = of_first(b, b.weight) / 10


def _forms(
    made: Made,
    x: npt.NDArray[np.int8],
    y: npt.NDArray[np.int8],
) -> None:
    relation = words().relation[x, y]
    made["form_same"] = relation == 1
    made["form_near"] = relation == 2
    made["form_conflict"] = relation == 3
    made["form_one_side"] = (x > 0) != (y > 0)
    made["form_left_only"] = (x > 0) & (y == 0)


def _numbers(
    made: Made,
    left: Names,
    right: Names,
    rows: tuple[Ints, Ints],
) -> None:
    """Compare the numbers in names, and the one's letters with the other's initials."""
    x, y = left.numbers[rows[0]], right.numbers[rows[1]]
    made["numbers_same"] = (x == y) & (x > 0)
    made["numbers_conflict"] = (x != y) & (x > 0) & (y > 0)
    made["numbers_one_side"] = (x > 0) != (y > 0)
    count_x, count_y = np.diff(left.first)[rows[0]], np.diff(right.first)[rows[1]]
    forth = (left.head[rows[0]] == right.initials[rows[1]]) & (count_y > 1)
    back = (left.initials[rows[0]] == right.head[rows[1]]) & (count_x > 1)
    made["acronym"] = forth | back
