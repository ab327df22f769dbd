"""Judge `compare` by pairs of real names whose truth is known: guard.txt beside this.

    python -m benchmarks.matching.guard [--all]

Half of the pairs, chosen by a hash of their text, are held back: only their figures are
shown, never a pair. `--all` also lists the errors of the other half.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from crosstie.matching.pairwise import Compared, compare_names
from crosstie.model.words import MatchKind

GUARD = Path(__file__).with_name("guard.txt")
BINS = 10


@dataclass(frozen=True)
class Pair:
    """Two names and what they are to each other."""

    topic: str
    kind: MatchKind
    left: str
    right: str

    @property
    def is_held_back(self) -> bool:
        """Tell whether the pair is one that nobody looks at while tuning."""
        text = f"{self.left}|{self.right}".encode()
        return hashlib.sha256(text).digest()[0] % 2 == 1


def read(path: Path = GUARD) -> list[Pair]:
    """Read the pairs."""
    rows = [
        line.split("|")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return [Pair(t, MatchKind(k), a, b) for t, k, a, b in rows]


def calibration_error(scores: np.ndarray, truth: np.ndarray, bins: int = BINS) -> float:
    """Return the expected calibration error: bins of equal width, weighed by size."""
    where = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        abs(scores[where == b].mean() - truth[where == b].mean()) * (where == b).sum()
        for b in range(bins)
        if (where == b).any()
    ]
    return float(sum(gaps) / len(scores))


def figures(pairs: Sequence[Pair], found: Sequence[Compared]) -> dict[str, float]:
    """Judge answers: precision, recall, F1 at 0.5, calibration, log loss, kinds."""
    score = np.array([one.score for one in found])
    truth = np.array([pair.kind is MatchKind.SAME for pair in pairs])
    said = score >= 0.5
    right = (said & truth).sum()
    precision, recall = right / max(said.sum(), 1), right / max(truth.sum(), 1)
    chance = np.clip(np.where(truth, score, 1 - score), 1e-6, 1)
    kinds = [a.kind is b.kind for a, b in zip(pairs, found, strict=True)]
    return {
        "pairs": len(pairs),
        "precision": float(precision),
        "recall": float(recall),
        "F1": float(2 * precision * recall / max(precision + recall, 1e-9)),
        "ECE": calibration_error(score, truth),
        "log loss": float(-np.log(chance).mean()),
        "kind right": float(np.mean(kinds)),
    }


def main() -> None:
    """Print the figures of both halves, and by topic."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--all", action="store_true")
    shows = parser.parse_args().all
    pairs = read()
    found = compare_names([p.left for p in pairs], [p.right for p in pairs])
    both = list(zip(pairs, found, strict=True))
    topics: dict[str, list[tuple[Pair, Compared]]] = defaultdict(list)
    for pair, one in both:
        topics["held back" if pair.is_held_back else "looked at"].append((pair, one))
        topics[pair.topic].append((pair, one))
    for topic, rows in topics.items():
        shown = figures([p for p, _ in rows], [f for _, f in rows])
        print(f"{topic:12}", "  ".join(f"{k} {v:.3f}" for k, v in shown.items()))
    for pair, one in both:
        wrong = (one.score >= 0.5) != (pair.kind is MatchKind.SAME)
        if shows and not pair.is_held_back and (wrong or one.kind is not pair.kind):
            mark = "WRONG" if wrong else "kind "
            kinds = f"{one.kind.value:6} {pair.kind.value:6}"
            print(f"{mark} {one.score:.3f} {kinds} {pair.left} | {pair.right}")
            print(f"      {one.reason}")


if __name__ == "__main__":
    main()
