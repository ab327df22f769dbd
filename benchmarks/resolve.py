"""Crosstie and each peer that can be imported, on one matching job in one run.

    python benchmarks/resolve.py JOB [--only NAME...] [--json] [--doubling]

JOB is a folder with queries.csv, register.csv and truth.csv, such as
`python -m benchmarks.matching.makejob JOB` writes. Every method runs in a process of
its own, start included; nothing is installed. A peer's score is what it returns, so its
calibration is shown only where that claims to be a probability. `--doubling` adds what
Crosstie costs on jobs of 2,500 to 40,000 queries against 37,500 to 600,000 rows.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.matching.measure import (  # noqa: E402
    Answers,
    figures,
    read_answers,
    read_truth,
    reliability,
)

CLI = "from crosstie.cli.main import run; run()"
PEERS = {
    "sparse_dot_topn TF-IDF 3-grams": ("sparse_dot_topn", "tfidf"),
    "rapidfuzz, blocked by first letters": ("rapidfuzz", "rapid"),
}
INDEXED = "crosstie, register indexed before"
METHODS = ("crosstie", "crosstie --quality best", INDEXED, *PEERS)
DOUBLINGS = (2_500, 5_000, 10_000, 20_000, 40_000)
ROWS_A_QUERY = 15
KIBIBYTES_A_MEGABYTE = 1000 if sys.platform != "darwin" else 1_000_000


def command(method: str, job: Path, out: Path) -> list[str]:
    """Write the call of one method."""
    register = "register.index" if method == INDEXED else "register.csv"
    files = [str(job / "queries.csv"), str(job / register)]
    if method in PEERS:
        module = "benchmarks.matching.peers"
        return [sys.executable, "-m", module, PEERS[method][1], *files, str(out)]
    call = [sys.executable, "-c", CLI, "match", *files, "-o", str(out)]
    quality = "best" if method.endswith("best") else "fast"
    return [*call, "--threshold", "0", "--quality", quality]


def index(job: Path) -> float:
    """Index a job's register; return the seconds."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", CLI, "index", str(job / "register.csv")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def doubling(seed: int) -> list[dict[str, float | str]]:
    """Measure Crosstie on jobs that double in size; what a job writes is taken away."""
    from benchmarks.matching.makejob import make

    rows = []
    for queries in DOUBLINGS:
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), queries, queries * ROWS_A_QUERY, seed, 0.2)
            row, _ = measure("crosstie", Path(folder))
            size = f"{queries:,} x {queries * ROWS_A_QUERY:,}"
            rows.append({**row, "method": size})
    return rows


def measure(method: str, job: Path) -> tuple[dict[str, float | str], Answers]:
    """Run one method and judge its answers."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.csv"
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        start = time.perf_counter()
        process = subprocess.Popen(
            command(method, job, out),
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            return {"method": method, "failed": process.returncode}, {}
        answers = read_answers(out)
    found = figures(answers, read_truth(job / "truth.csv"))
    row: dict[str, float | str] = {
        "method": method,
        "wall_s": round(wall, 1),
        "cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(used.ru_maxrss / KIBIBYTES_A_MEGABYTE),
        **found,
    }
    return row, answers


def candidate_recall(job: Path) -> dict[str, dict[str, float]]:
    """Measure the candidate step alone: how often it finds the true row."""
    from benchmarks.matching.measure import recall_of_candidates
    from crosstie.matching.policy import QUALITIES

    return {name: recall_of_candidates(job, q) for name, q in QUALITIES.items()}


def importable(method: str) -> bool:
    """Tell whether a peer is installed."""
    return method not in PEERS or importlib.util.find_spec(PEERS[method][0]) is not None


def table(rows: list[dict[str, float | str]]) -> str:
    """Write Markdown."""
    head = ["method", "wall_s", "cpu_s", "peak_mb"]
    head += ["recall@1", "best_f1", "recall@p95", "recall@p99", "ece"]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for row in rows:
        lines.append("| " + " | ".join(str(row.get(h, "-")) for h in head) + " |")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("job", type=Path)
    parser.add_argument("--only", nargs="*", default=METHODS, choices=METHODS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--doubling", action="store_true")
    given = parser.parse_args()
    rows, shown = [], ""
    for method in given.only:
        if not importable(method):
            print(f"{method}: not installed here", file=sys.stderr)
            continue
        if method == INDEXED:
            print(f"indexed in {index(given.job):.1f} s", file=sys.stderr)
        row, answers = measure(method, given.job)
        rows.append(row)
        if method == "crosstie":
            shown = reliability(answers, read_truth(given.job / "truth.csv"))
        print(f"{method}: done", file=sys.stderr)
    recall = candidate_recall(given.job)
    if given.json:
        print(json.dumps({"methods": rows, "candidates": recall}, indent=2))
        return
    print(table(rows))
    for name, found in recall.items():
        print(f"candidates, {name}: {found}")
    print(shown)
    if given.doubling:
        print(table(doubling(seed=1)))


if __name__ == "__main__":
    main()
