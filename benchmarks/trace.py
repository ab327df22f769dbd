"""Measure load and trace on real records, against DuckDB only reading the same files.

    python benchmarks/trace.py [DATA] [--mode processes|inside] [--since DATE] [--json]

DATA is the folder with `usaspending/` and `registers/`, by default ../shared/data. The
mode `processes` runs the command as a user does, a process for each call; `inside` runs
the same calls in one process, so that the start of Python counts once. Peak memory is
that of the largest process. Two small calls are made five times, and the median is
given: `crosstie --help`, and the trace of the sample once it is loaded. Results worth
keeping go to benchmarks/results/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
MEBIBYTE = 2**20
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""What getrusage counts in: bytes on macOS, kibibytes elsewhere."""

SETS = (
    ("usaspending", "usaspending/**/*.csv"),
    ("listed", "registers/listed_companies/*.csv"),
    ("vendors", "registers/canada_vendors/*.csv"),
)
"""Source and files of acceptance 2: everything of awards and registers."""

TIMES = 5
"""How often a small call is made; the median is given."""

COMMAND = (sys.executable, "-c", "from crosstie.cli.main import run; run()")

READ = """
import sys
import duckdb
for path in sys.argv[1:]:
    file = duckdb.read_csv(path, all_varchar=True, header=True)
    columns = ", ".join(f'count("{name}")' for name in file.columns)
    file.query("file", f"select {columns} from file").fetchall()
"""

INSIDE = """
import json, sys
from crosstie.cli.main import app
for call in json.loads(sys.argv[1]):
    app(call, prog_name="crosstie", standalone_mode=False)
"""


@dataclass(frozen=True)
class Measure:
    """What one step took."""

    step: str
    seconds: float
    processor: float
    """Seconds of processor time: what is left to compare where others run too."""
    peak_mib: float
    failed: bool = False


def measured(step: str, command: Sequence[str], home: Path) -> Measure:
    """Run one child and measure it from outside.

    A child's peak is known only as the largest of all children so far, so each is run
    under a small parent of its own that reports it.
    """
    parent = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    environment = {
        **os.environ,
        "CROSSTIE_HOME": str(home),
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", parent, *command],
        env=environment,
        cwd=home,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - begin
    code, processor, peak = done.stdout.split()
    size = int(peak) * MEMORY_UNIT / MEBIBYTE
    return Measure(step, seconds, float(processor), size, code != "0")


def files_of(data: Path) -> dict[str, list[Path]]:
    """Find the files of each source."""
    return {source: sorted(data.glob(pattern)) for source, pattern in SETS}


def calls(files: dict[str, list[Path]], home: Path, since: str) -> list[list[str]]:
    """List the calls of acceptance 2."""
    loads = [
        ["load", source, *(str(path) for path in paths)]
        for source, paths in files.items()
        if paths
    ]
    trace = ["trace", "ca-ice", "--since", since, "--plain", "--out", str(home / "out")]
    return [*loads, trace]


def run_processes(wanted: list[list[str]], home: Path) -> list[Measure]:
    """Run each call as a process of its own."""
    return [
        measured("crosstie " + " ".join(call[:2]), [*COMMAND, *call], home)
        for call in wanted
    ]


def median_of(step: str, call: Sequence[str], home: Path) -> Measure:
    """Run a small call some times and give the median of each number."""
    runs = [measured(step, [*COMMAND, *call], home) for _ in range(TIMES)]
    return Measure(
        f"{step}, median of {TIMES}",
        statistics.median(run.seconds for run in runs),
        statistics.median(run.processor for run in runs),
        statistics.median(run.peak_mib for run in runs),
        any(run.failed for run in runs),
    )


def small_calls(home: Path) -> list[Measure]:
    """Measure what a newcomer runs first; the sample is loaded before."""
    trace = ["trace", "ca-ice", "--sample", "--plain", "--out", str(home / "sample")]
    measured("load the sample", [*COMMAND, *trace], home)
    return [
        median_of("crosstie --help", ["--help"], home),
        median_of("crosstie trace ca-ice --sample", trace, home),
    ]


def run_inside(wanted: list[list[str]], home: Path) -> list[Measure]:
    """Run all calls in one process."""
    command = [sys.executable, "-c", INSIDE, json.dumps(wanted)]
    return [measured("crosstie load and trace, one process", command, home)]


def total(measures: list[Measure]) -> Measure:
    """Add up the time; the peak is the largest."""
    return Measure(
        "together",
        sum(m.seconds for m in measures),
        sum(m.processor for m in measures),
        max(m.peak_mib for m in measures),
        any(m.failed for m in measures),
    )


def table(measures: list[Measure], floor: Measure) -> str:
    """Write the measures; the ratio is that of processor time to only reading."""
    lines = [f"{'step':44} {'seconds':>8} {'cpu':>7} {'x cpu':>7} {'peak MiB':>9}"]
    for m in measures:
        failed = "  failed" if m.failed else ""
        ratio = m.processor / floor.processor
        lines.append(
            f"{m.step:44} {m.seconds:8.2f} {m.processor:7.2f} {ratio:7.1f}"
            f" {m.peak_mib:9.0f}{failed}"
        )
    return "\n".join(lines)


def machine() -> str:
    """Describe what it ran on, without naming the machine."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )


def options() -> argparse.Namespace:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--mode", choices=("processes", "inside"), default="processes")
    parser.add_argument("--since", default="2020-10-01")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Run the benchmark; fail where a step failed."""
    asked = options()
    files = files_of(asked.data.resolve())
    paths = [str(path) for found in files.values() for path in found]
    if not paths:
        print(f"no files of {', '.join(files)} in {asked.data.name}/", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        floor = measured("DuckDB reads", [sys.executable, "-c", READ, *paths], home)
        wanted = calls(files, home, asked.since)
        run = run_inside if asked.mode == "inside" else run_processes
        steps = run(wanted, home)
        small = small_calls(home)
    measures = [floor, *steps, total(steps), *small]
    size = sum(Path(path).stat().st_size for path in paths) / MEBIBYTE
    if asked.json:
        print(json.dumps([asdict(m) for m in measures], indent=2))
    else:
        print(f"{machine()}; {len(paths)} files, {size:.0f} MiB\n")
        print(table(measures, floor))
    return int(any(m.failed for m in measures))


if __name__ == "__main__":
    sys.exit(main())
