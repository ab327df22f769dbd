"""Crosstie and each peer that can be imported, on one matching job in one run.

    python benchmarks/resolve.py JOB [--only NAME...] [--json FILE [--kind NAME]]
    python benchmarks/resolve.py --sizes 4 --json FILE

JOB is a folder with queries.csv, register.csv and truth.csv, such as
`python -m benchmarks.matching.makejob JOB` writes. Every method runs in a process of
its own, start included; nothing is installed. A peer's score is what it returns, so its
calibration is shown only where that claims to be a probability. FILE keeps the results
of several runs (`benchmarks/matching/results.py`); `benchmarks/charts.py` draws them.
`--sizes` measures jobs of twice the size each, made for the purpose.
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

from benchmarks.matching import results  # noqa: E402
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
    "Splink, blocked by rare words": ("splink", "splink"),
    "nomenklatura, blocker and logic-v2": ("nomenklatura", "nomenklatura"),
}
INDEXED = "crosstie, register indexed before"
METHODS = ("crosstie", "crosstie --quality best", INDEXED, *PEERS)
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


def measure(method: str, job: Path) -> tuple[dict[str, float | str], Answers]:
    """Run one method and judge its answers."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.csv"
        mine = [str(ROOT / "src"), str(ROOT)]
        given = os.environ.get("PYTHONPATH", "")
        paths = os.pathsep.join([*mine, *filter(None, [given])])
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
    parser.add_argument("job", type=Path, nargs="?")
    parser.add_argument("--only", nargs="*", default=METHODS, choices=METHODS)
    parser.add_argument("--json", type=Path, help="add the results to this file")
    parser.add_argument("--kind", help="the kind of data; by default the job's name")
    parser.add_argument("--sizes", type=int, default=0, help="so many sizes")
    given = parser.parse_args()
    if given.sizes:
        rows = doubled(given.sizes)
        print(json.dumps(rows, indent=1))
        if given.json:
            results.write(given.json, {**results.read(given.json), "sizes": rows})
    if given.job:
        run(given)


def doubled(many: int) -> list[dict[str, float | str]]:
    """Measure Crosstie on jobs of 2,500 x 37,500 names, and twice as many each time."""
    from benchmarks.matching.makejob import make

    rows = []
    for step in range(many):
        queries, register = 2_500 * 2**step, 37_500 * 2**step
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), queries, register, 77, 0.2)
            row, _ = measure("crosstie", Path(folder))
        rows.append({"queries": queries, "register": register, **row})
    return rows


def run(given: argparse.Namespace) -> None:
    """Run the methods on one job; print what was measured, and keep it."""
    rows, shown = [], ""
    bins: list[list[float]] = []
    for method in given.only:
        if not importable(method):
            print(f"{method}: not installed here", file=sys.stderr)
            continue
        if method == INDEXED:
            print(f"indexed in {index(given.job):.1f} s", file=sys.stderr)
        row, answers = measure(method, given.job)
        rows.append(row)
        if method == "crosstie":
            truth = read_truth(given.job / "truth.csv")
            shown = reliability(answers, truth)
            bins = results.reliability_bins(answers, truth)
        print(f"{method}: done", file=sys.stderr)
    recall = candidate_recall(given.job) if "crosstie" in given.only else {}
    if given.json:
        kind = given.kind or given.job.resolve().name
        results.add_job(given.json, kind, rows, recall, bins)
    print(table(rows))
    for name, found in recall.items():
        print(f"candidates, {name}: {found}")
    print(shown)


if __name__ == "__main__":
    main()
