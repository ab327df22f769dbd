"""Measure the matcher at register scale: index, match, look-ups, growth, new names.

    python -m benchmarks.matching.bigrun JOB [--new N] [--lookups N]

JOB is a folder that `bigjob` wrote. Prints a table: wall time with the start of each
process, CPU time, and the peak of memory over all its processes together (their
proportional share of pages, so that a page two of them read in place counts once).
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.matching.measure import figures, read_answers, read_truth
from crosstie.matching.lookup import Lookup

ENTRY = "from crosstie.cli.main import run; run()"
SECOND = 1.0


@dataclass(frozen=True)
class Run:
    """What one command came to."""

    wall: float
    cpu: float
    peak_mb: float
    said: str


def crosstie(*arguments: str | Path) -> Run:
    """Run a command, and watch its memory once a second."""
    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_share, _family(process.pid))))
        time.sleep(min(SECOND, 0.02 + (time.monotonic() - begin) / 10))
    wall = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = process.stdout.read().strip() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{arguments[0]} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, peak, said)


def _family(process: int) -> list[int]:
    """List a process and all that it started."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            below = task.read_text().split()
        except OSError:
            continue
        for child in below:
            found += _family(int(child))
    return found


def _share(process: int) -> float:
    """Return a process's proportional share of memory in MB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _head(source: Path, target: Path, rows: int) -> None:
    """Copy the header and the first rows."""
    with source.open(encoding="utf-8") as lines, target.open("w") as out:
        out.writelines(islice(lines, rows + 1))


def _grown(source: Path, target: Path, rows: int) -> None:
    """Copy a register and write some rows more at its end."""
    shutil.copyfile(source, target)
    with target.open("a", encoding="utf-8") as out:
        for number in range(rows):
            out.write(f"N{number:07d},Newcomer {number} Quarry Works Ltd,CA\n")


def _lookups(folder: Path, queries: Path, count: int) -> list[str]:
    """Time look-ups of one name, one after the other, in one process."""
    begin = time.perf_counter()
    lookup = Lookup.open(folder)
    opened = time.perf_counter() - begin
    with queries.open(encoding="utf-8") as lines:
        names = [line.split(",")[1] for line in islice(lines, 1, count + 1)]
    times = []
    for name in names:
        begin = time.perf_counter()
        lookup.find(name)
        times.append(1000 * (time.perf_counter() - begin))
    first, ordered = times[0], sorted(times)
    return [
        f"open {opened:.2f} s, first {first:.0f} ms",
        f"p50 {ordered[count // 2]:.1f} ms",
        f"p99 {ordered[int(count * 0.99)]:.1f} ms",
        f"slowest {ordered[-1]:.0f} ms",
    ]


def _line(name: str, run: Run) -> None:
    last = run.said.splitlines()[-1] if run.said else ""
    print(f"| {name} | {run.wall:.1f} | {run.cpu:.1f} | {run.peak_mb:,.0f} | {last} |")
    sys.stdout.flush()


def main() -> None:
    """Read the arguments, run every step, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("job", type=Path)
    parser.add_argument("--new", type=int, default=1_000)
    parser.add_argument("--lookups", type=int, default=2_000)
    given = parser.parse_args()
    job: Path = given.job
    register, queries, index = job / "register.csv", job / "queries.csv", job / "idx"
    shutil.rmtree(index, ignore_errors=True)
    print("| step | wall s | CPU s | peak MB | said |\n| --- | --- | --- | --- | --- |")
    _line("index", crosstie("index", register, "-o", index))
    _line(
        "match",
        crosstie("match", queries, index, "-o", job / "out.csv", "--threshold", "0"),
    )
    found = figures(read_answers(job / "out.csv"), read_truth(job / "truth.csv"))
    _head(queries, job / "new.csv", given.new)
    _line(
        f"{given.new:,} new names",
        crosstie("match", job / "new.csv", index, "-o", job / "new-out.csv"),
    )
    _line("index again, nothing changed", crosstie("index", register, "-o", index))
    times = _lookups(index, queries, given.lookups)
    _line("one look-up, start included", crosstie("lookup", "Quarry", "--index", index))
    _grown(register, job / "grown.csv", given.new)
    _line(
        f"index again, {given.new:,} rows more",
        crosstie("index", job / "grown.csv", "-o", index),
    )
    print(f"\n{found}\n\n{given.lookups:,} look-ups in one process: {'; '.join(times)}")


if __name__ == "__main__":
    main()
