"""The seeded matching job of the benchmark."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.matching.makejob import make
from benchmarks.matching.measure import figures


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_seed_makes_the_same_job_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        make(tmp_path / name, queries=50, register=300, seed=seed, absent=0.2)
    first, again, other = (
        [(tmp_path / n / f).read_bytes() for f in ("queries.csv", "register.csv")]
        for n in "abc"
    )
    assert first == again != other


def test_a_fifth_is_absent_and_the_rest_stands_in_the_register(tmp_path: Path) -> None:
    make(tmp_path, queries=50, register=300, seed=5, absent=0.2)
    truth = [row["reg_id"] for row in rows(tmp_path / "truth.csv")]
    ids = {row["reg_id"] for row in rows(tmp_path / "register.csv")}
    assert len(ids) == 300
    assert truth.count("") == 10
    assert set(truth) - {""} <= ids


def test_figures_count_recall_over_those_present() -> None:
    truth = {"a": "1", "b": "2", "c": ""}
    found = figures({"a": ("1", 0.9), "b": ("9", 0.8), "c": ("3", 0.1)}, truth)
    assert found["recall@1"] == 0.5
    assert found["recall@p95"] == 0.5
    assert found["best_f1"] == round(2 / 3, 4)
