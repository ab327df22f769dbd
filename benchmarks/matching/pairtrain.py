"""Estimate the weights of `compare`: real names spelt otherwise, against near others.

    python -m benchmarks.matching.pairtrain DATA [--out FILE] [--pairs N]

DATA is the folder with `registers/`, `usaspending/`, `sec_exhibit21/`. No pair of the
guard set is read. Names in the awards that share a DUNS number are real spellings of
one organisation; all else is made of real names by `varied.py`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import defaultdict
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.matching.guard import calibration_error
from benchmarks.matching.learn import Recipe, plain, train
from benchmarks.matching.train import real_names
from benchmarks.matching.varied import Varied
from crosstie.matching.meeting import meet
from crosstie.matching.pairfacts import FACTS, facts_of
from crosstie.matching.pairwise import WEIGHTS
from crosstie.matching.reading import read_names

SEED = 5
SHARES = re.compile(
    r"(?i)shares|units?\b|warrants?|notes? due|depositary|preferred|class [abc]\b|%"
)
"""Names of papers rather than of companies."""

REAL_WEIGHT = 3.0


def spellings(data: Path) -> list[tuple[str, str]]:
    """Read names that share a DUNS number."""
    by_number: dict[str, set[str]] = defaultdict(set)
    for path in sorted((data / "usaspending/awards_2012_2018").glob("*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            for row in csv.DictReader(stream):
                by_number[row["recipient_duns"]].add(row["recipient_name"])
    return [
        (names[0], other)
        for number, found in sorted(by_number.items())
        for names in [sorted(found)]
        for other in names[1:]
        if number
    ]


def lesson(
    data: Path, size: int
) -> tuple[list[tuple[str, str]], np.ndarray, np.ndarray]:
    """Make pairs with their labels and weights."""
    rng = random.Random(SEED)  # noqa: S311
    registers = real_names(data)
    listed = [n for n in registers["listed and subsidiaries"] if not SHARES.search(n)]
    suppliers = registers["suppliers"]
    pairs: list[tuple[str, str]] = []
    labels: list[int] = []
    for names, last in ((listed, 0.6), (suppliers, 1.0)):
        able = [n for n in names if any(c.isalpha() for c in n)]
        varied = Varied(able, rng.randrange(10**6))
        while len(pairs) < size * last:
            at = rng.randrange(len(able))
            pairs.append((able[at], varied.spelt(at)))
            labels.append(1)
            other = varied.other(at)
            if other:
                pairs.append((able[at], other))
                labels.append(0)
    real = spellings(data)
    weights = np.r_[np.ones(len(pairs)), np.full(len(real), REAL_WEIGHT)]
    return pairs + real, np.r_[labels, np.ones(len(real))], weights


def main() -> None:
    """Make pairs, train, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--pairs", type=int, default=90_000)
    given = parser.parse_args()
    pairs, labels, weights = lesson(given.data, given.pairs)
    left, right = read_names([p[0] for p in pairs]), read_names([p[1] for p in pairs])
    met = [meet(a, b) for a, b in zip(left, right, strict=True)]
    facts = np.array([facts_of(m) for m in met], np.float32)
    held = np.array([crc32(p[0].encode()) % 5 == 0 for p in pairs])
    recipe = Recipe(hidden=(24,), epochs=8, batch=512, decay=1e-3)
    nets = [
        train(facts[~held], labels[~held].astype(np.float32),
              weights[~held].astype(np.float32), FACTS, recipe, SEED + n)
        for n in range(3)
    ]  # fmt: skip
    logits = np.mean([net.logits(facts[held]) for net in nets], axis=0)
    chance = 1 / (1 + np.exp(-logits))
    right_ones = ((chance >= 0.5) == labels[held]).mean()
    error = calibration_error(chance, labels[held])
    print(f"{len(pairs):,} pairs; held out: accuracy {right_ones:.4f}, ECE {error:.4f}")
    text = json.dumps({"nets": [plain(net) for net in nets]}, separators=(",", ":"))
    given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
