"""Crosstie and each peer that can be imported, on one matching job in one run.

    python benchmarks/resolve.py JOB [--only NAME...] [--json]

JOB is a folder with queries.csv, register.csv and truth.csv, such as
`python -m benchmarks.matching.makejob JOB` writes. Every method runs in a process of
its own, start included; nothing is installed. A peer's score is what it returns, so its
calibration is shown only where that claims to be a probability.
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
    "Splink, blocked by rare words": ("splink", "splink"),
    "nomenklatura, blocker and logic-v2": ("nomenklatura", "nomenklatura"),
}
METHODS = ("crosstie", "crosstie --quality best", *PEERS)
KIBIBYTES_A_MEGABYTE = 1000 if sys.platform != "darwin" else 1_000_000


def command(method: str, job: Path, out: Path) -> list[str]:
    """Write the call of one method."""
    files = [str(job / "queries.csv"), str(job / "register.csv")]
    if method in PEERS:
        module = "benchmarks.matching.peers"
        return [sys.executable, "-m", module, PEERS[method][1], *files, str(out)]
    call = [sys.executable, "-c", CLI, "match", *files, "-o", str(out)]
    quality = "best" if method.endswith("best") else "fast"
    return [*call, "--threshold", "0", "--quality", quality]


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
    parser.add_argument("job", type=Path)
    parser.add_argument("--only", nargs="*", default=METHODS, choices=METHODS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows, shown = [], ""
    for method in given.only:
        if not importable(method):
            print(f"{method}: not installed here", file=sys.stderr)
            continue
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


if __name__ == "__main__":
    main()
