"""Estimate the matcher's weights on names that are damaged here; no labels are used.

    python -m benchmarks.matching.train DATA [--out FILE] [--without REGISTER...]

DATA is the folder with `registers/`, `usaspending/`, `sec_exhibit21/`, `ocds/`. Weights
go to src/crosstie/matching/weights.json. Each register (`registers.py`) is damaged
(`damage.py`) in rounds; the pair model learns from lists of candidates, the model of
the best row from other rounds. `--without vendors` leaves a register and all its words
out: what the weights are worth on a register that they never saw.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.matching.learn import Recipe, plain, train_lists, train_single
from benchmarks.matching.lessons import ABSENT, Class, Lesson
from benchmarks.matching.registers import SEED, Ground, grounds
from crosstie.matching import kernel
from crosstie.matching.features import FEATURES
from crosstie.matching.net import WEIGHTS, Model, Net

PAIR = Recipe(hidden=(96, 48), epochs=8, batch=128)
BEST = Recipe(hidden=(24, 12), epochs=12, batch=512)
KEPT_ABSENT = 3
"""Of the absent names of hand-kept lists each third stays: their bearers wrote them."""


def lessons(
    registers: dict[str, Ground], rounds: range, queries: int
) -> Iterator[tuple[str, Lesson]]:
    """Draw the lessons of some rounds, one register after the other."""
    for number in rounds:
        for place, (kind, ground) in enumerate(registers.items()):
            made = Class(ground, 1000 * number + place + SEED)
            yield kind, made.lesson(min(queries, len(ground.names) // 2))


def teach_pairs(
    registers: dict[str, Ground], rounds: range, queries: int, nets: int
) -> tuple[Net, ...]:
    """Train the pair model; rows that spell the right firm otherwise stay out.

    But in a hand-kept list they are wrong: there one row is kept, and the others are
    slips that nobody has cleaned up yet.
    """
    features, right, sizes = [], [], []
    for kind, lesson in lessons(registers, rounds, queries):
        keep = ~lesson.variant | registers[kind].is_list
        order = np.flatnonzero(keep)
        order = order[np.argsort(lesson.pairs.query[order], kind="stable")]
        features.append(lesson.pairs.features[order])
        right.append(lesson.right[order].astype(np.float32))
        sizes.append(np.unique(lesson.pairs.query[order], return_counts=True)[1])
    x, y = np.concatenate(features), np.concatenate(right)
    lists = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    del features
    print(f"{len(y):,} pairs in {len(lists) - 1:,} lists", flush=True)
    return tuple(
        train_lists(x, y, lists, FEATURES, PAIR, SEED + n) for n in range(nets)
    )


def teach_best(
    model: Model, registers: dict[str, Ground], rounds: range, queries: int, nets: int
) -> tuple[Net, ...]:
    """Train the model that says how probably the best row is the right one.

    In a hand-kept list another row of the same firm is right, too; elsewhere a register
    has one row for each, and a near twin is another firm.
    """
    rows, right = [], []
    for kind, lesson in lessons(registers, rounds, queries):
        logits = model.pair_logits(lesson.pairs.features)
        order, logits, starts = kernel.ranked(lesson.register, lesson.pairs, logits)
        made = kernel.best_features(lesson.pairs, order, logits, starts)
        good = lesson.right
        if registers[kind].is_list:
            good = good | lesson.variant
            known = np.add.reduceat(good[order].astype(int), starts) > 0
            keep = known | (np.arange(len(starts)) % KEPT_ABSENT == 0)
            made, starts = made[keep], starts[keep]
        rows.append(made)
        right.append(good[order[starts]])
        share = lesson.right[order[starts]].mean() / (1 - ABSENT)
        print(f"{kind}: best right {share:.4f} of those present", flush=True)
    x, y = np.concatenate(rows), np.concatenate(right).astype(np.float32)
    return tuple(
        train_single(x, y, kernel.BEST_FEATURES, BEST, SEED + n) for n in range(nets)
    )


def main() -> None:
    """Read the arguments, train, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--queries", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--nets", type=int, default=2)
    parser.add_argument("--recombined", type=int, default=200_000)
    parser.add_argument("--without", nargs="*", default=(), help="left out")
    given = parser.parse_args()
    registers = grounds(given.data, given.recombined, tuple(given.without))
    for kind, ground in registers.items():
        print(f"{kind}: {len(ground.names):,} names")
    cut = max(1, given.rounds * 5 // 7)
    pair = teach_pairs(registers, range(cut), given.queries, given.nets)
    rest = range(cut, given.rounds)
    best = teach_best(Model(pair, ()), registers, rest, given.queries, 2)
    written = {"pair": [plain(n) for n in pair], "best": [plain(n) for n in best]}
    given.out.write_text(json.dumps(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
