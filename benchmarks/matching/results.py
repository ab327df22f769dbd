"""One JSON file of results: every run adds to it, and the charts are drawn from it.

    {"jobs": {KIND: {"methods": [...], "candidates": {...}, "reliability": [...]}},
     "sizes": [...]}

A method is replaced by a later run of the same method on the same kind of job; what a
run does not measure stays as it was.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.matching.measure import BINS, Answers, judged

Row = dict[str, float | str]


def read(path: Path) -> dict[str, Any]:
    """Read a file of results; a missing one holds none."""
    if not path.exists():
        return {"jobs": {}, "sizes": []}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def add_job(
    path: Path,
    kind: str,
    rows: list[Row],
    candidates: dict[str, dict[str, float]],
    bins: list[list[float]],
) -> None:
    """Add what one run measured on one job."""
    results = read(path)
    job = results["jobs"].setdefault(kind, {"methods": []})
    again = {row["method"] for row in rows}
    job["methods"] = [m for m in job["methods"] if m["method"] not in again] + rows
    job["methods"].sort(key=lambda row: str(row["method"]))
    if candidates:
        job["candidates"] = candidates
    if bins:
        job["reliability"] = bins
    write(path, results)


def write(path: Path, results: dict[str, Any]) -> None:
    """Write a file of results, one row a line as far as that goes."""
    text = json.dumps(results, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def reliability_bins(answers: Answers, truth: dict[str, str]) -> list[list[float]]:
    """List, of each bin of scores, the mean score, the share right and the queries."""
    scores, right = judged(answers, truth)
    place = np.minimum((np.maximum(scores, 0) * BINS).astype(int), BINS - 1)
    found = []
    for number in range(BINS):
        inside = place == number
        if inside.any():
            mean = float(np.maximum(scores[inside], 0).mean())
            share = float(right[inside].mean())
            found.append([round(mean, 4), round(share, 4), int(inside.sum())])
    return found


def write_job(folder: Path, pairs: list[tuple[str, str]], register: list[str]) -> None:
    """Write a job of names alone: (written, name in the register) and the register."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "queries": [("query_id", "name"), *((n, w) for n, (w, _) in enumerate(pairs))],
        "register": [("reg_id", "name"), *((name, name) for name in register)],
        "truth": [("query_id", "reg_id"), *((n, t) for n, (_, t) in enumerate(pairs))],
    }
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
