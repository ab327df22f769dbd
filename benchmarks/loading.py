"""Load synthetic files at full size, against DuckDB only reading the same bytes.

    python -m benchmarks.loading DATA [--only SOURCE ...] [--times N] [--write FILE]

DATA holds what `python -m benchmarks.synthetic` wrote. Each file is loaded by
`crosstie load`, as a user would, into a new workspace; then DuckDB alone reads the same
CSV with as many threads and the same limit of memory, every column as text and every
cell counted (`count(column)`), and once more only its rows (`count(*)`). One step after
the other; a step is a process under a small parent that reports its processor time and
the peak memory of its largest process. A CSV in a zip is unpacked first for DuckDB,
which does not count, while the load reads the zip. With `--times N` each is run N
times, in turn, and the least wall time and the least processor time of each stand.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEBIBYTE = 2**20
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""What getrusage counts in: bytes on macOS, kibibytes elsewhere."""

FILES = {
    "lei2": ("gleif", "--lei", "synthetic-lei2.csv.zip"),
    "rr": ("gleif", "--rr", "synthetic-rr.csv.zip"),
    "repex": ("gleif", "--repex", "synthetic-repex.csv.zip"),
    "contracts": ("contracts", "", "synthetic-contracts.csv"),
    "grants": ("grants", "", "synthetic-grants.csv"),
    "transactions": ("usaspending", "", "synthetic-transactions.zip"),
    "corporations-canada": (
        "corporations-canada",
        "",
        "synthetic-corporations.zip",
    ),
}
"""Source of the generator -> source, option and file of the load."""

COMMAND = (sys.executable, "-c", "from crosstie.cli.main import run; run()")

COUNT_ROWS = """
import sys, duckdb
duckdb.sql("set threads = 2")
duckdb.sql("set memory_limit = '1GB'")
file = duckdb.read_csv(sys.argv[1], all_varchar=True, header=True)
print(file.query("file", "select count(*) from file").fetchall())
"""

COUNT_CELLS = """
import sys, duckdb
duckdb.sql("set threads = 2")
duckdb.sql("set memory_limit = '1GB'")
file = duckdb.read_csv(sys.argv[1], all_varchar=True, header=True)
columns = ", ".join(f'count("{name}")' for name in file.columns)
file.query("file", f"select {columns} from file").fetchall()
"""

COUNT_LOADED = """
import sys, duckdb
db = duckdb.connect(sys.argv[1], read_only=True)
print(db.execute("select sum(rows_read)::bigint, sum(rows_loaded)::bigint,"
    " sum(rows_rejected)::bigint, sum(rows_repeated)::bigint from file").fetchone())
"""


@dataclass(frozen=True)
class Measure:
    """What one process took."""

    seconds: float
    processor: float
    peak_mib: float


def measured(command: Sequence[str], home: Path) -> Measure:
    """Run one process under a small parent, which tells what it and its own took."""
    parent = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
        "sys.exit(done.returncode)\n"
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
    processor, peak = done.stdout.split()
    return Measure(seconds, float(processor), int(peak) * MEMORY_UNIT / MEBIBYTE)


@contextmanager
def plain(path: Path, folder: Path) -> Iterator[Path]:
    """Give the CSV of a file, unpacked where it lies in a zip."""
    if path.suffix != ".zip":
        yield path
        return
    with zipfile.ZipFile(path) as archive:
        (member,) = archive.namelist()
        unpacked = Path(archive.extract(member, folder))
    try:
        yield unpacked
    finally:
        unpacked.unlink()


def best(measures: Sequence[Measure]) -> Measure:
    """Return the least times of some runs, and the highest peak."""
    return Measure(
        min(one.seconds for one in measures),
        min(one.processor for one in measures),
        max(one.peak_mib for one in measures),
    )


def compare(name: str, data: Path, times: int = 1) -> dict[str, object]:
    """Load one file and read it plainly, some times; say what both took at best."""
    path = (data / FILES[name][2]).resolve()
    loads: list[Measure] = []
    rows: list[Measure] = []
    cells: list[Measure] = []
    told: dict[str, object] = {}
    for _ in range(times):
        with tempfile.TemporaryDirectory(dir=data) as folder:
            home = Path(folder)
            told, load = loaded(name, path, home)
            loads.append(load)
            if name == "corporations-canada":
                continue
            with plain(path, home) as csv:
                rows.append(
                    measured([sys.executable, "-c", COUNT_ROWS, str(csv)], home)
                )
                cells.append(
                    measured([sys.executable, "-c", COUNT_CELLS, str(csv)], home)
                )
    load = best(loads)
    found = {
        "source": name,
        **told,
        "bytes": _size(path),
        "seconds": round(load.seconds, 1),
        "processor": round(load.processor, 1),
        "peak_mib": round(load.peak_mib),
    }
    if not rows:
        return found
    by_rows, by_cells = best(rows), best(cells)
    return {
        **found,
        "count_rows": round(by_rows.seconds, 1),
        "count_cells": round(by_cells.seconds, 1),
        "cells_processor": round(by_cells.processor, 1),
        "ratio_rows": round(load.seconds / by_rows.seconds, 2),
        "ratio_cells": round(load.seconds / by_cells.seconds, 2),
        "ratio_processor": round(load.processor / by_cells.processor, 2),
    }


def loaded(name: str, path: Path, home: Path) -> tuple[dict[str, object], Measure]:
    """Load one file into a new workspace; say what became of its rows."""
    source, option, _ = FILES[name]
    call = ["load", source, *([option] if option else []), str(path)]
    load = measured([*COMMAND, *call], home)
    database = home / "crosstie.duckdb"
    told = subprocess.run(
        [sys.executable, "-c", COUNT_LOADED, str(database)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    counts = json.loads(told.stdout.replace("(", "[").replace(")", "]"))
    found: dict[str, object] = dict(
        zip(("rows", "loaded", "rejected", "repeated"), counts, strict=True)
    )
    found["workspace_mib"] = round(database.stat().st_size / MEBIBYTE)
    shutil.rmtree(home / "lookup", ignore_errors=True)
    return found, load


def _size(path: Path) -> int:
    """Return the bytes of the data: of a zip those of its members, unpacked."""
    if path.suffix != ".zip":
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return sum(info.file_size for info in archive.infolist())


_HEADINGS = {
    "source": "source",
    "rows": "rows",
    "bytes": "bytes",
    "seconds": "load, s",
    "processor": "processor, s",
    "peak_mib": "peak, MiB",
    "workspace_mib": "workspace, MiB",
    "count_rows": "DuckDB rows, s",
    "count_cells": "DuckDB cells, s",
    "cells_processor": "processor, s",
    "ratio_rows": "ratio rows",
    "ratio_cells": "ratio cells",
    "ratio_processor": "ratio processor",
}


def table(results: Sequence[dict[str, object]]) -> str:
    """Write the results as a table."""
    lines = [
        "| " + " | ".join(_HEADINGS.values()) + " |",
        "|---" * len(_HEADINGS) + "|",
    ]
    for one in results:
        cells = (one.get(name, "") for name in _HEADINGS)
        lines.append(
            "| "
            + " | ".join(f"{c:,}" if isinstance(c, int) else str(c) for c in cells)
            + " |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure what lies in a folder, and print it as a table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.loading", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--only", nargs="+", choices=FILES, default=list(FILES))
    parser.add_argument("--times", type=int, default=1, help="runs of each; the best")
    parser.add_argument("--write", type=Path, help="append the results, a line each")
    given = parser.parse_args()
    results = []
    for name in given.only:
        if not (given.data / FILES[name][2]).exists():
            continue
        found = compare(name, given.data, given.times)
        results.append(found)
        print(json.dumps(found), flush=True)
        if given.write:
            with given.write.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(found) + "\n")
    print(
        f"{platform.machine()}, {os.cpu_count()} processors,"
        f" Python {platform.python_version()}\n"
    )
    print(table(results))


if __name__ == "__main__":
    main()
