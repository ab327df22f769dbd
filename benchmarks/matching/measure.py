"""Figures of a matching run: recall, F1, recall at a precision, calibration."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import numpy as np

from crosstie.cli.namefile import read_records
from crosstie.matching import index, kernel
from crosstie.matching.names import parse_bytes
from crosstie.matching.policy import Quality
from crosstie.matching.records import lines

BINS = 15
Answers = dict[str, tuple[str, float]]


def read_answers(path: Path) -> Answers:
    """Read query_id, reg_id, score: the first row of each query."""
    found: Answers = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["query_id"], (row["reg_id"], float(row["score"])))
    return found


def read_truth(path: Path) -> dict[str, str]:
    """Read query_id and reg_id; an absent one has an empty reg_id."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["query_id"]: row["reg_id"] for row in csv.DictReader(stream)}


def judged(answers: Answers, truth: dict[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the score of each query's answer, and whether it is right."""
    asked = list(truth)
    scores = np.array([answers[q][1] if q in answers else -1.0 for q in asked])
    right = np.array(
        [q in answers and bool(truth[q]) and answers[q][0] == truth[q] for q in asked]
    )
    return scores, right


def figures(answers: Answers, truth: dict[str, str]) -> dict[str, float]:
    """Compute what the table shows."""
    scores, right = judged(answers, truth)
    present = sum(1 for reg in truth.values() if reg)
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] >= 0]
    # A threshold takes all equal scores or none.
    hits = np.cumsum(right[order])
    last = np.append(scores[order][1:] != scores[order][:-1], True)[: len(order)]
    precision = (hits / np.arange(1, len(order) + 1))[last]
    recall = (hits / max(present, 1))[last]
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    found = {
        "recall@1": right.sum() / max(present, 1),
        "best_f1": f1.max(initial=0),
        "recall@p95": recall[precision >= 0.95].max(initial=0),
        "recall@p99": recall[precision >= 0.99].max(initial=0),
        "ece": calibration_error(np.maximum(scores, 0), right),
    }
    return {name: round(float(value), 4) for name, value in found.items()}


def calibration_error(scores: np.ndarray, right: np.ndarray) -> float:
    """Average, over bins of the score, how far it is from the share that is right."""
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    return float(
        sum(
            abs(right[place == b].mean() - scores[place == b].mean())
            * (place == b).mean()
            for b in range(BINS)
            if (place == b).any()
        )
    )


def reliability(answers: Answers, truth: dict[str, str]) -> str:
    """Say, by score, how many answers are right."""
    scores, right = judged(answers, truth)
    rows = ["| score | queries | mean score | right |", "| --- | --- | --- | --- |"]
    edges = (0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 1.01)
    for low, high in itertools.pairwise(edges):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            rows.append(
                f"| {low} to {min(high, 1)} | {inside.sum()} | "
                f"{scores[inside].mean():.3f} | {right[inside].mean():.3f} |"
            )
    return "\n".join(rows)


def recall_of_candidates(job: Path, quality: Quality) -> dict[str, float]:
    """Tell the share of present queries whose true row is among the first k found."""
    queries = read_records(job / "queries.csv", "query_id")
    register = kernel.prepare(read_records(job / "register.csv", "reg_id"))
    place = {reg: number for number, reg in enumerate(register.ids)}
    truth = read_truth(job / "truth.csv")
    true = np.array([place.get(truth[q], -2) for q in queries.ids])
    found = index.find(register.index, parse_bytes(lines(queries.names)), quality)
    hit = found.rows[true >= 0] == true[true >= 0][:, None]
    sizes = [k for k in (1, 10, 20, 40, 60, 80) if k <= quality.found]
    return {f"@{k}": round(float(hit[:, :k].any(1).mean()), 4) for k in sizes}
