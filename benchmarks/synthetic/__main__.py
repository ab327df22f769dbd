"""Write a synthetic file of a source: python -m benchmarks.synthetic --help."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.synthetic import canada, corporations, gleif, usaspending

GENERATORS: dict[str, tuple[Callable[[Path, int, int], Path], int, str]] = {
    "lei2": (gleif.records, 3_451_551, "gleif --lei"),
    "rr": (gleif.relationships, 489_935, "gleif --rr"),
    "repex": (gleif.exceptions, 6_396_820, "gleif --repex"),
    "corporations-canada": (
        corporations.corporations,
        1_559_761,
        "corporations-canada",
    ),
    "contracts": (canada.contracts, 1_290_000, "contracts"),
    "grants": (canada.grants, 1_275_521, "grants"),
    "transactions": (usaspending.transactions, 500_000, "usaspending"),
}
"""Source -> what writes it, the publisher's number of rows, how it is loaded."""


def main() -> None:
    """Write one file, and say how it is loaded."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.synthetic",
        description="Write a synthetic file in a publisher's layout. Nothing in it is"
        " true. The same source, rows and seed write the same bytes.",
    )
    parser.add_argument("source", choices=GENERATORS)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--rows", type=int, help="records; by default as many as the publisher has"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write, usual, loaded_as = GENERATORS[given.source]
    given.folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    rows = usual if given.rows is None else given.rows
    path = write(given.folder, rows, given.seed)
    seconds = time.perf_counter() - began
    print(
        f"{path.name}: {rows:,} synthetic records,"
        f" {path.stat().st_size:,} bytes, {seconds:.1f} s\n"
        f"load it with: crosstie load {loaded_as} {path.name}"
    )


if __name__ == "__main__":
    main()
